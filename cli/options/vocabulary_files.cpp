#include "options/vocabulary_files.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "input/mapped_file.hpp"
#include "output/format.hpp"
#include "output/path.hpp"

namespace tokmill::cli {
namespace {

namespace fs = std::filesystem;

// What a folder may have, in order of preference. A vocabulary with `merges` is two files.
struct KnownFile {
  std::string_view vocabulary;
  std::string_view merges;
};
constexpr KnownFile known_files[] = {{"tokenizer.json", ""},
                                     {"tekken.json", ""},
                                     {"vocab.json", "merges.txt"},
                                     {"tokenizer.model", ""},
                                     {"tiktoken.model", ""}};

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored) && !fs::is_directory(path, ignored);
}

// The entries of a folder for which `is_wanted` holds, in order of their names.
template <class Predicate>
std::vector<fs::path> entries(const fs::path& folder, const Predicate& is_wanted) {
  std::vector<fs::path> found;
  std::error_code failed;
  for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
    if (is_wanted(entry->path())) found.push_back(entry->path());
  }
  std::ranges::sort(found);
  return found;
}

// nullopt if the folder is not one of the cache.
std::optional<fs::path> snapshot(const fs::path& folder) {
  const fs::path snapshots = folder / "snapshots";
  if (const Result<MappedFile> reference = MappedFile::open((folder / "refs" / "main").string())) {
    std::string_view hash = reference->bytes();
    hash = hash.substr(0, hash.find_first_of("\r\n"));
    const bool is_name = !hash.empty() && hash.find('/') == std::string_view::npos && !hash.starts_with('.');
    if (std::error_code ignored; is_name && fs::is_directory(snapshots / hash, ignored)) return snapshots / hash;
  }
  const auto is_folder = [](const fs::path& path) {
    std::error_code ignored;
    return fs::is_directory(path, ignored);
  };
  const std::vector<fs::path> all = entries(snapshots, is_folder);
  return all.size() == 1 ? std::optional(all.front()) : std::nullopt;
}

Error folder_error(const fs::path& folder, std::string_view message) {
  return {ErrorCode::malformed_tokenizer,
          output::format("{}: {}", output::printable_path(folder.string()), message)};
}

Result<VocabularyFiles> find_in_folder(const fs::path& folder) {
  for (const auto& [vocabulary, merges] : known_files) {
    if (!is_file(folder / vocabulary)) continue;
    return VocabularyFiles{(folder / vocabulary).string(), merges.empty() ? "" : (folder / merges).string()};
  }
  const auto is_rank_file = [](const fs::path& path) { return path.extension() == ".tiktoken" && is_file(path); };
  const std::vector<fs::path> ranks = entries(folder, is_rank_file);
  if (ranks.size() == 1) return VocabularyFiles{ranks.front().string(), ""};
  if (ranks.empty()) {
    return folder_error(folder, "expected a folder with tokenizer.json, tekken.json, vocab.json and merges.txt, "
                                "tokenizer.model, tiktoken.model or a file *.tiktoken");
  }
  return folder_error(folder, output::format("{} and {} others are vocabularies; name one file",
                                             output::printable_path(ranks.front().filename().string()),
                                             ranks.size() - 1));
}

}  // namespace

std::vector<std::string> VocabularyFiles::paths() const {
  return merges.empty() ? std::vector{vocabulary} : std::vector{vocabulary, merges};
}

Result<VocabularyFiles> find_vocabulary_files(const std::string& path) {
  std::error_code ignored;
  if (!fs::is_directory(path, ignored)) return VocabularyFiles{path, ""};
  Result<VocabularyFiles> found = find_in_folder(path);
  if (found) return found;
  if (const std::optional<fs::path> of_cache = snapshot(path)) return find_in_folder(*of_cache);
  return found;
}

}  // namespace tokmill::cli
