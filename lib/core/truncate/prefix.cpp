#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "core/bpe/partial_counts.hpp"
#include "core/tokenizer/tokenize.hpp"
#include "core/truncate/check_utf8.hpp"
#include "core/truncate/unchecked.hpp"
#include "core/unicode/char_class.hpp"
#include "core/unicode/utf8.hpp"
#include "tokmill/truncate.hpp"

namespace tokmill::truncate {
namespace {

// Up to this size, every end is tried one by one. For larger sizes, an upper bound is computed first.
constexpr std::size_t exhaustive_size = bpe::longest_short_merge;

// Longer pieces are counted by PrefixCounts, which stops soon after the limit.
constexpr std::size_t longest_piece_at_once = 1024;

// The search is over a part of the text. Its result is the result for the whole text if every end in the last
// `min_margin` bytes of the part is known to be too far: the pieces before them are those of the whole text, and a
// token of an even longer prefix would have to span these bytes.
constexpr std::size_t min_margin = 512;

// The maximum number of pieces before a cut piece that the cut can change. A piece depends on the text after it in two
// cases only. A run of white space is split into at most three pieces, depending on where it ends. And the end of a
// word of o200k depends on the text after its upper-case letters, which does not change any piece before the cut one.
// So three would be enough.
constexpr std::size_t max_changed_pieces = 4;

bool is_white(unicode::CharClass char_class) { return contains(unicode::white_space, char_class); }

// Finds the longest prefix of a text with at most `limit` tokens.
class PrefixSearch {
 public:
  PrefixSearch(const EncodingData& data, std::string_view text, std::size_t limit)
      : data_(data), text_(text), limit_(limit), encoder_(data) {}

  // The longest prefix, or nullopt if more than the part of the text that is searched is needed to find it. `is_all` is
  // true if no longer part is needed.
  std::optional<Prefix> longest(bool is_all) {
    if (const auto tokens = split_until_overflow()) {
      return is_all ? std::optional<Prefix>({text_.size(), *tokens}) : std::nullopt;
    }
    const std::size_t bound = upper_bound();
    if (!is_all && text_.size() - bound < min_margin) return std::nullopt;
    for (std::size_t end = bound; end > 0; --end) {
      if (!unicode::is_character_boundary(text_, end)) continue;
      if (const auto tokens = count_if_fits(end)) return Prefix{end, *tokens};
    }
    return Prefix{0, 0};
  }

 private:
  struct Piece {
    std::size_t start;
    std::size_t tokens_before;
  };

  // Finds the pieces up to and including the one that exceeds the limit. If none does, returns the number of tokens.
  std::optional<std::size_t> split_until_overflow() {
    const char* ends[pretokenize::window_size];
    const std::size_t at_a_time = std::min(pretokenize::window_size, limit_ + max_changed_pieces);
    const pretokenize::PreTokenizer pre_tokenizer =
        at_a_time < pretokenize::window_size ? data_.few_pieces : data_.pre_tokenizer;
    std::size_t start = 0;
    std::size_t tokens = 0;
    while (start < text_.size()) {
      const std::size_t count = pre_tokenizer(text_.data() + start, text_.data() + text_.size(), ends, at_a_time);
      for (std::size_t i = 0; i < count; ++i) {
        pieces_.push_back({start, tokens});
        const auto end = static_cast<std::size_t>(ends[i] - text_.data());
        tokens += count_up_to(start, end, limit_ - tokens);
        if (tokens > limit_) {
          overflow_end_ = end;
          return std::nullopt;
        }
        start = end;
      }
    }
    return tokens;
  }

  // The number of tokens of a piece. If it exceeds `max`, returns any number greater than `max`.
  std::size_t count_up_to(std::size_t start, std::size_t end, std::size_t max) {
    const std::string_view piece = text_.substr(start, end - start);
    if (piece.size() <= longest_piece_at_once) return encoder_.count(piece);
    bpe::PrefixCounts& counts = counts_from(start);
    return counts.longest(max, piece.size()) < piece.size() ? max + 1 : counts[piece.size()];
  }

  bpe::PrefixCounts& counts_from(std::size_t start) {
    return long_pieces_.try_emplace(start, data_.vocabulary, text_.substr(start)).first->second;
  }

  // The number of tokens of the prefix that ends at `end`, or nullopt if it exceeds the limit.
  std::optional<std::size_t> count_if_fits(std::size_t end) {
    // The number of pieces that start before `end`; the last of them is cut.
    const auto after = std::lower_bound(pieces_.begin(), pieces_.end(), end,
                                        [](const Piece& piece, std::size_t at) { return piece.start < at; });
    const auto started = static_cast<std::size_t>(after - pieces_.begin());
    const Piece& unchanged = pieces_[started - std::min(started, max_changed_pieces)];
    std::size_t tokens = unchanged.tokens_before;
    std::size_t start = unchanged.start;
    while (start < end) {
      const char* piece_end = nullptr;
      data_.few_pieces(text_.data() + start, text_.data() + end, &piece_end, 1);
      const auto next = static_cast<std::size_t>(piece_end - text_.data());
      tokens += count_cut(start, next, limit_ - tokens);
      if (tokens > limit_) return std::nullopt;
      start = next;
    }
    return tokens;
  }

