#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// The number of a token within its encoding. For ordinary tokens it is the rank of the merge that makes
/// the token: the lower, the earlier it is merged. The largest in use is 201,087 (o200k_harmony).
using TokenId = std::uint32_t;

/// What to do with bytes that are not UTF-8. Text that is UTF-8 gives the same tokens either way.
enum class IllFormed {
  /// Each maximal ill-formed part counts as one U+FFFD, as in Python's `bytes.decode(errors="replace")`
  /// and Unicode 16.0, section 3.9, "U+FFFD Substitution of Maximal Subparts". This is what
  /// tiktoken sees of a file that was read that way.
  replacement,

  /// Each byte of an ill-formed part is a piece, and so a token, of its own; what stands to its left and
  /// to its right is split as if the text ended and began there. Decoding gives the bytes back.
  byte_fallback,
};

/// Which special tokens a text may hold, with the meaning of tiktoken's `allowed_special` and
/// `disallowed_special`. A special token that is neither allowed nor disallowed is ordinary text.
///
/// The names are those of the text, with their brackets: `<|endoftext|>`. A policy owns its names and may
/// be used for any number of calls and threads. The default is tiktoken's: nothing allowed, and an error
/// where a special token occurs.
class TOKMILL_EXPORT SpecialPolicy {
 public:
  /// Nothing is allowed, every special token is an error. What tiktoken's `encode(text)` does.
  [[nodiscard]] static SpecialPolicy error() { return SpecialPolicy(Rest::disallowed, false, {}, {}); }

  /// Every special token becomes its own id. `encode(text, allowed_special="all")`.
  [[nodiscard]] static SpecialPolicy allow_all() { return SpecialPolicy(Rest::ordinary, true, {}, {}); }

  /// Special tokens are ordinary text. `encode(text, disallowed_special=())`, `encode_ordinary(text)`.
  [[nodiscard]] static SpecialPolicy ordinary() { return SpecialPolicy(Rest::ordinary, false, {}, {}); }

  /// These are allowed; all others are errors. `encode(text, allowed_special={…})`.
  [[nodiscard]] static SpecialPolicy allow(std::vector<std::string> names) {
    return SpecialPolicy(Rest::disallowed, false, std::move(names), {});
  }

  /// `allowed` become their ids, `disallowed` are errors, the rest is ordinary text. A name in both is
  /// an error where it occurs.
  [[nodiscard]] static SpecialPolicy of(std::vector<std::string> allowed, std::vector<std::string> disallowed) {
    return SpecialPolicy(Rest::ordinary, false, std::move(allowed), std::move(disallowed));
  }

  [[nodiscard]] bool allows(std::string_view name) const noexcept;
  [[nodiscard]] bool disallows(std::string_view name) const noexcept;

  /// Whether no special token is anything but ordinary text, so that a text has the tokens that encode_ordinary gives.
  [[nodiscard]] bool is_ordinary() const noexcept {
    return rest_ == Rest::ordinary && !allow_all_ && allowed_.empty() && disallowed_.empty();
  }

  /// The names that the caller gave, allowed and disallowed.
  [[nodiscard]] std::vector<std::string_view> names() const;

 private:
  enum class Rest { ordinary, disallowed };

  SpecialPolicy(Rest rest, bool allow_all, std::vector<std::string> allowed,
                std::vector<std::string> disallowed)
      : rest_(rest),
        allow_all_(allow_all),
        allowed_(std::move(allowed)),
        disallowed_(std::move(disallowed)) {}

  Rest rest_;                            // what becomes of a special token that is in neither list
  bool allow_all_;                       // all are allowed, whatever allowed_ holds
  std::vector<std::string> allowed_;     // names with brackets
  std::vector<std::string> disallowed_;  // names with brackets; wins over allowed_
};

/// A token that is matched as a whole in the text, outside the merge table.
struct SpecialToken {
  std::string_view name;  ///< With its brackets: `<|endoftext|>`. Lives as long as the program.
  TokenId id;
};

/// A stretch of the text, as byte offsets: from `start` up to and not including `end`.
struct Span {
  std::size_t start;
  std::size_t end;

  friend bool operator==(const Span&, const Span&) = default;
};

struct EncodingData;  // what the registry knows of an encoding; not part of the interface

