#include "tokmill/vocabularies/read.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "tokmill/sha256.hpp"
#include "tokmill/version.hpp"
#include "tokmill/vocabularies/stored_encoding.hpp"
#include "tokmill/vocabulary.hpp"
#include "vocabularies/gguf.hpp"
#include "vocabularies/known_splits.hpp"
#include "vocabularies/tokenizer_file.hpp"
#include "vocabularies/tokenizer_json.hpp"
#include "vocabularies/tokenizer_parts.hpp"
#include "vocabularies/vocab_and_merges.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {
namespace {

Error unsupported(std::string what) { return {ErrorCode::unsupported_vocabulary, std::move(what) + " not supported"}; }

// The name of the pattern that splits as the steps do, or nullopt. Known splits have the names of their patterns.
std::optional<std::string> pattern_of(const std::vector<SplitStep>& steps) {
  for (const std::string_view name : pattern_names()) {
    if (const auto known = find_known_splits(name); known && known->steps == steps) return std::string(name);
  }
  return std::nullopt;
}

// What the library does not have, if the encoding needs any of it.
std::optional<Error> check_support(const TokenizerParts& file) {
  if (file.alphabet == Alphabet::characters) return unsupported("a vocabulary of characters instead of bytes is");
  if (!file.normalizers.empty()) return unsupported("normalizing the text is");
  for (const AddedToken& token : file.added) {
    if (!token.special) return unsupported("the added token '" + token.content + "', which is not special, is");
    // Hugging Face tokenizers searches for one kind first and for the other one in the rest.
    if (token.normalized != file.added.front().normalized) {
      return unsupported("normalized added tokens beside others are");
    }
  }
  return std::nullopt;
}

bool is_added(const TokenizerFile& file, TokenId id) {
  return std::ranges::any_of(file.added, [id](const AddedToken& token) { return token.id == id; });
}

Result<Vocabulary> make_vocabulary(const TokenizerFile& file) {
  std::vector<ListedToken> tokens;
  tokens.reserve(file.tokens.size());
  for (const FileToken& token : file.tokens) {
    if (token.in_alphabet) {
      tokens.push_back({file.bytes_of(token), token.id});
    } else if (!is_added(file, token.id)) {
      return unsupported("the token with id " + std::to_string(token.id) + ", which is not in the byte alphabet, is");
    }
  }
  std::vector<Merge> merges;
  merges.reserve(file.merges.size());
  for (const FileMerge& merge : file.merges) merges.push_back({merge.left, merge.right});
  return Vocabulary::from_merges(tokens, merges, file.ignore_merges ? WholePieces::tokens : WholePieces::merged);
}

Result<Encoding> make_encoding(const Vocabulary& vocabulary, const TokenizerParts& parts, std::string name) {
  if (const std::optional<Error> error = check_support(parts)) return *error;
  std::optional<std::string> pattern = parts.splits.empty() ? parts.pattern : pattern_of(parts.splits);
  if (!pattern) return unsupported("this pre-tokenizer is");
  EncodingParts of_encoding{std::move(name), *std::move(pattern), {}};
  for (const AddedToken& token : parts.added) of_encoding.special_tokens.push_back({token.content, token.id});
  return Encoding::make(vocabulary, std::move(of_encoding));
}

Result<StorableEncoding> make_storable(const Result<Vocabulary>& vocabulary, const TokenizerParts& parts,
                                       std::string name) {
  if (!vocabulary) return vocabulary.error();
  Result<Encoding> encoding = make_encoding(*vocabulary, parts, std::move(name));
  if (!encoding) return std::move(encoding).error();
  return StorableEncoding{*std::move(encoding), *vocabulary, write_parts(parts)};
}

Result<StorableEncoding> make_storable(const Result<TokenizerFile>& file, FileParts parts) {
  if (!file) return file.error();
  if (!parts.pattern.empty()) {
    return Error{ErrorCode::invalid_argument, "the file says itself how texts are split; a pattern is for rank files"};
  }
  const TokenizerParts of_file = parts_of(*file);
  // Before the vocabulary is made, which takes long.
  if (const std::optional<Error> error = check_support(of_file)) return *error;
  if (!pattern_of(of_file.splits)) return unsupported("this pre-tokenizer is");
  return make_storable(make_vocabulary(*file), of_file, std::move(parts.name));
}

bool is_json(std::string_view contents) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (contents.starts_with(byte_order_mark)) contents.remove_prefix(byte_order_mark.size());
  const std::size_t first = contents.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && contents[first] == '{';
}

}  // namespace

Result<StorableEncoding> read_storable_encoding(std::string_view contents, FileParts parts) {
  if (is_gguf(contents)) return make_storable(read_gguf(contents), std::move(parts));
  if (is_json(contents)) return make_storable(read_tokenizer_json(contents), std::move(parts));
  const Result<Vocabulary> vocabulary = Vocabulary::from_rank_file(contents);
  if (!vocabulary) return vocabulary.error();
  if (parts.pattern.empty()) {
    return Error{ErrorCode::invalid_argument, "a rank file does not say how texts are split; a pattern is required"};
  }
  return make_storable(vocabulary, {.pattern = std::move(parts.pattern)}, std::move(parts.name));
}

Result<StorableEncoding> read_storable_encoding(std::string_view vocabulary, std::string_view merges,
                                                std::string name) {
  return make_storable(read_vocab_and_merges(vocabulary, merges), {std::move(name), {}});
}

Result<Encoding> read_encoding(std::string_view contents, FileParts parts) {
  Result<StorableEncoding> read = read_storable_encoding(contents, std::move(parts));
  if (!read) return std::move(read).error();
  return std::move(read->encoding);
}

Result<Encoding> read_encoding(std::string_view vocabulary, std::string_view merges, std::string name) {
  Result<StorableEncoding> read = read_storable_encoding(vocabulary, merges, std::move(name));
  if (!read) return std::move(read).error();
  return std::move(read->encoding);
}

std::string stored_encoding_key(const FileParts& parts) {
  std::string text(TOKMILL_VERSION);
  text.append("\n").append(image_file_version()).append("\n").append(parts.pattern);
  return sha256(text);
}

Result<ImageFile> store_encoding(const StorableEncoding& encoding, std::string_view source_digest) {
  return make_image_file(encoding.vocabulary, source_digest, encoding.parts);
}

Result<Encoding> restore_encoding(std::string_view file, std::shared_ptr<const void> owner, std::string name) {
  const Result<StoredVocabulary> stored = open_image_file(file, std::move(owner));
  if (!stored) return stored.error();
  const Result<TokenizerParts> parts = read_parts(stored->parts);
  if (!parts) return parts.error();
  return make_encoding(stored->vocabulary, *parts, std::move(name));
}

}  // namespace tokmill::vocabularies
