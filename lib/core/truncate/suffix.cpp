#include <algorithm>
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

// Up to this size every start is tried, one after another; beyond it, a bound is looked for first.
constexpr std::size_t short_stretch = 256;

// How many pieces it may take until the pieces of a text that starts somewhere inside the whole end where those of
// the whole do, numbers aside. It is two: from inside one, the piece that starts there may swallow the next
// (`'s|ave` of cl100k_base from the s on). Four is more than needed.
constexpr std::size_t pieces_out_of_step = 4;

// Counts the suffixes of one text, and looks for the longest that fits.
//
// Where a piece ends depends on nothing before its start. So once the pieces from some start on have an end in common
// with the pieces of the whole text, they are the same from there on.
class SuffixSearch {
 public:
  SuffixSearch(const EncodingData& data, std::string_view text, std::size_t limit)
      : data_(data), text_(text), limit_(limit), encoder_(data) {}

  std::size_t longest_start() {
    split();
    if (count_until_over()) return 0;
    for (std::size_t start = lower_bound(); start < text_.size(); ++start) {
      if (unicode::is_character_boundary(text_, start) && fits(start)) return start;
    }
    return text_.size();
  }

 private:
  void split() {
    std::size_t at = 0;
    for_each_piece(data_.pre_tokenizer, text_, IllFormed::replacement, [&](std::string_view piece) {
      starts_.push_back(at);
      at += piece.size();
    });
    starts_.push_back(at);
  }

  // Counts the pieces from the last to the first, up to the one that goes beyond the limit. True where none does.
  bool count_until_over() {
    tokens_from_.assign(starts_.size(), 0);
    for (over_ = starts_.size() - 1; over_ > 0; --over_) {
      const std::size_t tokens = tokens_from_[over_] + count_up_to(starts_[over_ - 1], starts_[over_],
                                                                   limit_ - tokens_from_[over_]);
      if (tokens > limit_) {
        --over_;
        return false;
      }
      tokens_from_[over_ - 1] = tokens;
    }
    return true;
  }

  // The tokens of a piece, or more than `most` where they are more.
  std::size_t count_up_to(std::size_t start, std::size_t end, std::size_t most) {
    const std::string_view piece = text_.substr(start, end - start);
    if (piece.size() <= bpe::longest_short_merge || data_.vocabulary.find(piece) != bpe::no_token) {
      return encoder_.count(piece);
    }
    bpe::SuffixCounts& counts = counts_to(end);
    return counts.bound(most, end - start) < end - start ? most + 1 : counts[end - start];
  }

  // The counts of the long piece that ends there. One is kept: starts are tried in order, and mostly end alike.
  bpe::SuffixCounts& counts_to(std::size_t end) {
    if (counts_end_ != end) {
      counts_.emplace(data_.vocabulary, text_.substr(0, end));
      counts_end_ = end;
    }
    return *counts_;
  }

  // Whether the suffix has at most `limit_` tokens.
  bool fits(std::size_t start) {
    std::size_t tokens = 0;
    while (start < text_.size()) {
      const auto step = std::lower_bound(starts_.begin(), starts_.end(), start);
      if (*step == start) {  // in step with the pieces of the whole
        const auto index = static_cast<std::size_t>(step - starts_.begin());
        return index > over_ && tokens + tokens_from_[index] <= limit_;
      }
      const char* piece_end = nullptr;
      data_.few_pieces(text_.data() + start, text_.data() + text_.size(), &piece_end, 1);
      const auto next = static_cast<std::size_t>(piece_end - text_.data());
      tokens += count_up_to(start, next, limit_ - tokens);
      if (tokens > limit_) return false;
      start = next;
    }
    return true;
  }

  // A start before which no suffix fits.
  std::size_t lower_bound() {
    const std::size_t start = starts_[over_];
    const std::size_t end = starts_[over_ + 1];
    if (end - start > short_stretch) {
      const std::size_t bound = counts_to(end).bound(limit_ - tokens_from_[over_ + 1], end - start);
      if (bound < end - start) return end - bound;
    }
    return before_number(starts_[over_ - std::min(over_, pieces_out_of_step)]);
  }

  // Digits come in groups, counted from where they start. What starts inside a long number is out of step up to
  // its end. Each start has the tokens of a group and those of the start that is one group on; so beyond as many
  // starts in a row as a group has digits, all of which are too long, no start in the number fits.
  std::size_t before_number(std::size_t start) {
    constexpr int group = 3;
    int too_long = 0;
    while (start > 0 && too_long < group) {
      std::size_t before = start - 1;
      while (!unicode::is_character_boundary(text_, before)) --before;
      if (unicode::char_class(unicode::decode_well_formed(text_.data() + before).code_point) != unicode::CharClass::number) {
        break;
      }
      start = before;
      too_long = fits(start) ? 0 : too_long + 1;
    }
    return start;
  }

  const EncodingData& data_;
  std::string_view text_;
  std::size_t limit_;
  PieceCounter encoder_;
  std::vector<std::size_t> starts_;       // of the pieces, and the end of the text
  std::vector<std::size_t> tokens_from_;  // by piece: the tokens from its start to the end, for those after over_
  std::size_t over_ = 0;                  // the piece that goes beyond the limit
  std::optional<bpe::SuffixCounts> counts_;
  std::size_t counts_end_ = 0;
};

}  // namespace

std::size_t longest_suffix_unchecked(const EncodingData& data, std::string_view text, std::size_t limit) {
  std::size_t start = text.size() - std::min(text.size(), reach(data, limit));
  while (!unicode::is_character_boundary(text, start)) ++start;
  if (start == text.size()) return start;
  return start + SuffixSearch(data, text.substr(start), limit).longest_start();
}

}  // namespace tokmill::truncate

namespace tokmill::inline TOKMILL_ABI {

Result<std::size_t> longest_suffix(const Encoding& encoding, std::string_view text, std::size_t max_tokens) {
  if (const auto offset = find_ill_formed(text)) {
    return Error{ErrorCode::ill_formed_text, "not UTF-8 at byte " + std::to_string(*offset), *offset};
  }
  return truncate::longest_suffix_unchecked(encoding.data(), text, max_tokens);
}

}  // namespace tokmill
