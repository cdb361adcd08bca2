#include "tokmill/vocabularies/read.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "tokmill/formats/json.hpp"
#include "tokmill/pre_tokenizer.hpp"
#include "tokmill/sha256.hpp"
#include "tokmill/version.hpp"
#include "tokmill/vocabularies/stored_encoding.hpp"
#include "tokmill/vocabulary.hpp"
#include "vocabularies/character_model.hpp"
#include "vocabularies/gguf.hpp"
#include "vocabularies/gguf_metadata.hpp"
#include "vocabularies/tekken.hpp"
#include "vocabularies/tokenizer_file.hpp"
#include "vocabularies/tokenizer_json.hpp"
#include "vocabularies/tokenizer_parts.hpp"
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

Result<StorableEncoding> make_storable(const Result<Vocabulary>& vocabulary, TokenizerParts parts, std::string name) {
  if (!vocabulary) return vocabulary.error();
  std::string stored = write_parts(parts);
  Result<Encoding> encoding = make_encoding(*vocabulary, std::move(parts), std::move(name));
  if (!encoding) return std::move(encoding).error();
  return StorableEncoding{*std::move(encoding), *vocabulary, std::move(stored)};
}

Result<StorableEncoding> make_storable(Result<TokenizerFile> file, FileParts parts) {
  if (!file) return std::move(file).error();
  if (!parts.pattern.empty()) {
    return Error{ErrorCode::invalid_argument, "the file says itself how texts are split; a pattern is for rank files"};
  }
  if (!parts.special_tokens.empty()) {
    return Error{ErrorCode::invalid_argument, "the file has its own special tokens; others are for rank files"};
  }
  if (file->alphabet == Alphabet::characters) {
    use_natural_blanks(*file);
    add_harmless_split(*file);
  }
  const Result<Vocabulary> vocabulary = make_vocabulary(*file);
  return make_storable(vocabulary, parts_of(*std::move(file)), std::move(parts.name));
}

std::vector<AddedToken> added_tokens(std::vector<std::pair<std::string, TokenId>> special_tokens) {
  std::vector<AddedToken> added;
  for (auto& [name, id] : special_tokens) added.push_back({std::move(name), id});
  return added;
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

std::size_t count_missing_bytes(const TokenizerFile& file) {
  std::array<bool, 256> has = {};
  for (const FileToken& token : file.tokens) {
    if (token.size == 1 && token.in_alphabet) has[static_cast<unsigned char>(file.bytes[token.start])] = true;
  }
  return static_cast<std::size_t>(std::ranges::count(has, false));
}

Result<FileSummary> summarize(Result<TokenizerFile> file, std::string_view format) {
  if (!file) return file.error();
  FileSummary summary;
  summary.format = format;
  if (const Result<PreTokenizer> pre_tokenizer = PreTokenizer::of_steps(file->splits)) {
    summary.pattern = pre_tokenizer->name();
  }
  summary.has_bytes = file->alphabet == Alphabet::bytes;
  summary.tokens = file->tokens.size();
  summary.merges = file->merges.size();
  if (summary.has_bytes) summary.missing_bytes = count_missing_bytes(*file);
  for (const AddedToken& token : file->added) ++(token.special ? summary.special_tokens : summary.other_added_tokens);
  summary.ignore_merges = file->ignore_merges;
  summary.byte_fallback = file->byte_fallback;
  summary.unknown = file->unknown;
  summary.fuse_unknown = file->fuse_unknown;
  summary.normalizers = file->normalizers;
  summary.splits = file->splits;
  summary.added = file->added;
  if (!summary.has_bytes) use_natural_blanks(*file);
  const Result<Vocabulary> vocabulary = make_vocabulary(*file);
  if (!vocabulary) return vocabulary.error();
  summary.unreachable = vocabulary->unreachable().size();
  return summary;
}

bool is_json(std::string_view contents) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (contents.starts_with(byte_order_mark)) contents.remove_prefix(byte_order_mark.size());
  const std::size_t first = contents.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && contents[first] == '{';
}

}  // namespace

std::string_view vocabulary_part(std::string_view contents) {
  return is_gguf(contents) ? gguf_metadata(contents) : contents;
}

Result<StorableEncoding> read_storable_encoding(std::string_view contents, FileParts parts) {
  if (is_gguf(contents)) return make_storable(read_gguf(contents), std::move(parts));
  if (is_json(contents)) return make_storable(read_json(contents), std::move(parts));
  const Result<Vocabulary> vocabulary = Vocabulary::from_rank_file(contents);
  if (!vocabulary) return vocabulary.error();
  if (parts.pattern.empty()) {
    return Error{ErrorCode::invalid_argument, "a rank file does not say how texts are split; a pattern is required"};
  }
  const Result<PreTokenizer> pre_tokenizer =
      is_name(parts.pattern) ? PreTokenizer::named(parts.pattern) : PreTokenizer::of_pattern(parts.pattern);
  if (!pre_tokenizer) return pre_tokenizer.error();
  TokenizerParts of_file;
  of_file.splits.assign(pre_tokenizer->steps().begin(), pre_tokenizer->steps().end());
  of_file.added = added_tokens(std::move(parts.special_tokens));
  return make_storable(vocabulary, std::move(of_file), std::move(parts.name));
}

Result<StorableEncoding> read_storable_encoding(std::string_view vocabulary, std::string_view merges,
                                                std::string name) {
  return make_storable(read_vocab_and_merges(vocabulary, merges), {std::move(name), {}, {}});
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
  text.append("\n").append(image_file_version()).append("\n").append(parts.pattern).append("\n");
  TokenizerParts special;
  special.added = added_tokens(parts.special_tokens);
  text += write_parts(special);
  return sha256(text);
}

Result<ImageFile> store_encoding(const StorableEncoding& encoding, std::string_view source_digest) {
  return make_image_file(encoding.vocabulary, source_digest, encoding.parts);
}

Result<Encoding> restore_encoding(std::string_view file, std::shared_ptr<const void> owner, std::string name) {
  const Result<StoredVocabulary> stored = open_image_file(file, std::move(owner));
  if (!stored) return stored.error();
  Result<TokenizerParts> parts = read_parts(stored->parts);
  if (!parts) return std::move(parts).error();
  return make_encoding(stored->vocabulary, *std::move(parts), std::move(name));
}

Result<FileSummary> summarize_file(std::string_view contents) {
  if (is_gguf(contents)) return summarize(read_gguf(contents), "GGUF");
  if (is_json(contents)) {
    Result<TokenizerFile> file = read_json(contents);
    const bool is_tekken = file && file->merges_by_rank;
    return summarize(std::move(file), is_tekken ? "tekken.json" : "tokenizer.json");
  }
  const Result<Vocabulary> vocabulary = Vocabulary::from_rank_file(contents);
  if (!vocabulary) return vocabulary.error();
  FileSummary summary;
  summary.format = "ranks";
  summary.tokens = vocabulary->size();
  summary.unreachable = vocabulary->unreachable().size();
  return summary;
}

Result<FileSummary> summarize_file(std::string_view vocabulary, std::string_view merges) {
  return summarize(read_vocab_and_merges(vocabulary, merges), "vocab.json");
}

}  // namespace tokmill::vocabularies
