#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "core/bpe/partial_counts.hpp"
#include "core/pretokenize/rules.hpp"
#include "core/tokenizer/tokenize.hpp"
#include "core/truncate/check_utf8.hpp"
#include "core/truncate/ruled_search.hpp"
#include "core/truncate/unchecked.hpp"
#include "core/unicode/char_class.hpp"
#include "core/unicode/utf8.hpp"
#include "tokmill/truncate.hpp"

namespace tokmill::truncate {
namespace {

// Up to this size, every start is tried one by one. For larger sizes, a lower bound is computed first.
constexpr std::size_t exhaustive_size = bpe::longest_short_merge;

// Longer pieces are counted by SuffixCounts, which stops soon after the limit.
constexpr std::size_t longest_piece_at_once = 1024;

// A piece of a suffix that starts inside a long piece can end before or after it, and then have a few tokens less than
// the long piece has from there on.
constexpr std::size_t spare_tokens = 4;

// The maximum number of pieces, except numbers, until the pieces of a text that starts inside the whole text end where
// those of the whole text end. Two would be enough: a piece that starts inside another one may include the next one (in
// cl100k_base, `'s|ave` starting at the s).
constexpr std::size_t max_resync_pieces = 4;

// Finds the longest suffix of a text with at most `limit` tokens.
//
// The end of a piece does not depend on the text before its start. So once the pieces of a suffix have an end in common
// with the pieces of the whole text, both are identical from there on.
class SuffixSearch {
 public:
  SuffixSearch(const EncodingData& data, std::string_view text, std::size_t limit)
      : data_(data), text_(text), limit_(limit), encoder_(data) {}

  std::size_t longest_start() {
    split();
    if (count_until_overflow()) return 0;
    for (std::size_t start = lower_bound(); start < text_.size(); ++start) {
      if (unicode::is_character_boundary(text_, start) && fits(start)) return start;
    }
    return text_.size();
  }

 private:
  void split() {
    std::size_t at = 0;
    for_each_batch(data_.pre_tokenizer, text_,
                   [&](const char*, const char* const* ends, std::size_t count, const char*) {
                     for (std::size_t i = 0; i < count; ++i) {
                       starts_.push_back(at);
                       at = static_cast<std::size_t>(ends[i] - text_.data());
                     }
                     return true;
                   });
    starts_.push_back(at);
  }

  // Counts the tokens of the pieces from the last to the first, up to the piece that exceeds the limit. Returns true if
  // none does.
  bool count_until_overflow() {
    tokens_from_.assign(starts_.size(), 0);
    for (overflow_ = starts_.size() - 1; overflow_ > 0; --overflow_) {
      const std::size_t tokens = tokens_from_[overflow_] + count_up_to(starts_[overflow_ - 1], starts_[overflow_],
                                                                   limit_ - tokens_from_[overflow_]);
      if (tokens > limit_) {
        --overflow_;
        return false;
      }
      tokens_from_[overflow_ - 1] = tokens;
    }
    return true;
  }

  // The number of tokens of a piece. If it exceeds `max`, returns any number greater than `max`.
  std::size_t count_up_to(std::size_t start, std::size_t end, std::size_t max) {
    const std::string_view piece = text_.substr(start, end - start);
    if (piece.size() <= longest_piece_at_once) return encoder_.count(piece);
    bpe::SuffixCounts& counts = counts_to(end);
    return counts.longest(max, piece.size()) < piece.size() ? max + 1 : counts[piece.size()];
  }

  // The same for a piece of a suffix, which may be a part of a piece of the text of which other parts are tried too.
  std::size_t count_cut(std::size_t start, std::size_t end, std::size_t max) {
    const std::string_view piece = text_.substr(start, end - start);
    if (piece.size() <= bpe::longest_short_merge || data_.vocabulary.find_whole(piece) != bpe::no_token) {
      return encoder_.count(piece);
    }
    return long_pieces_.contains(end) ? counts_to(end)[piece.size()] : count_up_to(start, end, max);
  }

  bpe::SuffixCounts& counts_to(std::size_t end) {
    return long_pieces_.try_emplace(end, data_.vocabulary, text_.substr(0, end)).first->second;
  }

  // The end of the piece that starts at `start`, if no piece starts before it.
  std::size_t piece_end(std::size_t start) {
    if (run_first_ <= start && start < run_last_) return run_end_;
    const char* found = nullptr;
    data_.few_pieces(text_.data() + start, text_.data() + text_.size(), &found, 1);
    const auto end = static_cast<std::size_t>(found - text_.data());
    if (end - start > bpe::longest_short_merge) remember_run(start, end);
    return end;
  }

  // In a run of characters of one class, other than numbers, all pieces that start at least min_run characters before
  // the end of the run have the same end: the patterns do not count these characters, and what they look at after the
  // first of them is again one of them. The same is true of a run of white space within a piece: the piece ends after
  // its last line break or has none, wherever it starts.
  void remember_run(std::size_t start, std::size_t end) {
    constexpr std::size_t min_run = 8;
    const pretokenize::Alphabet alphabet = pretokenize::rules_of(data_.pattern).alphabet;
    const auto class_at = [this, alphabet](std::size_t at) {
      return pretokenize::character_at(alphabet, text_.data() + at).char_class;
    };
    const auto is_white = [](unicode::CharClass one) { return contains(unicode::white_space, one); };
    const unicode::CharClass run_class = class_at(start);
    if (run_class == unicode::CharClass::number) return;
    std::size_t at = start;
    std::size_t characters = 0;
    while (at < end && (class_at(at) == run_class || (is_white(run_class) && is_white(class_at(at))))) {
      at += unicode::size_from_lead(text_[at]);
      ++characters;
    }
    if (characters <= min_run) return;
    constexpr std::size_t longest_character = 4;
    run_first_ = start;
    run_last_ = at - std::min(at - start, min_run * longest_character);
    run_end_ = end;
  }

