#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/normalizer.hpp"
#include "tokmill/pre_tokenizer.hpp"
#include "tokmill/token_id.hpp"
#include "vocabularies/string_ids.hpp"

/// What a tokenizer file says, independent of its format.
namespace tokmill::inline TOKMILL_ABI::vocabularies {

/// A token of the model's vocabulary.
struct FileToken {
  std::uint32_t start;  ///< The position of the first byte in TokenizerFile::bytes.
  std::uint32_t size;   ///< In bytes.
  TokenId id;

  /// Whether merging can reach the token: false for a string that has characters outside the byte alphabet, because
  /// texts consist of that alphabet when they are merged.
  bool in_alphabet;
};

/// A merge of two tokens. Its rank is its position in the list.
struct FileMerge {
  TokenId left;
  TokenId right;
  TokenId merged;
};

/// How the bytes of a token are written in the vocabulary.
enum class Alphabet {
  characters,  ///< As text; with byte fallback, `<0x0A>` is the token of a byte.
  bytes,       ///< As one character of GPT-2's byte alphabet for each byte.
};

/// A tokenizer as its file describes it.
struct TokenizerFile {
  Alphabet alphabet = Alphabet::characters;

  std::string bytes;               ///< The bytes of all tokens.
  std::vector<FileToken> tokens;   ///< In the order of the file. Ids are unique.
  StringIds ids;                   ///< The id of each token, by its string in the file.
  std::vector<FileMerge> merges;   ///< By rank. Pairs are unique.

  /// Any two tokens whose bytes together are a token merge into it, with the position in `tokens` as rank. Then `merges`
  /// is empty.
  bool merges_by_rank = false;

  bool ignore_merges = false;      ///< A piece that is a token is that token, whatever merging gives.
  std::optional<TokenId> unknown;  ///< The token of a character that the vocabulary lacks.
  bool fuse_unknown = false;       ///< Adjacent unknown characters are one token.
  bool byte_fallback = false;      ///< The bytes of an unknown character are tokens if all of them have one.

  std::vector<AddedToken> added;
  std::vector<Normalizer> normalizers;
  std::vector<SplitStep> splits;

  std::vector<TokenId> prefix;  ///< The special tokens that the post-processor adds before a text.
  std::vector<TokenId> suffix;  ///< And after it.

  /// Whether splits only save time (EncodingParts::merges_alone).
  bool merges_alone = false;

  /// Whether decoding removes the blank that Prepend inserts.
  bool strips_first_blank = false;

  [[nodiscard]] std::string_view bytes_of(const FileToken& token) const noexcept {
    return std::string_view(bytes).substr(token.start, token.size);
  }
};

}  // namespace tokmill::vocabularies
