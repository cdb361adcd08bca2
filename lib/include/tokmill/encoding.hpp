#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tokmill/export.hpp"
#include "tokmill/normalizer.hpp"
#include "tokmill/pre_tokenizer.hpp"
#include "tokmill/result.hpp"
#include "tokmill/token_id.hpp"
#include "tokmill/vocabulary.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// How to treat bytes that are not UTF-8. Both treatments give the same tokens if the text is UTF-8.
enum class IllFormed {
  /// Replace each maximal ill-formed part by U+FFFD before tokenizing, as Python's `bytes.decode(errors="replace")` and
  /// Unicode 16.0, section 3.9, "U+FFFD Substitution of Maximal Subparts" do. These are the tokens that tiktoken gives
  /// for a file that Python read this way.
  replacement,

  /// Make each byte of an ill-formed part a piece, and therefore a token. The text before and after the part is split
  /// as if the text ended and started there. Decoding restores the original bytes. Encodings that lack tokens for some
  /// bytes (vocabulary.hpp) use `replacement` instead.
  byte_fallback,
};

/// Which special tokens a text may contain: tiktoken's `allowed_special` and `disallowed_special`. A special token that
/// is neither allowed nor disallowed is ordinary text.
///
/// Names include their brackets, as in the text: `<|endoftext|>`. A policy owns its names. It is immutable, so it can
/// be used for any number of calls and by several threads at the same time. The default of Encoding::encode is
/// tiktoken's default, error().
class TOKMILL_EXPORT SpecialPolicy {
 public:
  /// Every special token is an error. tiktoken: `encode(text)`.
  [[nodiscard]] static SpecialPolicy error() { return SpecialPolicy(Unlisted::disallowed, false, {}, {}); }

  /// Every special token becomes its own id. tiktoken: `encode(text, allowed_special="all")`.
  [[nodiscard]] static SpecialPolicy allow_all() { return SpecialPolicy(Unlisted::ordinary, true, {}, {}); }

  /// Special tokens are ordinary text. tiktoken: `encode(text, disallowed_special=())` and `encode_ordinary(text)`.
  [[nodiscard]] static SpecialPolicy ordinary() { return SpecialPolicy(Unlisted::ordinary, false, {}, {}); }

  /// The named special tokens become their ids, all others are errors. tiktoken: `encode(text, allowed_special={…})`.
  [[nodiscard]] static SpecialPolicy allow(std::vector<std::string> names) {
    return SpecialPolicy(Unlisted::disallowed, false, std::move(names), {});
  }

  /// The tokens in `allowed` become their ids, those in `disallowed` are errors, and all others are ordinary text. A
  /// name in both lists is disallowed.
  [[nodiscard]] static SpecialPolicy of(std::vector<std::string> allowed, std::vector<std::string> disallowed) {
    return SpecialPolicy(Unlisted::ordinary, false, std::move(allowed), std::move(disallowed));
  }

  /// Time: logarithmic in the number of names.
  [[nodiscard]] bool allows(std::string_view name) const noexcept;
  [[nodiscard]] bool disallows(std::string_view name) const noexcept;

  /// Whether all special tokens are ordinary text, so that the tokens are those of encode_ordinary().
  [[nodiscard]] bool is_ordinary() const noexcept {
    return unlisted_ == Unlisted::ordinary && !allow_all_ && allowed_.empty() && disallowed_.empty();
  }

  /// The names passed to allow() or of(): those allowed, then those disallowed, each in order of their bytes. The views
  /// are valid for the lifetime of the policy.
  [[nodiscard]] std::vector<std::string_view> names() const;

 private:
  enum class Unlisted { ordinary, disallowed };

  SpecialPolicy(Unlisted unlisted, bool allow_all, std::vector<std::string> allowed,
                std::vector<std::string> disallowed);

  Unlisted unlisted_;                    // how to treat special tokens that are in neither list
  bool allow_all_;                       // every special token is allowed, regardless of allowed_
  std::vector<std::string> allowed_;     // names with brackets, sorted
  std::vector<std::string> disallowed_;  // names with brackets, sorted; takes precedence over allowed_
};

/// A token that is matched as a whole in the text and is not the result of a merge.
struct SpecialToken {
  std::string_view name;  ///< With brackets: `<|endoftext|>`. Valid as long as the encoding.
  TokenId id;
};

