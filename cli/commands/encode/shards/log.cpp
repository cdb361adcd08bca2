#include "commands/encode/shards/log.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

#include "input/reader.hpp"
#include "input/walk/folder.hpp"
#include "output/format.hpp"
#include "output/path.hpp"
#include "output/temporary_file.hpp"
#include "tokmill/formats/json.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::shards {
namespace {

using formats::JsonValue;

constexpr const char* log_name = "progress.jsonl";

Error log_error(const std::string& path, std::string_view message) {
  return {ErrorCode::io_error, output::format("{}: {}", output::printable_path(path), message)};
}

// Appends the names of the files in a folder. Returns 0 or the error number.
int list_names(const std::string& folder, std::vector<std::string>& names) {
  const std::unique_ptr<DIR, int (*)(DIR*)> opened(::opendir(folder.c_str()), ::closedir);
  if (opened == nullptr) return errno;
  while (true) {
    errno = 0;
    const dirent* const entry = ::readdir(opened.get());
    if (entry == nullptr) return errno;
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
}

std::optional<std::uint64_t> number_of(const JsonValue& object, std::string_view name, int base = 10) {
  const std::optional<JsonValue> member = object.find(name);
  if (!member) return std::nullopt;
  const std::string text = member->text();
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, number, base);
  return problem == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

std::optional<InputPosition> position_of(const JsonValue& line) {
  const auto inputs = number_of(line, "inputs");
  const auto failed = number_of(line, "failed");
  const auto fingerprint = number_of(line, "fingerprint", 16);
  if (!inputs || !failed || !fingerprint) return std::nullopt;
  return InputPosition{*inputs, *failed, *fingerprint};
}

void write_position(const InputPosition& position, formats::JsonWriter& json) {
  json.member("inputs", position.inputs).member("failed", position.failed);
  json.member("fingerprint", output::format("{:016x}", position.fingerprint));
}

std::optional<FinishedShard> shard_of(const JsonValue& line) {
  FinishedShard shard;
  const std::optional<JsonValue> files = line.find("files");
  const auto documents = number_of(line, "documents");
  const auto tokens = number_of(line, "tokens");
  const std::optional<InputPosition> end = position_of(line);
  if (!files || !documents || !tokens || !end) return std::nullopt;
  for (const JsonValue file : files->elements()) {
    const std::optional<JsonValue> name = file.find("name");
    const auto bytes = number_of(file, "bytes");
    const auto crc = number_of(file, "crc32", 16);
    if (!name || !bytes || !crc) return std::nullopt;
    shard.files.push_back({name->text(), {*bytes, static_cast<std::uint32_t>(*crc)}});
  }
  shard.documents = *documents;
  shard.tokens = *tokens;
  shard.end = *end;
  return shard;
}

// What differs between the settings of a run and those of another; empty if they are no settings.
std::string difference(std::string_view started, std::string_view now) {
  const Result<formats::JsonDocument> before = formats::parse_json(started);
  const Result<formats::JsonDocument> after = formats::parse_json(now);
  if (!before || !after || !before->root().find("tokmill_shards")) return "";
  const auto text = [](const std::optional<JsonValue>& value) { return value ? value->text() : std::string("none"); };
  for (const formats::JsonMember member : after->root().members()) {
    const std::string name = member.key.text();
    const std::string old_value = text(before->root().find(name));
    const std::string new_value = text(after->root().find(name));
    if (old_value != new_value) return output::format("{} was {}, now {}", name, old_value, new_value);
  }
  return "other options";
}

}  // namespace

Error Log::failure(std::string_view message) const { return log_error(path_, message); }

Result<Log> Log::open(const std::string& folder, const std::string& settings) {
  const bool is_new = ::mkdir(folder.c_str(), 0777) == 0;
  if (!is_new && errno != EEXIST) return log_error(folder, std::strerror(errno));
  const output::Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.get() < 0) return log_error(folder, std::strerror(errno));
  std::vector<std::string> names;
  if (const int problem = list_names(folder, names); problem != 0) return log_error(folder, std::strerror(problem));
  if (!names.empty() && std::ranges::find(names, log_name) == names.end()) {
    return log_error(folder, "the folder is not empty, and no run of encode --shards has started in it");
  }