  // Whether the suffix that starts at `start` has at most `limit_` tokens.
  bool fits(std::size_t start) {
    struct Visited {
      std::size_t start;
      std::size_t tokens_before;
    };
    std::array<Visited, 16> visited;
    std::size_t tokens = 0;
    for (Visited& piece : visited) {
      piece = {start, tokens};
      if (const auto known = counted_.find(start); known != counted_.end()) return tokens + known->second <= limit_;
      const auto found = std::lower_bound(starts_.begin(), starts_.end(), start);
      if (*found == start) {  // from here on, the pieces are those of the whole text
        const auto index = static_cast<std::size_t>(found - starts_.begin());
        return index > overflow_ && tokens + tokens_from_[index] <= limit_;
      }
      const std::size_t next = piece_end(start);
      if (next <= starts_[overflow_] && std::binary_search(starts_.begin(), starts_.end(), next)) return false;
      tokens += count_cut(start, next, limit_ - tokens);
      if (tokens > limit_) return false;
      start = next;
    }
    const std::size_t rest = count_in_batches(start);
    for (const Visited& piece : visited) counted_[piece.start] = tokens - piece.tokens_before + rest;
    return tokens + rest <= limit_;
  }

  // The number of tokens of a suffix whose pieces soon have no end in common with those of the whole text, as in a long
  // number. If it exceeds the limit, returns any number greater than that.
  std::size_t count_in_batches(std::size_t start) {
    auto next = std::lower_bound(starts_.begin(), starts_.end(), start);
    bool is_common = false;
    std::size_t tokens = 0;
    for_each_batch(data_.pre_tokenizer, text_.substr(start),
                   [&](const char* at, const char* const* ends, std::size_t count, const char*) {
                     std::size_t used = 0;
                     for (; used < count && !is_common; ++used) {
                       start = static_cast<std::size_t>(ends[used] - text_.data());
                       while (*next < start) ++next;
                       is_common = *next == start;
                     }
                     tokens += encoder_.count(at, ends, used);
                     return !is_common && tokens <= limit_;
                   });
    const auto index = static_cast<std::size_t>(next - starts_.begin());
    return tokens > limit_ || index <= overflow_ ? limit_ + 1 : tokens + tokens_from_[index];
  }

  // A lower bound: every suffix with a smaller start has more than `limit_` tokens.
  std::size_t lower_bound() {
    const std::size_t start = starts_[overflow_];
    const std::size_t end = starts_[overflow_ + 1];
    if (end - start > exhaustive_size) {
      const std::size_t most = limit_ - tokens_from_[overflow_ + 1] + spare_tokens;
      const std::size_t longest = counts_to(end).longest(most, end - start);
      const std::size_t bound = std::max(longest, data_.vocabulary.max_whole_piece_size());
      if (bound < end - start) return end - bound;
    }
    return before_number(starts_[overflow_ - std::min(overflow_, max_resync_pieces)]);
  }

  // Moves a lower bound back over a long number. Digits are grouped from the start of the number, so the groups of a
  // suffix that starts inside of it may differ up to its end. The tokens of a suffix are those of its first group plus
  // those of the suffix that starts one group later. So once three consecutive starts, as many as a group has digits at
  // most, do not fit, no earlier start in the number does.
  std::size_t before_number(std::size_t start) {
    constexpr int group = 3;
    int too_long = 0;
    while (start > 0 && too_long < group) {
      std::size_t before = start - 1;
      while (!unicode::is_character_boundary(text_, before)) --before;
      const char32_t code_point = unicode::decode_well_formed(text_.data() + before).code_point;
      if (unicode::char_class(code_point) != unicode::CharClass::number) break;
      start = before;
      too_long = fits(start) ? 0 : too_long + 1;
    }
    return start;
  }

  const EncodingData& data_;
  std::string_view text_;
  std::size_t limit_;
  PieceCounter encoder_;
  std::vector<std::size_t> starts_;       // of the pieces, plus the end of the text
  std::vector<std::size_t> tokens_from_;  // by piece: the tokens from its start to the end; only after overflow_
  std::size_t overflow_ = 0;              // the index of the piece that exceeds the limit
  std::map<std::size_t, bpe::SuffixCounts> long_pieces_;  // by end
  // The numbers of tokens of suffixes, by start; those that exceed the limit are any number greater than that. In a long
  // number, a suffix has one of only three sequences of pieces after its first ones, so few suffixes have to be counted.
  std::map<std::size_t, std::size_t> counted_;
  // The pieces that start in [run_first_, run_last_) all end at run_end_.
  std::size_t run_first_ = 0;
  std::size_t run_last_ = 0;
  std::size_t run_end_ = 0;
};

}  // namespace

std::size_t longest_suffix_unchecked(const EncodingData& data, std::string_view text, std::size_t limit) {
  if (data.rules != nullptr) return RuledSearch(data).longest_suffix(text, limit);
  std::size_t start = text.size() - std::min(text.size(), reach(data, limit));
  while (!unicode::is_character_boundary(text, start)) ++start;
  if (start == text.size()) return start;
  return start + SuffixSearch(data, text.substr(start), limit).longest_start();
}

}  // namespace tokmill::truncate

namespace tokmill::inline TOKMILL_ABI {

Result<std::size_t> longest_suffix(const Encoding& encoding, std::string_view text, std::size_t max_tokens) {
  if (Result<void> checked = truncate::check_utf8(text); !checked) return std::move(checked).error();
  return truncate::longest_suffix_unchecked(EncodingAccess::data(encoding), text, max_tokens);
}

}  // namespace tokmill
