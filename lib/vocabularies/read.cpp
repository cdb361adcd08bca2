#include "tokmill/vocabularies/read.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "tokmill/vocabulary.hpp"
#include "vocabularies/gguf.hpp"
#include "vocabularies/known_splits.hpp"
#include "vocabularies/tokenizer_file.hpp"
#include "vocabularies/tokenizer_json.hpp"
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

// What the library does not have, if the file needs any of it.
std::optional<Error> check_support(const TokenizerFile& file) {
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

Result<Encoding> make_encoding(const TokenizerFile& file, std::string name) {
  if (const std::optional<Error> error = check_support(file)) return *error;
  std::optional<std::string> pattern = pattern_of(file.splits);
  if (!pattern) return unsupported("this pre-tokenizer is");

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
  const Result<Vocabulary> vocabulary =
      Vocabulary::from_merges(tokens, merges, file.ignore_merges ? WholePieces::tokens : WholePieces::merged);
  if (!vocabulary) return vocabulary.error();

  EncodingParts parts{std::move(name), *std::move(pattern), {}};
  for (const AddedToken& token : file.added) parts.special_tokens.push_back({token.content, token.id});
  return Encoding::make(*vocabulary, std::move(parts));
}

Result<Encoding> make_encoding(const Result<TokenizerFile>& file, FileParts parts) {
  if (!file) return file.error();
  if (!parts.pattern.empty()) {
    return Error{ErrorCode::invalid_argument, "the file says itself how texts are split; a pattern is for rank files"};
  }
  if (!parts.special_tokens.empty()) {
    return Error{ErrorCode::invalid_argument, "the file has its own special tokens; others are for rank files"};
  }
  return make_encoding(*file, std::move(parts.name));
}

Result<FileSummary> summarize(const Result<TokenizerFile>& file, std::string_view format) {
  if (!file) return file.error();
  FileSummary summary;
  summary.format = format;
  summary.pattern = pattern_of(file->splits).value_or("");
  summary.tokens = file->tokens.size();
  summary.merges = file->merges.size();
  for (const AddedToken& token : file->added) ++(token.special ? summary.special_tokens : summary.other_added_tokens);
  summary.normalizers = file->normalizers.size();
  summary.ignore_merges = file->ignore_merges;
  summary.byte_fallback = file->byte_fallback;
  return summary;
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
  if (is_json(contents)) return make_encoding(read_tokenizer_json(contents), std::move(parts));
  const Result<Vocabulary> vocabulary = Vocabulary::from_rank_file(contents);
  if (!vocabulary) return vocabulary.error();
  if (parts.pattern.empty()) {
    return Error{ErrorCode::invalid_argument, "a rank file does not say how texts are split; a pattern is required"};
  }
  EncodingParts encoding{std::move(parts.name), std::move(parts.pattern), {}};
  for (auto& [name, id] : parts.special_tokens) encoding.special_tokens.push_back({std::move(name), id});
  return Encoding::make(*vocabulary, std::move(encoding));
}

Result<Encoding> read_encoding(std::string_view vocabulary, std::string_view merges, std::string name) {
  return make_encoding(read_vocab_and_merges(vocabulary, merges), {std::move(name), {}});
}

Result<FileSummary> summarize_file(std::string_view contents) {
  if (is_gguf(contents)) return summarize(read_gguf(contents), "GGUF");
  if (is_json(contents)) return summarize(read_tokenizer_json(contents), "tokenizer.json");
  const Result<Vocabulary> vocabulary = Vocabulary::from_rank_file(contents);
  if (!vocabulary) return vocabulary.error();
  FileSummary summary;
  summary.format = "ranks";
  summary.tokens = vocabulary->size();
  return summary;
}

Result<FileSummary> summarize_file(std::string_view vocabulary, std::string_view merges) {
  return summarize(read_vocab_and_merges(vocabulary, merges), "vocab.json");
}

}  // namespace tokmill::vocabularies
