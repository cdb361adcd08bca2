#include "options/installed_encodings.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <optional>
#include <system_error>

#include "input/mapped_file.hpp"
#include "options/date_option.hpp"
#include "options/encoding_file.hpp"
#include "options/user_folder.hpp"
#include "output/descriptor.hpp"
#include "output/file.hpp"
#include "output/format.hpp"
#include "output/join.hpp"
#include "output/path.hpp"
#include "tokmill/formats/json.hpp"
#include "tokmill/formats/json_writer.hpp"
#include "tokmill/nearest_name.hpp"
#include "tokmill/registry.hpp"
#include "tokmill/sha256.hpp"

namespace tokmill::cli {
namespace {

namespace fs = std::filesystem;
using formats::JsonValue;

constexpr std::string_view description_name = "encoding.json";
constexpr std::size_t max_name_size = 100;
constexpr std::uintmax_t max_file_size = std::uintmax_t{256} << 20U;

Error path_error(const fs::path& path, ErrorCode code, std::string_view message) {
  return {code, output::format("{}: {}", output::printable_path(path.string()), message)};
}

Error system_error_at(const fs::path& path, int problem) {
  return path_error(path, ErrorCode::io_error, output::system_error(problem).message);
}

// The folder of all installed encodings.
std::optional<fs::path> store() {
  std::optional<fs::path> folder = user_folder("XDG_DATA_HOME", ".local/share");
  if (folder) *folder = *folder / "tokmill" / "encodings";
  return folder;
}

bool is_letter_or_digit(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// --- The description ------------------------------------------------------------------------------------

std::string text_of(const JsonValue& object, std::string_view name) {
  const std::optional<JsonValue> value = object.find(name);
  return value && value->is_string() ? value->text() : "";
}

std::optional<std::uint64_t> number_of(const std::optional<JsonValue>& value) {
  if (!value || !value->is_number()) return std::nullopt;
  const std::string digits = value->text();
  std::uint64_t number = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (problem != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

// A description that this program did not write is refused: a file name must not lead out of the folder.
std::optional<InstalledFile> file_of(const JsonValue& object) {
  InstalledFile file{text_of(object, "name"), 0, text_of(object, "sha256")};
  const std::optional<std::uint64_t> bytes = number_of(object.find("bytes"));
  if (!bytes || !is_encoding_name(file.name) || file.sha256.size() != 64) return std::nullopt;
  file.bytes = *bytes;
  return file;
}

}  // namespace

std::optional<InstalledEncoding> read_description(std::string_view json) {
  const Result<formats::JsonDocument> document = formats::parse_json(json);
  if (!document) return std::nullopt;
  const JsonValue root = document->root();
  InstalledEncoding installed;
  installed.format = text_of(root, "format");
  installed.pattern = text_of(root, "pattern");
  installed.given_pattern = text_of(root, "given_pattern");
  installed.added = text_of(root, "added");
  const std::optional<std::uint64_t> size = number_of(root.find("vocabulary_size"));
  const std::optional<std::uint64_t> special_tokens = number_of(root.find("special_tokens"));
  const std::optional<JsonValue> files = root.find("files");
  if (!size || !special_tokens || !files) return std::nullopt;
  installed.vocabulary_size = *size;
  installed.special_tokens = *special_tokens;
  for (const JsonValue& element : files->elements()) {
    std::optional<InstalledFile> file = file_of(element);
    if (!file) return std::nullopt;
    installed.files.push_back(std::move(*file));
  }
  if (installed.files.empty() || installed.files.size() > 2) return std::nullopt;
  if (const std::optional<JsonValue> given = root.find("given_special_tokens")) {
    for (const formats::JsonMember& member : given->members()) {
      const std::optional<std::uint64_t> id = number_of(member.value);
      if (!id || *id > std::numeric_limits<TokenId>::max()) return std::nullopt;
      installed.given_special_tokens.emplace_back(member.key.text(), static_cast<TokenId>(*id));
    }
  }
  return installed;
}

std::string description(const InstalledEncoding& installed) {
  formats::JsonWriter json;
  json.begin_object().member("format", installed.format).member("pattern", installed.pattern);
  json.member("given_pattern", installed.given_pattern).key("given_special_tokens").begin_object();
  for (const auto& [name, id] : installed.given_special_tokens) json.member(name, id);
  json.end_object().key("files").begin_array();
  for (const InstalledFile& file : installed.files) {
    json.begin_object().member("name", file.name).member("bytes", file.bytes).member("sha256", file.sha256).end_object();
  }
  json.end_array().member("vocabulary_size", installed.vocabulary_size);
  json.member("special_tokens", installed.special_tokens).member("added", installed.added).end_object();
  return json.text() + "\n";
}

namespace {

// --- Folders ----------------------------------------------------------------------------------------------

// Creates the folder and those above it, for the user alone. Returns 0 or the error number.
int create_private_folders(const fs::path& folder) {
  fs::path path;
  for (const fs::path& part : folder) {
    path /= part;
    if (::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST && errno != EISDIR) {
      std::error_code ignored;
      if (!fs::is_directory(path, ignored)) return errno;
    }
  }
  return 0;
}

// Removes what installations left that were interrupted more than an hour ago.
void remove_old_temporary_folders(const fs::path& folder) {
  std::error_code failed;
  for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
    std::error_code unknown;
    const fs::file_time_type time = entry->last_write_time(unknown);
    if (!entry->path().filename().string().starts_with('.') || unknown) continue;
    std::error_code ignored;
    if (fs::file_time_type::clock::now() - time > std::chrono::hours(1)) fs::remove_all(entry->path(), ignored);
  }
}

// A new folder with a random name that starts with a point, so that it is no encoding. Removed by the destructor.
class TemporaryFolder {
 public:
  TemporaryFolder(const fs::path& parent, std::string_view name)
      : path_((parent / output::format(".{}.XXXXXX", name)).string()) {
    if (::mkdtemp(path_.data()) == nullptr) problem_ = errno;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    if (problem_ == 0) fs::remove_all(path_, ignored);
  }

  [[nodiscard]] int problem() const noexcept { return problem_; }
  [[nodiscard]] fs::path path() const { return path_; }

  // Gives the folder the name `target`; what had that name before gets its own. Returns 0 or the error number.
  [[nodiscard]] int swap_with(const fs::path& target) const {
    if (::rename(path_.c_str(), target.c_str()) == 0) return 0;
    if (errno != ENOTEMPTY && errno != EEXIST) return errno;
    constexpr unsigned exchange = 2;  // RENAME_EXCHANGE
    if (::syscall(SYS_renameat2, AT_FDCWD, path_.c_str(), AT_FDCWD, target.c_str(), exchange) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return errno;
    // A file system without exchange: the name is missing for a moment.
    const std::string old = path_ + ".old";
    if (::rename(target.c_str(), old.c_str()) != 0 || ::rename(path_.c_str(), target.c_str()) != 0) return errno;
    return ::rename(old.c_str(), path_.c_str()) == 0 ? 0 : errno;
  }

 private:
  std::string path_;
  int problem_ = 0;
};

Result<void> write_private_file(const fs::path& path, std::string_view bytes) {
  if (const Result<void> written = write_file(path.string(), bytes); !written) {
    return path_error(path, written.error().code, written.error().message);
  }
  return ::chmod(path.c_str(), S_IRUSR | S_IWUSR) == 0 ? Result<void>() : system_error_at(path, errno);
}

// The name of the copy of a file: its own, unless that cannot be one.
std::string copy_name(const fs::path& path) {
  std::string name = path.filename().string();
  return is_encoding_name(name) && name != description_name ? name : "vocabulary";
}

Result<InstalledFile> install_file(const fs::path& path, const fs::path& folder) {
  const Result<MappedFile> file = MappedFile::open(path.string());
  if (!file) return path_error(path, file.error().code, file.error().message);
  InstalledFile copy{copy_name(path), file->bytes().size(), sha256(file->bytes())};
  if (const Result<void> written = write_private_file(folder / copy.name, file->bytes()); !written) {
    return written.error();
  }
  return copy;
}

Result<void> check_file(const fs::path& path) {
  std::error_code failed;
  if (!fs::exists(path, failed)) return system_error_at(path, failed ? failed.value() : ENOENT);
  if (!fs::is_regular_file(path, failed)) return path_error(path, ErrorCode::io_error, "expected a regular file");
  const std::uintmax_t size = fs::file_size(path, failed);
  if (size > max_file_size) {
    return path_error(path, ErrorCode::io_error,
                      output::format("{} bytes; a file of at most {} bytes can be installed", size, max_file_size));
  }
  return {};
}

vocabularies::FileParts parts_of(const InstalledEncoding& installed) {
  return {installed.name, installed.given_pattern, installed.given_special_tokens};
}

std::string size_difference(std::string_view name, std::uint64_t size, std::uint64_t expected) {
  return output::format("{}: {} bytes, expected {}", name, size, expected);
}

}  // namespace

VocabularyFiles InstalledEncoding::vocabulary_files() const {
  const fs::path path(folder);
  return {(path / files[0].name).string(), files.size() > 1 ? (path / files[1].name).string() : ""};
}

bool is_encoding_name(std::string_view name) noexcept {
  const auto is_allowed = [](char c) { return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-'; };
  return !name.empty() && name.size() <= max_name_size && is_letter_or_digit(name[0]) &&
         std::ranges::all_of(name, is_allowed);
}

std::vector<std::string> installed_encoding_names() {
  std::vector<std::string> names;
  const std::optional<fs::path> folder = store();
  if (!folder) return names;
  std::error_code failed;
  for (fs::directory_iterator entry(*folder, failed), end; !failed && entry != end; entry.increment(failed)) {
    std::string name = entry->path().filename().string();
    if (is_encoding_name(name)) names.push_back(std::move(name));
  }
  std::ranges::sort(names);
  return names;
}

Result<InstalledEncoding> find_installed_encoding(std::string_view name) {
  const std::optional<fs::path> folder = store();
  std::error_code ignored;
  if (!folder || !is_encoding_name(name) || !fs::is_directory(*folder / name, ignored)) return unknown_encoding(name);
  const fs::path path = *folder / name / description_name;
  const Result<MappedFile> file = MappedFile::open(path.string());
  if (!file) return path_error(path, file.error().code, file.error().message);
  std::optional<InstalledEncoding> installed = read_description(file->bytes());
  if (!installed) {
    return path_error(path, ErrorCode::malformed_tokenizer,
                      output::format("damaged; run tokmill encodings remove {}", name));
  }
  installed->name = name;
  installed->folder = (*folder / name).string();
  return *std::move(installed);
}

Error unknown_encoding(std::string_view name) {
  const std::vector<std::string> installed = installed_encoding_names();
  if (installed.empty()) return find_encoding(name).error();
  std::vector<std::string_view> names(encoding_names().begin(), encoding_names().end());
  names.insert(names.end(), installed.begin(), installed.end());
  return {ErrorCode::unknown_encoding,
          output::format("{} (available: {})", unknown_name("encoding", name, names), output::join(names, ", "))};
}

Result<Encoding> load_installed_encoding(const InstalledEncoding& installed) {
  for (const InstalledFile& file : installed.files) {
    const fs::path path = fs::path(installed.folder) / file.name;
    std::error_code failed;
    const std::uintmax_t size = fs::file_size(path, failed);
    if (failed) return system_error_at(path, failed.value());
    if (size != file.bytes) {
      return Error{ErrorCode::malformed_tokenizer,
                   output::format("{}; run tokmill encodings verify {}",
                                  size_difference(output::printable_path(path.string()), size, file.bytes),
                                  installed.name)};
    }
  }
  return load_encoding(installed.vocabulary_files(), parts_of(installed));
}

std::vector<std::string> verify_installed_encoding(const InstalledEncoding& installed) {
  std::vector<std::string> differences;
  for (const InstalledFile& file : installed.files) {
    const std::string path = (fs::path(installed.folder) / file.name).string();
    const std::string name = output::printable_path(path);
    const Result<MappedFile> contents = MappedFile::open(path);
    if (!contents) {
      differences.push_back(output::format("{}: {}", name, contents.error().message));
      continue;
    }
    const std::uint64_t size = contents->bytes().size();
    if (size != file.bytes) differences.push_back(size_difference(name, size, file.bytes));
    if (const std::string digest = sha256(contents->bytes()); digest != file.sha256) {
      differences.push_back(output::format("{}: SHA-256 is {}, expected {}", name, digest, file.sha256));
    }
  }
  if (!differences.empty()) return differences;
  const Result<Encoding> encoding = load_encoding(installed.vocabulary_files(), parts_of(installed));
  if (!encoding) return {encoding.error().message};
  const auto compare = [&](std::string_view what, std::uint64_t number, std::uint64_t expected) {
    if (number != expected) differences.push_back(output::format("{}: {}, expected {}", what, number, expected));
  };
  compare("vocabulary size", encoding->vocabulary_size(), installed.vocabulary_size);
  compare("special tokens", encoding->special_tokens().size(), installed.special_tokens);
  return differences;
}

Result<InstalledEncoding> install_encoding(const VocabularyFiles& files, const vocabularies::FileParts& parts) {
  for (const std::string& path : files.paths()) {
    if (const Result<void> checked = check_file(path); !checked) return checked.error();
  }
  const Result<Encoding> encoding = load_encoding(files, parts);
  if (!encoding) return encoding.error();
  const Result<vocabularies::FileSummary> summary = summarize(files);
  if (!summary) return summary.error();
  const std::optional<fs::path> folder = store();
  if (!folder) return Error{ErrorCode::io_error, "no folder for encodings: HOME is not set"};
  if (const int problem = create_private_folders(*folder); problem != 0) return system_error_at(*folder, problem);
  remove_old_temporary_folders(*folder);

  InstalledEncoding installed;
  installed.name = parts.name;
  installed.folder = (*folder / parts.name).string();
  installed.format = summary->format;
  installed.pattern = parts.pattern.empty() ? summary->pattern : parts.pattern;
  installed.given_pattern = parts.pattern;
  installed.given_special_tokens = parts.special_tokens;
  installed.vocabulary_size = encoding->vocabulary_size();
  installed.special_tokens = encoding->special_tokens().size();
  installed.added = pricing::to_string(*DateOption().date());
  const TemporaryFolder temporary(*folder, parts.name);
  if (temporary.problem() != 0) return system_error_at(*folder, temporary.problem());
  for (const std::string& path : files.paths()) {
    Result<InstalledFile> copied = install_file(path, temporary.path());
    if (!copied) return copied.error();
    installed.files.push_back(*std::move(copied));
  }
  const fs::path description_path = temporary.path() / description_name;
  if (const Result<void> written = write_private_file(description_path, description(installed)); !written) {
    return written.error();
  }
  if (const int problem = temporary.swap_with(installed.folder); problem != 0) {
    return system_error_at(installed.folder, problem);
  }
  return installed;
}

Result<void> remove_installed_encoding(std::string_view name) {
  const std::optional<fs::path> folder = store();
  std::error_code failed;
  if (!folder || !is_encoding_name(name) || !fs::exists(*folder / name, failed)) return unknown_encoding(name);
  // Another process sees all of it or none.
  const TemporaryFolder temporary(*folder, name);
  if (temporary.problem() != 0) return system_error_at(*folder, temporary.problem());
  const fs::path path = *folder / name;
  if (::rename(path.c_str(), (temporary.path() / name).c_str()) != 0) return system_error_at(path, errno);
  return {};
}

}  // namespace tokmill::cli
