#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "core/bpe/few_tokens.hpp"
#include "core/bpe/partial_counts.hpp"
#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/piece_encoder.hpp"
#include "core/truncate/unchecked.hpp"

namespace tokmill::truncate {

/// Whether the parts of a text that are searched overlap, so that it is worth keeping what was found.
enum class Reuse { no, yes };

/// Searches parts of one text that overlap. Each search starts with the pieces and tokens of the previous one wherever
/// they are the same: two tokenizations that have an end of a piece in common are identical from there on, and so are
/// two tokenizations of a piece that have a boundary between two tokens in common, if the pair of tokens there is valid.
class PrefixSearch {
 public:
  /// `text` must be UTF-8 and outlive this.
  PrefixSearch(const EncodingData& data, std::string_view text, Reuse reuse)
      : data_(data), whole_(text), reuse_(reuse), encoder_(std::in_place, data),
        run_counts_{bpe::PrefixCounts(data.vocabulary, {}), bpe::PrefixCounts(data.vocabulary, {})},
        rest_of_run_(data.vocabulary, {}), few_tokens_(data.vocabulary) {}

  /// Goes on with another text, on the calling thread. Forgets what was found.
  void set_text(std::string_view text);

  /// Frees what belongs to the calling thread. Only set_text() may follow.
  void leave_thread() noexcept { encoder_.reset(); }

  /// The longest part of the text from `start` with at most `limit` tokens. `expected_size`, if not 0, is an estimate of
  /// its size that affects only the time.
  [[nodiscard]] Prefix longest(std::size_t start, std::size_t limit, std::size_t expected_size);

  /// The start of the last part of this text that longest() was called for; npos if there is none.
  [[nodiscard]] std::size_t start() const noexcept { return start_; }

  /// Whether the part from `start` to `end` has at most `limit` tokens. Preconditions: start() <= start < end, and `end`
  /// is at most the end of the last result of longest().
  [[nodiscard]] bool fits(std::size_t start, std::size_t end, std::size_t limit);

 private:
  struct Piece {
    std::size_t start;
    std::size_t tokens_before;
  };
  using LongPieces = std::map<std::size_t, bpe::PrefixCounts>;  // by start

  // What a search has found. Positions are offsets in the whole text.
  struct Found {
    std::vector<Piece> pieces;  // up to the one that exceeds the limit
    LongPieces long_pieces;

    void clear() noexcept {
      pieces.clear();
      long_pieces.clear();
    }
  };

  [[nodiscard]] std::optional<Prefix> longest_in_run(std::size_t start, std::size_t limit, std::size_t expected_size);
  [[nodiscard]] std::optional<Prefix> longest_in_reach(std::size_t start, std::size_t limit);
  [[nodiscard]] bool is_few(std::size_t limit) const noexcept;
  [[nodiscard]] bool has_few_tokens(std::size_t start, std::size_t limit);
  [[nodiscard]] bool is_run(std::size_t start, std::size_t size);
  bool fits_in_run(std::size_t start, std::size_t end, std::size_t limit);
  void set_part(std::size_t start, std::size_t end, std::size_t limit);
  [[nodiscard]] std::optional<Prefix> longest_in_part(std::size_t margin);
  std::optional<std::size_t> split_until_overflow();
  [[nodiscard]] std::vector<Piece>::const_iterator end_of_known_pieces() const;
  std::size_t count_up_to(std::size_t start, std::size_t end, std::size_t max);
  bpe::PrefixCounts& counts_from(std::size_t start);
  [[nodiscard]] static const bpe::PrefixCounts* earlier_counts(const Found& found, std::size_t start);
  std::optional<std::size_t> count_if_fits(std::size_t end);
  std::size_t count_cut(std::size_t start, std::size_t end, std::size_t max);
  std::size_t bound_if_joined();
  std::size_t upper_bound();
  [[nodiscard]] std::size_t first_end(std::size_t start, std::size_t end) const;
  std::size_t longest_after(std::size_t start, std::size_t middle, std::size_t max, std::size_t end);
  std::size_t longest_from(std::size_t start, std::size_t max, std::size_t end);
  [[nodiscard]] std::size_t unchanged_pieces(std::size_t end) const;
  [[nodiscard]] bool is_whole_piece(std::size_t start, std::size_t end) const;
  [[nodiscard]] bool is_white_piece(std::size_t start, std::size_t end) const;
  [[nodiscard]] std::size_t end_of_white_space(std::size_t at, std::size_t end) const;

  const EncodingData& data_;
  std::string_view whole_;
  std::string_view text_;  // the start of the whole text, up to the end of the part that is searched
  std::size_t start_ = std::string_view::npos;  // of the part
  std::size_t limit_ = 0;
  Reuse reuse_;
  std::optional<PieceCounter> encoder_;  // of the thread that called the constructor or set_text()
  Found now_;
  Found before_;                  // what the previous search found
  std::size_t overflow_end_ = 0;  // the end of the piece that exceeds the limit
  // The number of tokens up to total_end_, and of the pieces that the part up to there has in common with `now_`.
  std::size_t total_end_ = 0;
  std::size_t total_ = 0;
  std::size_t common_ = 0;
  // Characters of one class; more of them may follow.
  std::size_t run_start_ = 0;
  std::size_t run_end_ = 0;
  // The counts of the last two parts that were inside runs, and the index of the last one. It starts at last_run_start_;
  // npos if a part that is not inside a run has been searched since.
  std::array<bpe::PrefixCounts, 2> run_counts_;
  std::size_t last_run_ = 0;
  std::size_t last_run_start_ = std::string_view::npos;
  bpe::PrefixCounts rest_of_run_;  // of an end of the last part
  // The prefixes of the text from few_tokens_start_ on with at most few_tokens_limit_ tokens, as of one piece.
  bpe::FewTokens few_tokens_;
  std::size_t few_tokens_start_ = std::string_view::npos;
  std::size_t few_tokens_limit_ = 0;
  bool few_tokens_are_known_ = false;  // false if there was too much work
};

}  // namespace tokmill::truncate
