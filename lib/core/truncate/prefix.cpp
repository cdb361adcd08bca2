#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "core/bpe/partial_counts.hpp"
#include "core/tokenizer/tokenize.hpp"
#include "core/truncate/unchecked.hpp"
#include "core/unicode/char_class.hpp"
#include "core/unicode/utf8.hpp"
#include "tokmill/truncate.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::truncate {
namespace {

// Up to this size every end is tried, one after another; beyond it, bounds are looked for first.
constexpr std::size_t short_stretch = bpe::longest_short_merge;

// How many pieces in front of the one that is cut may come out differently for the cut. What a piece is depends on
// what follows it in two ways only: a run of white space is at most three pieces, by where it ends; and a
// word of o200k ends by what its letters in upper case are followed by, which moves the end of no piece before the
// one that is cut. Four is one more than needed.
constexpr std::size_t unsettled_pieces = 4;

bool is_white(unicode::CharClass one) { return contains(unicode::white_space, one); }

// Counts the prefixes of one text, and looks for the longest that fits.
class PrefixSearch {
 public:
  PrefixSearch(const EncodingData& data, std::string_view text, std::size_t limit)
      : data_(data), text_(text), limit_(limit), encoder_(data) {}

  std::size_t longest() {
    if (split_until_over()) return text_.size();
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

  // Finds the pieces up to the one that goes beyond the limit, and some more. True where none does.
  bool split_until_over() {
    const char* ends[pretokenize::window_size];
    const std::size_t at_a_time = std::min(pretokenize::window_size, limit_ + unsettled_pieces);
    const pretokenize::PreTokenizer pre_tokenizer = at_a_time < pretokenize::window_size ? data_.few_pieces : data_.pre_tokenizer;
    std::size_t start = 0;
    std::size_t tokens = 0;
    while (start < text_.size()) {
      const std::size_t count = pre_tokenizer(text_.data() + start, text_.data() + text_.size(), ends, at_a_time);
      for (std::size_t i = 0; i < count; ++i) {
        pieces_.push_back({start, tokens});
        const auto end = static_cast<std::size_t>(ends[i] - text_.data());
        tokens += count_up_to(start, end, limit_ - tokens);
        if (tokens > limit_) {
          over_end_ = end;
          return false;
        }
        start = end;
      }
    }
    return true;
  }

  // The tokens of a piece, or more than `most` where they are more: then not all need be counted.
  std::size_t count_up_to(std::size_t start, std::size_t end, std::size_t most) {
    const std::string_view piece = text_.substr(start, end - start);
    if (piece.size() <= bpe::longest_short_merge || data_.vocabulary.find(piece) != bpe::no_token) {
      return encoder_.count(piece);
    }
    bpe::PrefixCounts& counts = counts_from(start);
    return counts.longest(most, end - start) < end - start ? most + 1 : counts[end - start];
  }

  bpe::PrefixCounts& counts_from(std::size_t start) {
    return long_pieces_.try_emplace(start, data_.vocabulary, text_.substr(start)).first->second;
  }

  // Whether the prefix has at most `limit_` tokens.
  bool fits(std::size_t end) {
    // The piece that is cut: the last one that starts before `end`.
    const auto behind = std::lower_bound(pieces_.begin(), pieces_.end(), end,
                                         [](const Piece& piece, std::size_t at) { return piece.start < at; });
    const auto known = static_cast<std::size_t>(behind - pieces_.begin());
    const Piece& settled = pieces_[known - std::min(known, unsettled_pieces)];
    std::size_t tokens = settled.tokens_before;
    std::size_t start = settled.start;
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

  // An end beyond which no prefix fits.
  std::size_t upper_bound() {
    std::size_t first = pieces_.size() - 1;
    std::size_t end = over_end_;
    // A blank that a word begins with: cut off behind it, it may be one piece with the white space before it.
    const std::size_t behind_blank = end_of_white_space(pieces_[first].start, end);
    if (behind_blank == end) {
      // Cut off anywhere, the whole run of white space may be a piece.
      while (first > 0 && is_white_piece(pieces_[first - 1].start, pieces_[first].start)) --first;
      end = end_of_white_space(end);
    }
    const std::size_t start = pieces_[first].start;
    if (end - start <= short_stretch) return end;

    // Either all of it up to the cut is one piece, or it falls into two. The first of them ends where the
    // last place is that allows it (behind a line break, or a letter of no case), so it grows with the cut.
    const std::size_t left = limit_ - pieces_[first].tokens_before;
    std::size_t bound = longest_from(start, left, end);
    while (bound > start) {
      const char* piece_end = nullptr;
      data_.few_pieces(text_.data() + start, text_.data() + bound, &piece_end, 1);
      const auto middle = static_cast<std::size_t>(piece_end - text_.data());
      const std::size_t before = counts_from(start)[middle - start];
      if (before >= left) break;
      const std::size_t farther = longest_from(middle, left - before, end);
      if (farther <= bound) break;
      bound = farther;
    }
    return behind_blank < over_end_ ? std::max(bound, behind_blank) : bound;
  }

  // The end of the longest piece of at most `most` tokens that could start at `start`, but at most `end`.
  std::size_t longest_from(std::size_t start, std::size_t most, std::size_t end) {
    std::size_t longest = start + counts_from(start).longest(most, end - start);
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
  std::vector<Piece> pieces_;  // the last one is that which goes beyond the limit
  std::size_t over_end_ = 0;   // where that one ends
  std::map<std::size_t, bpe::PrefixCounts> long_pieces_;  // by where they start
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
  if (const auto offset = find_ill_formed(text)) {
    return Error{ErrorCode::ill_formed_text, "not UTF-8 at byte " + std::to_string(*offset), *offset};
  }
  return truncate::longest_prefix_unchecked(encoding.data(), text, max_tokens);
}

}  // namespace tokmill