/// A range [start, end) of byte offsets into a text.
struct Span {
  std::size_t start;
  std::size_t end;

  friend bool operator==(const Span&, const Span&) = default;
};

/// A token that is cut out of the text as a whole, before the text is split.
struct AddedToken {
  std::string name;  ///< As in the text: `<|endoftext|>`. UTF-8 of any form, of at most 1024 bytes, not empty.
  TokenId id;

  /// Whether the SpecialPolicy decides about the token, because users must not be able to write it. Other added tokens
  /// are always cut out.
  bool special = true;

  /// Whether the token is searched for in the normalized text, in what the other added tokens leave.
  bool normalized = false;

  friend bool operator==(const AddedToken&, const AddedToken&) = default;
};

/// What an encoding consists of besides its vocabulary; see Encoding::make().
struct EncodingParts {
  std::string name;                      ///< Of the encoding. Any text; used in messages.
  PreTokenizer pre_tokenizer;            ///< Splits the normalized text.
  std::vector<AddedToken> added_tokens = {};  ///< In any order.
  std::vector<Normalizer> normalizers = {};   ///< Applied in order to each part of the text between added tokens.

  /// Whether decode() removes the blank that a text starts with: one that Prepend inserted.
  bool strips_first_blank = false;

  /// Whether merging the text between added tokens as one piece would give the same tokens, because no token spans an end
  /// of a piece: then the pre-tokenizer only saves time, and a text can be cut inside of pieces. Not checked.
  bool merges_alone = false;

  /// The ids of Encoding::prefix_tokens() and Encoding::suffix_tokens().
  std::vector<TokenId> prefix_tokens = {};
  std::vector<TokenId> suffix_tokens = {};
};

// Not part of the public interface.
struct EncodingData;
struct EncodingAccess;

/// A byte-level BPE tokenizer: a pre-tokenizer that splits text into pieces, a vocabulary of ranked merges that turns
/// each piece into tokens, and special tokens. All results are identical to those of tiktoken 0.14.0.
///
/// **Ownership.** An Encoding is a handle, which is cheap to copy. The built-in ones are static objects, to which
/// find_encoding() returns pointers; do not delete them. Copies of a handle that make() returned share its tables, which
/// are freed with the last of them. Objects that are constructed with an encoding, such as a StreamCounter, keep a copy.
/// A view that a function returns is valid as long as any copy of the handle. An Encoding that was moved from can only
/// be destroyed or assigned to.
///
/// **Threads.** An Encoding is immutable: any number of threads may use one at the same time without locking, and each
/// may drop its copy while others use theirs. Each call
/// uses its own stack, the buffer passed by the caller, and a cache owned by its thread (piece_cache.hpp). To tokenize
/// one large text on several threads, see parallel.hpp.
///
/// **Text** is UTF-8 in a std::string_view; NUL is a character like any other. IllFormed selects the treatment of bytes
/// that are not UTF-8. A view passed to a function is only read during the call.
///
/// **Special tokens.** count(text) and encode_ordinary() treat special tokens as ordinary text. encode(text) rejects
/// them by default, as tiktoken does. So count(text) equals encode(text)->size() only if the text contains no special
/// token; to make both agree for every text, pass the same SpecialPolicy to both.
///
/// **Errors.** A function documented as "cannot fail" throws only std::bad_alloc. Functions that can fail return a
/// Result.
///
/// **Complexity.** Time is linear in the size of the text, for every text, and stack use is bounded.
class TOKMILL_EXPORT Encoding {
 public:
  /// Makes an encoding of a vocabulary, which it shares. It gives the tokens of Hugging Face tokenizers 0.23.3 with
  /// these parts, and with those of a rank file the tokens of tiktoken 0.14.0:
  /// 1. Added tokens are found from left to right; of several that start at the same position, the longest. They are
  ///    cut out, except for special tokens that the SpecialPolicy does not allow.
  /// 2. Each part of the text between added tokens is normalized. Added tokens that are normalized themselves are cut
  ///    out of it.
  /// 3. What is left is split into pieces, and each piece is merged. Bytes of which the vocabulary has no token are
  ///    dropped.
  ///
  /// Such an encoding always treats ill-formed text as IllFormed::replacement does if it has normalizers, added tokens
  /// that are not special or normalized, or another pre-tokenizer than the built-in encodings.
  ///
  /// Errors: invalid_argument (position: the added token, from 1) if an added token is empty, too long, not UTF-8,
  /// listed twice, or has the id of an ordinary token with other bytes; (position: the normalizer, from 1) if a
  /// normalizer replaces an empty text, has one that is not UTF-8, or makes texts over 4096 times as long in all;
  /// (position: 0) if a prefix or suffix token has an id without a token.
  ///
  /// Time: linear in the size of the added tokens.
  [[nodiscard]] static Result<Encoding> make(const Vocabulary& vocabulary, EncodingParts parts);

