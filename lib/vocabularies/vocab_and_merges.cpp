#include "vocabularies/vocab_and_merges.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "tokmill/formats/json.hpp"
#include "vocabularies/json_fields.hpp"
#include "vocabularies/known_splits.hpp"
#include "vocabularies/model_strings.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {
namespace {

Error error_of(MergeProblem problem) {
  return {ErrorCode::malformed_tokenizer, std::move(problem.reason), problem.place};
}

// Adds the merges, one on each line. Returns the error of the first line that has none.
std::optional<Error> add_merges(std::string_view merges, ModelStrings& strings) {
  std::size_t line_number = 0;
  while (!merges.empty()) {
    ++line_number;
    const std::size_t end = merges.find('\n');
    std::string_view line = merges.substr(0, end);
    merges.remove_prefix(end == std::string_view::npos ? merges.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || (line_number == 1 && line.starts_with("#version"))) continue;
    if (auto problem = strings.add_merge(line, line_number)) return error_of(*std::move(problem));
  }
  if (auto problem = strings.finish_merges()) return error_of(*std::move(problem));
  return std::nullopt;
}

}  // namespace

Result<TokenizerFile> read_vocab_and_merges(std::string_view vocabulary, std::string_view merges) {
  const Result<formats::JsonDocument> document = formats::parse_json(vocabulary);
  if (!document) return Error{ErrorCode::malformed_tokenizer, document.error().message};
  JsonFields fields(ErrorCode::malformed_tokenizer);
  TokenizerFile file;
  file.alphabet = Alphabet::bytes;
  file.splits = find_known_splits("gpt2")->steps();
  ModelStrings strings(file);
  read_vocabulary(document->root(), JsonPointer(), strings, fields);
  if (fields.failed()) return fields.error();
  if (const auto error = add_merges(merges, strings)) return *error;
  return file;
}

}  // namespace tokmill::vocabularies
