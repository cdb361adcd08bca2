#include "tokmill/vocabularies/read.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "tokmill/formats/json.hpp"
#include "tokmill/pre_tokenizer.hpp"
#include "tokmill/vocabulary.hpp"
#include "vocabularies/character_model.hpp"
#include "vocabularies/gguf.hpp"
#include "vocabularies/tekken.hpp"
#include "vocabularies/tokenizer_file.hpp"
#include "vocabularies/tokenizer_json.hpp"
#include "vocabularies/vocab_and_merges.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {
namespace {

Result<Vocabulary> make_ranked_vocabulary(const TokenizerFile& file) {
  std::vector<RankedToken> tokens;
  tokens.reserve(file.tokens.size());
  std::uint32_t rank = 0;
  for (const FileToken& token : file.tokens) tokens.push_back({file.bytes_of(token), rank++, token.id});
  return Vocabulary::from_ranks(tokens);
}

Result<Vocabulary> make_byte_vocabulary(const TokenizerFile& file) {
  std::vector<ListedToken> tokens;
  std::vector<ListedToken> others;  // strings outside of the byte alphabet: tokens of no text
  tokens.reserve(file.tokens.size());
  for (const FileToken& token : file.tokens) {
    (token.in_alphabet ? tokens : others).push_back({file.bytes_of(token), token.id});
  }
  std::vector<TokenId> other_ids;
  for (const ListedToken& token : others) other_ids.push_back(token.id);
  std::ranges::sort(other_ids);
  const auto is_other = [&](TokenId id) { return std::ranges::binary_search(other_ids, id); };
  std::vector<Merge> merges;
  merges.reserve(file.merges.size());
  for (const FileMerge& merge : file.merges) {
    if (others.empty() || !(is_other(merge.left) || is_other(merge.right))) merges.push_back({merge.left, merge.right});
  }
  return Vocabulary::from_merges(tokens, merges, file.ignore_merges ? WholePieces::tokens : WholePieces::merged,
                                 others);
}

Result<Vocabulary> make_vocabulary(const TokenizerFile& file) {
  if (file.merges_by_rank) return make_ranked_vocabulary(file);
  return file.alphabet == Alphabet::bytes ? make_byte_vocabulary(file) : make_character_vocabulary(file);
}

Result<Encoding> make_encoding(TokenizerFile file, std::string name) {
  if (file.alphabet == Alphabet::characters) {
    use_natural_blanks(file);
    add_harmless_split(file);
  }
  const Result<Vocabulary> vocabulary = make_vocabulary(file);
  if (!vocabulary) return vocabulary.error();
  Result<PreTokenizer> pre_tokenizer = PreTokenizer::of_steps(std::move(file.splits));
  if (!pre_tokenizer) return std::move(pre_tokenizer).error();
  return Encoding::make(*vocabulary, {std::move(name), *std::move(pre_tokenizer), std::move(file.added),
                                      std::move(file.normalizers), file.strips_first_blank});
}

Result<Encoding> make_encoding(Result<TokenizerFile> file, FileParts parts) {
  if (!file) return std::move(file).error();
  if (!parts.pattern.empty()) {
    return Error{ErrorCode::invalid_argument, "the file says itself how texts are split; a pattern is for rank files"};
  }
  if (!parts.special_tokens.empty()) {
    return Error{ErrorCode::invalid_argument, "the file has its own special tokens; a list of them is for rank files"};
  }
  return make_encoding(*std::move(file), std::move(parts.name));
}

// Every useful regular expression has other characters.
bool is_name(std::string_view pattern) {
  return std::ranges::all_of(pattern, [](char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '.' || character == '-' || character == '_';
  });
}

Result<TokenizerFile> read_json(std::string_view contents) {
  const Result<formats::JsonDocument> document = parse_tokenizer(contents);
  if (!document) return document.error();
  const JsonValue root = document->root();
  return is_tekken(root) ? read_tekken(root) : read_tokenizer_json(root);
}

bool is_json(std::string_view contents) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (contents.starts_with(byte_order_mark)) contents.remove_prefix(byte_order_mark.size());
  const std::size_t first = contents.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && contents[first] == '{';
}

}  // namespace

Result<Encoding> read_encoding(std::string_view contents, FileParts parts) {
  if (is_gguf(contents)) return make_encoding(read_gguf(contents), std::move(parts));
  if (is_json(contents)) return make_encoding(read_json(contents), std::move(parts));
  const Result<Vocabulary> vocabulary = Vocabulary::from_rank_file(contents);
  if (!vocabulary) return vocabulary.error();
  if (parts.pattern.empty()) {
    return Error{ErrorCode::invalid_argument, "a rank file does not say how texts are split; a pattern is required"};
  }
  Result<PreTokenizer> pre_tokenizer =
      is_name(parts.pattern) ? PreTokenizer::named(parts.pattern) : PreTokenizer::of_pattern(parts.pattern);
  if (!pre_tokenizer) return std::move(pre_tokenizer).error();
  return Encoding::make(*vocabulary,
                        {std::move(parts.name), *std::move(pre_tokenizer), std::move(parts.special_tokens)});
}

Result<Encoding> read_encoding(std::string_view vocabulary, std::string_view merges, std::string name) {
  return make_encoding(read_vocab_and_merges(vocabulary, merges), {std::move(name), {}, {}});
}

}  // namespace tokmill::vocabularies