  /// The name, such as `cl100k_base`.
  [[nodiscard]] std::string_view name() const noexcept;

  // --- Counting --------------------------------------------------------------------------------------

  /// Returns the number of tokens in `text`, treating special tokens as ordinary text (encode() rejects them by
  /// default). Allocates nothing except for the piece cache (piece_cache.hpp) if `text` is UTF-8 and no piece is longer
  /// than 64 bytes. Cannot fail.
  [[nodiscard]] std::size_t count(std::string_view text, IllFormed ill_formed = IllFormed::replacement) const;

  /// Returns count(text, ill_formed) if it is at most `limit`, otherwise nullopt. Scans all of `text` for bytes that
  /// are not UTF-8, then stops tokenizing soon after the count exceeds `limit`. Cannot fail.
  [[nodiscard]] std::optional<std::size_t> count_within(std::string_view text, std::size_t limit,
                                                        IllFormed ill_formed = IllFormed::replacement) const;

  /// Returns the number of tokens of encode(text, policy, ill_formed). Errors: see encode().
  [[nodiscard]] Result<std::size_t> count(std::string_view text, const SpecialPolicy& policy,
                                          IllFormed ill_formed = IllFormed::replacement) const;

  // --- Encoding --------------------------------------------------------------------------------------

  /// Appends the tokens of `text` to `out`, treating special tokens as ordinary text. Cannot fail.
  ///
  /// Reserves memory in `out` ahead of the tokens. On Linux, whenever this reallocates `out`, advises the kernel
  /// (madvise, MADV_HUGEPAGE) to back the unused 2 MiB pages of the new memory with huge pages.
  void encode_ordinary(std::string_view text, std::vector<TokenId>& out,
                       IllFormed ill_formed = IllFormed::replacement) const;

  /// Writes the first out.size() tokens of `text` to `out` and returns the number of all its tokens, so that `out` was
  /// large enough exactly if that is at most out.size(). Special tokens are ordinary text. Allocates as little as
  /// count(). Cannot fail.
  std::size_t encode_ordinary(std::string_view text, std::span<TokenId> out,
                              IllFormed ill_formed = IllFormed::replacement) const;

  /// Calls on_tokens(block) with the tokens of `text`, in blocks of at most 1024. A block is only valid during the
  /// call. Special tokens are ordinary text. Stops when on_tokens returns false, and then returns false. Cannot fail;
  /// passes on what on_tokens throws.
  bool encode_ordinary(std::string_view text, const std::function<bool(std::span<const TokenId>)>& on_tokens,
                       IllFormed ill_formed = IllFormed::replacement) const;

  /// Returns the tokens of `text`, treating special tokens according to `policy`. Memory is reserved as in
  /// encode_ordinary(). Appends to `ends`, unless it is null, the end of each token as a byte offset in the tokenized
  /// text: the text itself, or with IllFormed::replacement the text in which each ill-formed part is U+FFFD. They
  /// distinguish special tokens that share an id (200018 in o200k_harmony).
  ///
  /// Errors: unknown_special_token if the policy names a special token that this encoding does not have;
  /// disallowed_special_token (position: the byte offset of the first one in the tokenized text, in which each U+FFFD
  /// of IllFormed::replacement takes three bytes).
  [[nodiscard]] Result<std::vector<TokenId>> encode(std::string_view text,
                                                    const SpecialPolicy& policy = SpecialPolicy::error(),
                                                    IllFormed ill_formed = IllFormed::replacement,
                                                    std::vector<std::uint64_t>* ends = nullptr) const;