  Log log;
  log.path_ = input::join(folder, log_name);
  log.file_ = output::Descriptor(
      ::openat(opened.get(), log_name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0666));
  if (log.file_.get() < 0) return log.failure(std::strerror(errno));
  if (::flock(log.file_.get(), LOCK_EX | LOCK_NB) != 0) {
    return errno == EWOULDBLOCK ? log_error(folder, "another run is writing to this folder")
                                : log.failure(std::strerror(errno));
  }
  if (Result<void> done = log.read(settings); !done) return std::move(done).error();
  // No other run is using them.
  for (const std::string& name : names) {
    if (name.starts_with(output::temporary_prefix)) ::unlinkat(opened.get(), name.c_str(), 0);
  }
  if (names.empty()) {
    // The names of the log and of the folder must be on the disk before the first shard is.
    static_cast<void>(::fsync(opened.get()));
    const output::Descriptor parent(::openat(opened.get(), "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (is_new && parent.get() >= 0) static_cast<void>(::fsync(parent.get()));
  }
  return log;
}

Result<void> Log::read(const std::string& settings) {
  const Result<std::string> content = read_input(path_);
  if (!content) return failure(content.error().message);
  std::string_view lines = *content;
  lines = lines.substr(0, lines.rfind('\n') + 1);  // a run that was killed may have written a part of a line
  if (lines.empty() && !settings.starts_with(*content)) return failure("not a log of encode --shards");
  const bool is_cut = lines.size() < content->size();
  if (is_cut && ::ftruncate(file_.get(), static_cast<off_t>(lines.size())) != 0) return failure(std::strerror(errno));
  if (::lseek(file_.get(), 0, SEEK_END) < 0) return failure(std::strerror(errno));
  if (lines.empty()) return append_line(settings);

  const std::string_view started = lines.substr(0, lines.find('\n'));
  if (started != settings) {
    const std::string different = difference(started, settings);
    return failure(different.empty() ? "not a log of encode --shards"
                                     : "the run in this folder has other settings: " + different);
  }
  lines.remove_prefix(started.size() + 1);
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(line.size() + 1);
    if (Result<void> done = read_line(line); !done) return done;
  }
  return {};
}

Result<void> Log::read_line(std::string_view line) {
  const Result<formats::JsonDocument> parsed = formats::parse_json(line);
  if (parsed && !end_) {
    const std::optional<JsonValue> complete = parsed->root().find("complete");
    if (complete && complete->is_true()) {
      end_ = position_of(parsed->root());
      if (end_) return {};
    } else if (std::optional<FinishedShard> shard = shard_of(parsed->root())) {
      shards_.push_back(std::move(*shard));
      return {};
    }
  }
  return failure(output::format("line {} is damaged", shards_.size() + 2));
}

Result<void> Log::append(const FinishedShard& shard) {
  formats::JsonWriter json;
  json.begin_object();
  write_members(shard, json);
  write_position(shard.end, json);
  json.end_object();
  if (Result<void> done = append_line(json.text()); !done) return done;
  shards_.push_back(shard);
  return {};
}

Result<void> Log::append_end(const InputPosition& end) {
  formats::JsonWriter json;
  json.begin_object().member("complete", true);
  write_position(end, json);
  json.end_object();
  return append_line(json.text());
}

Result<void> Log::append_line(std::string line) {
  line += '\n';
  int problem = output::write_all(file_.get(), line);
  if (problem == 0 && ::fdatasync(file_.get()) != 0 && errno != EINVAL && errno != EROFS) problem = errno;
  if (problem != 0) return failure(std::strerror(problem));
  return {};
}

}  // namespace tokmill::cli::shards
