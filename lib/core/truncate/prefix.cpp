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

  std::size_t longest() {
    if (split_until_overflow()) return text_.size();
    for (std::size_t end = upper_bound(); end > 0; --end) {
      if (unicode::is_character_boundary(text_, end) && fits(end)) return end;
    }
    return 0;
  }

 private:
  struct Piece {
    std::size_t start;
    std::size_t tokens_before;
  };

  // Finds the pieces up to and including the one that exceeds the limit. Returns true if none does.
  bool split_until_overflow() {
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
          return false;
        }
        start = end;
      }
    }
    return true;
  }

  // The number of tokens of a piece. If it exceeds `max`, returns any number greater than `max`.
  std::size_t count_up_to(std::size_t start, std::size_t end, std::size_t max) {
    const std::string_view piece = text_.substr(start, end - start);
    if (piece.size() <= bpe::longest_short_merge || data_.vocabulary.find(piece) != bpe::no_token) {
      return encoder_.count(piece);
    }
    bpe::PrefixCounts& counts = counts_from(start);
    return counts.longest(max, end - start) < end - start ? max + 1 : counts[end - start];
  }

  bpe::PrefixCounts& counts_from(std::size_t start) {
    return long_pieces_.try_emplace(start, data_.vocabulary, text_.substr(start)).first->second;
  }

  // Whether the prefix that ends at `end` has at most `limit_` tokens.
  bool fits(std::size_t end) {
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
      tokens += count_up_to(start, next, limit_ - tokens);
      if (tokens > limit_) return false;
      start = next;
    }
    return true;
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

std::size_t longest_prefix_unchecked(const EncodingData& data, std::string_view text, std::size_t limit) {
  std::size_t size = std::min(text.size(), reach(data, limit));
  while (!unicode::is_character_boundary(text, size)) --size;
  if (size == 0) return 0;
  return PrefixSearch(data, text.substr(0, size), limit).longest();
}

}  // namespace tokmill::truncate

namespace tokmill::inline TOKMILL_ABI {

Result<std::size_t> longest_prefix(const Encoding& encoding, std::string_view text, std::size_t max_tokens) {
  if (Result<void> checked = truncate::check_utf8(text); !checked) return std::move(checked).error();
  return truncate::longest_prefix_unchecked(EncodingAccess::data(encoding), text, max_tokens);
}

}  // namespace tokmill
