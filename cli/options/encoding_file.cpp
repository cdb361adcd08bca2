#include "options/encoding_file.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "input/mapped_file.hpp"
#include "options/encoding_cache.hpp"
#include "output/path.hpp"
#include "tokmill/vocabularies/stored_encoding.hpp"

namespace tokmill::cli {
namespace {

// What a vocabulary needs several times as much memory as. GGUF files can be larger, because of their tensors.
constexpr std::size_t most_bytes = std::size_t{1} << 30;

// `line`: of the error; 0 if it has none.
Error with_path(const std::string& path, const Error& error, std::size_t line = 0) {
  std::string message = output::printable_path(path) + ": ";
  if (line > 0) message += "line " + std::to_string(line) + ": ";
  return {error.code, message + error.message, error.position};
}

// Calls read_one(contents) or read_two(vocabulary, merges) with the contents of the files.
template <class ReadOne, class ReadTwo>
auto read_vocabulary(const VocabularyFiles& files, const ReadOne& read_one, const ReadTwo& read_two)
    -> decltype(read_one(std::string_view())) {
  const Result<MappedFile> vocabulary = MappedFile::open(files.vocabulary);
  if (!vocabulary) return with_path(files.vocabulary, vocabulary.error());
  if (files.merges.empty()) {
    auto result = read_one(vocabulary->bytes());
    if (result) return result;
    const Error& error = result.error();
    return with_path(files.vocabulary, error, error.code == ErrorCode::malformed_table ? error.position : 0);
  }
  const Result<MappedFile> merges = MappedFile::open(files.merges);
  if (!merges) return with_path(files.merges, merges.error());
  auto result = read_two(vocabulary->bytes(), merges->bytes());
  if (result) return result;
  const Error& error = result.error();
  return with_path(error.position == 0 ? files.vocabulary : files.merges, error, error.position);
}

}  // namespace

Result<Encoding> load_encoding(const VocabularyFiles& files, vocabularies::FileParts parts) {
  std::vector<std::string> paths = {files.vocabulary};
  if (!files.merges.empty()) {
    if (!parts.pattern.empty() || !parts.special_tokens.empty()) {
      return with_path(files.vocabulary,
                       {ErrorCode::invalid_argument, "a pattern and special tokens are for rank files", 0});
    }
    paths.push_back(files.merges);
  }
  const EncodingCacheEntry cached(user_cache_folder(), std::move(paths), parts);
  if (std::optional<Encoding> found = cached.find()) return *std::move(found);
  const auto read_one = [&](std::string_view contents) -> Result<Encoding> {
    const std::string_view part = vocabularies::vocabulary_part(contents);
    if (part.size() > most_bytes) return Error{ErrorCode::unsupported_vocabulary, "more than 1 GiB", 0};
    return cached.find_or_make(std::span(&part, 1), [&] {
      return vocabularies::read_storable_encoding(part, std::move(parts));
    });
  };
  const auto read_two = [&](std::string_view vocabulary, std::string_view merges) {
    const std::string_view contents[] = {vocabulary, merges};
    return cached.find_or_make(contents, [&] {
      return vocabularies::read_storable_encoding(vocabulary, merges, std::move(parts.name));
    });
  };
  return read_vocabulary(files, read_one, read_two);
}

Result<vocabularies::FileSummary> summarize(const VocabularyFiles& files) {
  const auto read_one = [](std::string_view contents) { return vocabularies::summarize_file(contents); };
  const auto read_two = [](std::string_view vocabulary, std::string_view merges) {
    return vocabularies::summarize_file(vocabulary, merges);
  };
  return read_vocabulary(files, read_one, read_two);
}

}  // namespace tokmill::cli