  // The same as count_up_to for a piece that may be cut, of which other cuts are tried too.
  std::size_t count_cut(std::size_t start, std::size_t end, std::size_t max) {
    const std::string_view piece = text_.substr(start, end - start);
    if (piece.size() <= bpe::longest_short_merge || data_.vocabulary.find(piece) != bpe::no_token) {
      return encoder_.count(piece);
    }
    return long_pieces_.contains(start) ? counts_from(start)[piece.size()] : count_up_to(start, end, max);
  }

  // An upper bound: every prefix with a greater end has more than `limit_` tokens.
  std::size_t upper_bound() {
    std::size_t first = pieces_.size() - 1;
    std::size_t end = overflow_end_;
    // If the piece starts with a blank, a text that ends after the blank may have it in one piece with the white space
    // before it.
    const std::size_t after_blank = end_of_white_space(pieces_[first].start, end);
    if (after_blank == end) {
      // A run of white space that is cut anywhere may be one piece.
      while (first > 0 && is_white_piece(pieces_[first - 1].start, pieces_[first].start)) --first;
      end = end_of_white_space(end);
    }
    const std::size_t start = pieces_[first].start;
    if (end - start <= exhaustive_size) return end;

    // The text from `start` to the cut is one piece, or two. In the second case, the first piece ends at the last
    // possible position (after a line break or an uncased letter), so a later cut never makes it shorter.
    const std::size_t left = limit_ - pieces_[first].tokens_before;
    std::size_t bound = longest_from(start, left, end);
    while (bound > start) {
      const char* piece_end = nullptr;
      data_.few_pieces(text_.data() + start, text_.data() + bound, &piece_end, 1);
      const auto middle = static_cast<std::size_t>(piece_end - text_.data());
      const std::size_t before = counts_from(start)[middle - start];
      if (before >= left) break;
      const std::size_t next_bound = longest_from(middle, left - before, end);
      if (next_bound <= bound) break;
      bound = next_bound;
    }
    return after_blank < overflow_end_ ? std::max(bound, after_blank) : bound;
  }

  // The end, at most `end`, of the longest possible piece that starts at `start` and has at most `max` tokens.
  std::size_t longest_from(std::size_t start, std::size_t max, std::size_t end) {
    std::size_t longest = start + counts_from(start).longest(max, end - start);
    while (!unicode::is_character_boundary(text_, longest)) ++longest;
    return longest;
  }

  bool is_white_piece(std::size_t start, std::size_t end) const { return end_of_white_space(start, end) == end; }

  std::size_t end_of_white_space(std::size_t at) const { return end_of_white_space(at, text_.size()); }

  std::size_t end_of_white_space(std::size_t at, std::size_t end) const {
    while (at < end) {
      const unicode::Decoded character = unicode::decode_well_formed(text_.data() + at);
      if (!is_white(unicode::char_class(character.code_point))) break;
      at += character.size;
    }
    return at;
  }

  const EncodingData& data_;
  std::string_view text_;
  std::size_t limit_;
  PieceCounter encoder_;
  std::vector<Piece> pieces_;     // up to the one that exceeds the limit
  std::size_t overflow_end_ = 0;  // the end of that piece
  std::map<std::size_t, bpe::PrefixCounts> long_pieces_;  // by start
};

}  // namespace

Prefix longest_prefix_unchecked(const EncodingData& data, std::string_view text, std::size_t limit,
                                std::size_t expected_size) {
  return *longest_prefix_of_start(data, text, limit, expected_size, true);
}

std::optional<Prefix> longest_prefix_of_start(const EncodingData& data, std::string_view text, std::size_t limit,
                                              std::size_t expected_size, bool is_all) {
  constexpr std::size_t bytes_per_token = 8;
  const std::size_t all = std::min(text.size(), reach(data, limit));
  is_all = is_all || all < text.size();  // no longer prefix can fit
  if (expected_size == 0) expected_size = limit < all / bytes_per_token ? limit * bytes_per_token : all;
  std::size_t searched = std::min(expected_size + expected_size / 8, all) + 2 * min_margin;
  while (true) {
    const bool searches_all = searched >= all;
    std::size_t size = std::min(searched, all);
    while (!unicode::is_character_boundary(text, size)) --size;
    if (size == 0) return Prefix{0, 0};
    const auto prefix = PrefixSearch(data, text.substr(0, size), limit).longest(searches_all && is_all);
    if (prefix || searches_all) return prefix;
    searched *= 2;
  }
}

}  // namespace tokmill::truncate

namespace tokmill::inline TOKMILL_ABI {

Result<std::size_t> longest_prefix(const Encoding& encoding, std::string_view text, std::size_t max_tokens) {
  if (Result<void> checked = truncate::check_utf8(text); !checked) return std::move(checked).error();
  return truncate::longest_prefix_unchecked(EncodingAccess::data(encoding), text, max_tokens).size;
}

std::size_t max_text_size(const Encoding& encoding, std::size_t max_tokens) {
  return truncate::reach(EncodingAccess::data(encoding), max_tokens);
}

}  // namespace tokmill
