#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tokmill/export.hpp"
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

/// A token that is cut out of the text before it is normalized and split.
struct AddedToken {
  std::string content;
  TokenId id;
  bool special;     ///< Text that users must not be able to write, such as `<|endoftext|>`.
  bool normalized;  ///< Whether the token is searched in the normalized text.
};

// --- Normalizers, in the order of the file -------------------------------------------------------------

enum class NormalForm { nfc, nfd, nfkc, nfkd };

struct Lowercase {};

/// Replaces each occurrence of a text.
struct Replace {
  std::string pattern;
  std::string content;
};

/// Inserts a text before a text that is not empty.
struct Prepend {
  std::string content;
};

using Normalizer = std::variant<NormalForm, Lowercase, Replace, Prepend>;

// --- Pre-tokenizers, in the order of the file ----------------------------------------------------------

/// What becomes of the parts of a text that a pattern matches.
enum class SplitBehavior { isolated, removed, merged_with_previous, merged_with_next, contiguous };

/// How the pattern of a Split is written.
enum class PatternSyntax {
  text,         ///< A text to search for.
  oniguruma,    ///< A regular expression as Hugging Face tokenizers read it.
  fancy_regex,  ///< A regular expression as tiktoken reads it.
};

struct Split {
  std::string pattern;
  PatternSyntax syntax;
  SplitBehavior behavior;
  bool invert;  ///< The pattern matches what is between the parts.

  friend bool operator==(const Split&, const Split&) = default;
};

/// Splits with GPT-2's pattern if `use_regex`, then replaces each byte by a character of the byte alphabet.
struct ByteLevel {
  bool use_regex;

  friend bool operator==(const ByteLevel&, const ByteLevel&) = default;
};

struct Digits {
  bool individual;

  friend bool operator==(const Digits&, const Digits&) = default;
};

struct Punctuation {
  SplitBehavior behavior;

  friend bool operator==(const Punctuation&, const Punctuation&) = default;
};

using SplitStep = std::variant<Split, ByteLevel, Digits, Punctuation>;

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

  /// Whether decoding removes the blank that Prepend inserts.
  bool strips_first_blank = false;

  [[nodiscard]] std::string_view bytes_of(const FileToken& token) const noexcept {
    return std::string_view(bytes).substr(token.start, token.size);
  }
};

}  // namespace tokmill::vocabularies
