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
#include "tokmill/token_id.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// A token with the rank of its merge. Ranks need not be consecutive.
struct RankedToken {
  std::string_view bytes;
  std::uint32_t rank;
  TokenId id;
};

/// A token of a vocabulary whose merges are a list.
struct ListedToken {
  std::string_view bytes;
  TokenId id;
};

/// Two tokens, by id, that merge into the token of their concatenated bytes. Its rank is its position in the list.
struct Merge {
  TokenId left;
  TokenId right;
};

/// What happens to a piece that is a token which merging its bytes does not make.
enum class WholePieces {
  tokens,  ///< It is this token: tiktoken; `"ignore_merges": true` of Hugging Face.
  merged,  ///< It is merged like any other piece, so no text has this token: `"ignore_merges": false`.
};

/// What becomes of a character that is not a token of a vocabulary of characters. It never merges with anything.
struct MissingCharacters {
  /// The tokens that its bytes become. Empty, or a token for each byte that UTF-8 text can have. Other tokens may have
  /// the same bytes, and ids are those of no other token.
  std::vector<ListedToken> byte_tokens;

  std::optional<TokenId> unknown;  ///< Otherwise, the token that it becomes. Without one, it is dropped before merging.
  bool fuse_unknown = false;       ///< Adjacent unknown characters of a piece are one token.
};

// Not part of the public interface.
struct VocabularyData;
struct VocabularyAccess;

/// The tokens of an encoding and the order in which they are merged, made at run time. Encoding::make() makes an
/// encoding of it; several encodings may share one vocabulary.
///
///     const auto vocabulary = Vocabulary::from_rank_file(contents_of_a_tiktoken_file);
///     if (!vocabulary) return report(vocabulary.error().message);
///
/// **Ownership.** A Vocabulary is a handle: copies share the tables, which are freed with the last handle and the last
/// encoding that uses them. It keeps no view of what it was made from.
///
/// **Threads.** Immutable: any number of threads may use copies of a handle, or one handle, at the same time.
///
/// **Limits.** Bytes, ranks and ids are free, within these limits: at most 2,096,896 tokens, ids below 4,194,304, tokens
/// of at most 65,535 bytes. A vocabulary that exceeds them, or has what the library cannot do yet, is refused with an
/// error that says so; tokens are never counted wrongly:
/// - A byte that is in UTF-8 text (all but C0, C1 and F5 to FF) must be a token. Encodings without tokens for those
///   thirteen treat ill-formed text as IllFormed::replacement does, even if asked for byte_fallback.
/// - A token of more than 1024 bytes that merging does not make is supported with WholePieces::merged only.
///
/// **Errors** of the functions that make a vocabulary:
/// - malformed_table: an empty token, the same bytes, rank or id twice, no tokens at all.
/// - unsupported_vocabulary: what the limits exclude.
///
/// The position is that of the token, or merge, in its list, counted from 1, or the line of a file; 0 if the error
/// concerns several.
///
/// **Complexity.** Linear in the bytes of the tokens, plus sorting them. 200,000 tokens take about 0.2 s and, when made,
/// 16 MB.
class TOKMILL_EXPORT Vocabulary {
 public:
  /// Reads the contents of a `.tiktoken` file: one line per token, with its bytes in base64 (RFC 4648, padded), a space
  /// and its rank in decimal, which is also its id. Lines end in LF, are in order of rank, and are not empty. A line with
  /// `=` as its token, such as the last one of Whisper's files, is skipped: no text has a token of no bytes.
  ///
  /// Errors: as above. malformed_table if a line has another form or the last line has no LF; the message has the
  /// column.
  [[nodiscard]] static Result<Vocabulary> from_rank_file(std::string_view contents);

  /// Reads the `.tiktoken` file at `path`. Errors: those of from_rank_file(); unreadable_file (position: 0) if it cannot
  /// be read or has more than 1 GiB. Only the message of unreadable_file names the file.
  [[nodiscard]] static Result<Vocabulary> read_rank_file(const std::string& path);

  /// Makes a vocabulary of tokens with ranks: adjacent tokens merge if their concatenated bytes are a token, the lowest
  /// rank first. Tokens may be in any order.
  [[nodiscard]] static Result<Vocabulary> from_ranks(std::span<const RankedToken> tokens,
                                                     WholePieces whole_pieces = WholePieces::tokens);

  /// Makes a vocabulary of tokens and a list of merges, the first of which is applied first: adjacent tokens merge only
  /// if the list has them. If a merge is listed twice, the last one counts. Merges that no text needs are allowed.
  ///
  /// Errors: as above. malformed_table (position: the merge) if a merge names an id that no token has, or if the
  /// concatenated bytes are not a token.
  ///
  /// No text has the tokens of `decoded_only`: only their ids are known. Their bytes may be those of other tokens.
  /// Errors in them have positions in their own list.
  [[nodiscard]] static Result<Vocabulary> from_merges(std::span<const ListedToken> tokens,
                                                      std::span<const Merge> merges,
                                                      WholePieces whole_pieces = WholePieces::merged,
                                                      std::span<const ListedToken> decoded_only = {});

  /// Makes a vocabulary in which pieces are merged from characters instead of bytes: SentencePiece's BPE. A character
  /// that is a token is there from the start; `missing` says what happens to others. Tokens are UTF-8; those with a
  /// character that is not a token are made by no merge.
  ///
  /// Errors: those of from_merges(); malformed_table if a token is not UTF-8, or if MissingCharacters::byte_tokens has
  /// a token that is not one byte, two for one byte, or none for some.
  [[nodiscard]] static Result<Vocabulary> from_characters(std::span<const ListedToken> tokens,
                                                          std::span<const Merge> merges,
                                                          const MissingCharacters& missing,
                                                          WholePieces whole_pieces = WholePieces::merged,
                                                          std::span<const ListedToken> decoded_only = {});

  /// The number of tokens.
  [[nodiscard]] std::size_t size() const noexcept;

  /// The ids of the tokens of several bytes that merging does not make, in ascending order. With WholePieces::tokens a
  /// text can have them as whole pieces, with WholePieces::merged not at all. The span is valid as long as any handle.
  [[nodiscard]] std::span<const TokenId> unreachable() const noexcept;

  /// The memory of the tables, in bytes.
  [[nodiscard]] std::size_t memory() const noexcept;

 private:
  friend struct VocabularyAccess;

  explicit Vocabulary(std::shared_ptr<const VocabularyData> data) noexcept : data_(std::move(data)) {}

  std::shared_ptr<const VocabularyData> data_;
};

}  // namespace tokmill