/// A byte-level BPE tokenizer: a pre-tokenizer that cuts text into pieces, a merge table that turns each
/// piece into tokens, and special tokens. Every answer is the one that tiktoken 0.14.0 gives.
///
/// **Ownership and threads.** The encodings are made with the program and live as long as it does:
/// `find_encoding` hands out pointers to them, and nobody deletes one. An Encoding never changes, so any
/// number of threads may use one at the same time without a lock. Each call keeps what it needs on its own
/// stack, in the buffer it was handed, or in a cache of its thread (memory.hpp). One large text on several threads:
/// parallel.hpp.
///
/// **Text** is UTF-8 in a std::string_view; a NUL byte is a character like any other. Bytes that are not
/// UTF-8 are handled as IllFormed says. A view that a function takes is read during the call only.
///
/// **Errors.** What is said not to fail can only throw std::bad_alloc. What can fail returns a Result.
///
/// **Time** is linear in the length of the text for every text, and the stack is bounded: no input makes
/// it slow, and none makes it recurse.
class TOKMILL_EXPORT Encoding {
 public:
  /// `cl100k_base`, say. Lives as long as the program.
  [[nodiscard]] std::string_view name() const noexcept;

  // --- Counting --------------------------------------------------------------------------------------

  /// The number of tokens of `text`, special tokens taken as ordinary text. Writes no ids and, for text that is
  /// UTF-8 and has no piece of more than 64 bytes, allocates nothing but what memory.hpp says. Cannot fail.
  [[nodiscard]] std::size_t count(std::string_view text, IllFormed ill_formed = IllFormed::replacement) const;

  /// The number of tokens of `text` if it is at most `limit`, else nothing. Looks through
  /// the whole text for bytes that are not UTF-8, then stops tokenizing at the piece that goes beyond the limit.
  /// Cannot fail.
  [[nodiscard]] std::optional<std::size_t> count_within(std::string_view text, std::size_t limit,
                                                        IllFormed ill_formed = IllFormed::replacement) const;

  /// The number of tokens that `encode(text, policy)` gives.
  /// Errors: as `encode`.
  [[nodiscard]] Result<std::size_t> count(std::string_view text, const SpecialPolicy& policy,
                                          IllFormed ill_formed = IllFormed::replacement) const;

  // --- Encoding --------------------------------------------------------------------------------------

  /// Appends the tokens of `text` to `out`; special tokens are ordinary text. Cannot fail.
  void encode_ordinary(std::string_view text, std::vector<TokenId>& out,
                       IllFormed ill_formed = IllFormed::replacement) const;

  /// The tokens of `text`, with special tokens treated as `policy` says.
  /// Errors: disallowed_special_token (position: the byte offset at which the first one starts, in the
  /// text that is tokenized: under `replace`, each U+FFFD takes three bytes); unknown_special_token if
  /// the policy names one that this encoding does not have.
  [[nodiscard]] Result<std::vector<TokenId>> encode(std::string_view text,
                                                    const SpecialPolicy& policy = SpecialPolicy::error(),
                                                    IllFormed ill_formed = IllFormed::replacement) const;

  // --- Decoding --------------------------------------------------------------------------------------

  /// The bytes of `ids`, one after the other. They need not be UTF-8: a token may be a part of a
  /// character.
  /// Errors: token_out_of_range (position: the index of the first id that is no token).
  [[nodiscard]] Result<std::string> decode(std::span<const TokenId> ids) const;

  /// The bytes of one token, special tokens included; nothing where no token has this id. The view lives
  /// as long as the program. Where an id has two names (200018 of o200k_harmony), the one that the
  /// encoding had first. Constant time for ordinary tokens.
  [[nodiscard]] std::optional<std::string_view> token_bytes(TokenId id) const noexcept;

  /// The ordinary or special token with exactly these bytes, if there is one. Constant time for
  /// ordinary tokens; special tokens are looked through one after another.
  [[nodiscard]] std::optional<TokenId> token_id(std::string_view bytes) const noexcept;

  // --- Looking inside --------------------------------------------------------------------------------

  /// The pieces that the pre-tokenizer cuts `text` into. They follow each other without a gap from 0 to
  /// the size of the text that is tokenized: `text` itself where it is UTF-8; otherwise, under `replace`,
  /// the text with each ill-formed part replaced by U+FFFD (see replace_ill_formed() in text.hpp). Cannot fail.
  [[nodiscard]] std::vector<Span> pieces(std::string_view text, IllFormed ill_formed = IllFormed::replacement) const;

  /// One more than the largest id of a token, special tokens included. There may be ids below it that no
  /// token has. tiktoken's `n_vocab`.
  [[nodiscard]] TokenId vocabulary_size() const noexcept;

  /// The special tokens, in order of id. An id may stand under two names.
  [[nodiscard]] std::span<const SpecialToken> special_tokens() const noexcept;

  /// What the library's other functions need of it. The type is not part of the interface.
  [[nodiscard]] const EncodingData& data() const noexcept { return *data_; }

  explicit Encoding(const EncodingData& data) noexcept : data_(&data) {}
  Encoding(const Encoding&) = delete;
  Encoding& operator=(const Encoding&) = delete;

 private:
  const EncodingData* data_;  // in read-only memory, for as long as the program runs
};

}  // namespace tokmill