  /// Appends the tokens of `piece` to `out`, as if the pre-tokenizer had cut it out of a text: it is a token, or its
  /// bytes are merged; with WholePieces::merged they are merged in any case. It is neither split nor normalized, and no
  /// added tokens are searched for. Bytes that are not UTF-8 are merged like others, unless the encoding lacks tokens for
  /// some bytes (vocabulary.hpp): then each ill-formed part is U+FFFD. Cannot fail.
  void encode_piece(std::string_view piece, std::vector<TokenId>& out,
                    WholePieces whole_pieces = WholePieces::tokens) const;

  // --- Decoding --------------------------------------------------------------------------------------

  /// Returns the concatenated bytes of `ids`. They need not be UTF-8, because a token may be a part of a character.
  /// Errors: token_out_of_range (position: the index of the first id that has no token).
  [[nodiscard]] Result<std::string> decode(std::span<const TokenId> ids) const;

  /// Returns the bytes of an ordinary or special token, or nullopt if no token has this id. If two special tokens share the id (200018 in o200k_harmony), returns the name that the
  /// encoding had first. Constant time for ordinary tokens, otherwise logarithmic in the number of special tokens.
  [[nodiscard]] std::optional<std::string_view> token_bytes(TokenId id) const noexcept;

  /// Returns the id of the ordinary or special token with exactly these bytes, or nullopt if there is none. Constant
  /// time for ordinary tokens, otherwise logarithmic in the number of special tokens.
  [[nodiscard]] std::optional<TokenId> token_id(std::string_view bytes) const noexcept;

  // --- Inspection ------------------------------------------------------------------------------------

  /// Returns the text that is tokenized, to which offsets refer: `text` with each ill-formed part replaced by U+FFFD,
  /// unless `ill_formed` is byte_fallback, and normalized if the encoding has normalizers. Cannot fail.
  [[nodiscard]] std::string tokenized_text(std::string_view text,
                                           const SpecialPolicy& policy = SpecialPolicy::ordinary(),
                                           IllFormed ill_formed = IllFormed::replacement) const;

  /// Returns whether the encoding has normalizers, so that tokenized_text() can differ from a text that is UTF-8.
  [[nodiscard]] bool has_normalizers() const noexcept;

  /// Returns the pieces into which the pre-tokenizer splits `text`, with offsets in tokenized_text(). They are contiguous
  /// and cover the text, unless the pre-tokenizer drops parts of it. Added tokens that are not special are pieces of
  /// their own. Cannot fail.
  [[nodiscard]] std::vector<Span> pieces(std::string_view text, IllFormed ill_formed = IllFormed::replacement) const;

  /// Returns a regular expression of fancy_regex whose matches are the pieces, as tiktoken has it for the built-in
  /// encodings; empty if the pre-tokenizer consists of other steps. Valid as long as any copy of the handle.
  [[nodiscard]] std::string_view pattern() const noexcept;

  /// Returns what the encoding consists of besides its vocabulary: what make() takes, with the added tokens ordered by id.
  /// With the same vocabulary, make() makes an encoding that gives the same tokens. Time: linear in the number of added
  /// tokens, for a built-in encoding also in the size of its pattern. Cannot fail.
  [[nodiscard]] EncodingParts parts() const;

  /// Returns one more than the largest id of a token, special tokens included (tiktoken's `n_vocab`). Not every smaller
  /// id has a token.
  [[nodiscard]] TokenId vocabulary_size() const noexcept;

  /// Returns the special tokens, ordered by id. Two tokens may share an id.
  [[nodiscard]] std::span<const SpecialToken> special_tokens() const noexcept;

  /// Returns the added tokens that are not special, ordered by id. The built-in encodings have none.
  [[nodiscard]] std::span<const SpecialToken> added_tokens() const noexcept;

  /// Returns the tokens that the model expects before and after a text, such as `<|begin_of_text|>`: what
  /// `add_special_tokens=True` of Hugging Face tokenizers adds. No function of the library adds or counts them: a caller
  /// who wants them puts them around the tokens of each text. The built-in encodings have none.
  [[nodiscard]] std::span<const TokenId> prefix_tokens() const noexcept;
  [[nodiscard]] std::span<const TokenId> suffix_tokens() const noexcept;

 private:
  friend struct EncodingAccess;

  explicit Encoding(std::shared_ptr<const EncodingData> data) noexcept : data_(std::move(data)) {}

  std::shared_ptr<const EncodingData> data_;  // read-only; without a count if the data is static
};

}  // namespace tokmill
