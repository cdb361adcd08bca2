#include "options/encoding_file.hpp"

#include <cstddef>
#include <deque>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "input/mapped_file.hpp"
#include "options/encoding_cache.hpp"
#include "output/path.hpp"
#include "tokmill/registry.hpp"
#include "tokmill/vocabularies/read.hpp"
#include "tokmill/vocabularies/stored_encoding.hpp"

namespace tokmill::cli {
namespace {

namespace fs = std::filesystem;

// `line`: of the error; 0 if it has none.
Error with_path(const fs::path& path, const Error& error, std::size_t line = 0) {
  std::string message = output::printable_path(path.string()) + ": ";
  if (line > 0) message += "line " + std::to_string(line) + ": ";
  return {error.code, message + error.message, error.position};
}

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored) && !fs::is_directory(path, ignored);
}

Result<Encoding> read_file(const fs::path& path, vocabularies::FileParts parts) {
  const EncodingCacheEntry cached(user_cache_folder(), {path.string()}, parts);
  if (std::optional<Encoding> found = cached.find()) return *std::move(found);
  const Result<MappedFile> file = MappedFile::open(path.string());
  if (!file) return with_path(path, file.error());
  const std::string_view contents[] = {file->bytes()};
  Result<Encoding> encoding = cached.find_or_make(
      contents, [&] { return vocabularies::read_storable_encoding(contents[0], std::move(parts)); });
  if (encoding) return encoding;
  const Error& error = encoding.error();
  return with_path(path, error, error.code == ErrorCode::malformed_table ? error.position : 0);
}

Result<Encoding> read_vocab_and_merges(const fs::path& folder, std::string name) {
  const fs::path paths[] = {folder / "vocab.json", folder / "merges.txt"};
  const EncodingCacheEntry cached(user_cache_folder(), {paths[0].string(), paths[1].string()}, {name, {}});
  if (std::optional<Encoding> found = cached.find()) return *std::move(found);
  const Result<MappedFile> vocabulary = MappedFile::open(paths[0].string());
  if (!vocabulary) return with_path(paths[0], vocabulary.error());
  const Result<MappedFile> merges = MappedFile::open(paths[1].string());
  if (!merges) return with_path(paths[1], merges.error());
  const std::string_view contents[] = {vocabulary->bytes(), merges->bytes()};
  Result<Encoding> encoding = cached.find_or_make(contents, [&] {
    return vocabularies::read_storable_encoding(contents[0], contents[1], std::move(name));
  });
  if (encoding) return encoding;
  const Error& error = encoding.error();
  return with_path(error.position == 0 ? folder : paths[1], error, error.position);
}

Result<Encoding> read_path(const std::string& path, const std::optional<std::string>& pattern) {
  vocabularies::FileParts parts{path, pattern.value_or(""), {}};
  std::error_code ignored;
  if (!fs::is_directory(path, ignored)) return read_file(path, std::move(parts));
  const fs::path folder(path);
  if (is_file(folder / "tokenizer.json")) return read_file(folder / "tokenizer.json", std::move(parts));
  if (is_file(folder / "vocab.json") && !pattern) return read_vocab_and_merges(folder, path);
  return with_path(folder, {ErrorCode::malformed_tokenizer,
                            "expected a folder with tokenizer.json, or with vocab.json and merges.txt"});
}

}  // namespace

Result<const Encoding*> find_encoding_or_file(std::string_view name_or_path,
                                              const std::optional<std::string>& pattern) {
  Result<const Encoding*> named = find_encoding(name_or_path);
  if (named && pattern) {
    return Error{ErrorCode::invalid_argument,
                 "--pattern is for a rank file; " + std::string(name_or_path) + " has its own pattern"};
  }
  if (named) return named;

  static std::deque<Encoding> from_files;
  for (const Encoding& known : from_files) {
    if (known.name() == name_or_path) return &known;
  }
  const std::string path(name_or_path);
  std::error_code ignored;
  if (!fs::exists(path, ignored) && path.find('/') == std::string::npos) return named;
  Result<Encoding> encoding = read_path(path, pattern);
  if (!encoding) return std::move(encoding).error();
  return &from_files.emplace_back(*std::move(encoding));
}

}  // namespace tokmill::cli
