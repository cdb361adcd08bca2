#include "options/special_tokens_file.hpp"

#include <charconv>
#include <system_error>

#include "input/mapped_file.hpp"
#include "output/path.hpp"
#include "tokmill/formats/json.hpp"

namespace tokmill::cli {

Result<SpecialTokens> parse_special_tokens(std::string_view contents) {
  const Result<formats::JsonDocument> document = formats::parse_json(contents);
  if (!document) return document.error();
  const formats::JsonPointer at;
  if (!document->root().is_object()) {
    return Error{ErrorCode::malformed_tokenizer, "expected an object with the id of each special token"};
  }
  SpecialTokens tokens;
  for (const formats::JsonMember& member : document->root().members()) {
    const std::string digits = member.value.is_number() ? member.value.text() : "";
    TokenId id = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), id);
    if (digits.empty() || problem != std::errc() || end != digits.data() + digits.size()) {
      return Error{ErrorCode::malformed_tokenizer, at.member(member.key.text()).text() + ": expected a token id"};
    }
    tokens.emplace_back(member.key.text(), id);
  }
  return tokens;
}

Result<SpecialTokens> read_special_tokens(const std::string& path) {
  const Result<MappedFile> file = MappedFile::open(path);
  const std::string prefix = output::printable_path(path) + ": ";
  if (!file) return Error{file.error().code, prefix + file.error().message};
  Result<SpecialTokens> tokens = parse_special_tokens(file->bytes());
  if (!tokens) return Error{tokens.error().code, prefix + tokens.error().message};
  return tokens;
}

}  // namespace tokmill::cli
