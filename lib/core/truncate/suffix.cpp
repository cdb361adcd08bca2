#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "core/bpe/partial_counts.hpp"
#include "core/pretokenize/rules.hpp"
#include "core/pretokenize/safe_cut.hpp"
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

// A suffix that starts in a piece of more than exhaustive_size bytes, before its last `unlike_end` bytes, starts with a
// piece that ends where the piece does, or where the one after it does: if that continues with the line breaks after
// punctuation, the uncased letters at the end of a word of o200k, or the ASCII letters after punctuation in DeepSeek.
// There are two exceptions: line breaks that a slash follows (before_line_breaks()), and marks among punctuation
// (is_mixed()). In the last bytes, the apostrophe of a contraction or the prefix of a word can be in a piece of its own.
constexpr std::size_t unlike_end = 32;

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
    if (const auto start = start_before_overflow()) return *start;
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
    if (is_in_mixed(start)) return mixed_end_;
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
    while (run_first_ > 0) {
      const std::size_t before = previous(run_first_);
      if (class_at(before) != run_class) break;
      run_first_ = before;
    }
    run_last_ = at - std::min(at - start, min_run * longest_character);
    run_end_ = end;
  }

  // Whether the suffix that starts at `start` has at most `limit_` tokens.
  bool fits(std::size_t start) { return count_from(start) <= limit_; }

  // The number of its tokens. If it exceeds the limit, returns any number greater than that.
  std::size_t count_from(std::size_t start) {
    struct Visited {
      std::size_t start;
      std::size_t tokens_before;
    };
    std::array<Visited, 16> visited;
    std::size_t pieces = 0;
    std::size_t tokens = 0;
    const auto remember = [&](std::size_t rest) {
      for (std::size_t i = 0; i < pieces; ++i) counted_[visited[i].start] = tokens - visited[i].tokens_before + rest;
      return tokens + rest;
    };
    // If fewer pieces are visited, it costs less to visit them again.
    constexpr std::size_t few_pieces = 4;
    while (pieces < visited.size()) {
      if (const auto known = counted_.find(start); known != counted_.end()) {
        return pieces > few_pieces ? remember(known->second) : tokens + known->second;
      }
      const auto found = std::lower_bound(starts_.begin(), starts_.end(), start);
      if (*found == start) {  // from here on, the pieces are those of the whole text
        const auto index = static_cast<std::size_t>(found - starts_.begin());
        return index > overflow_ ? tokens + tokens_from_[index] : limit_ + 1;
      }
      visited[pieces++] = {start, tokens};
      const std::size_t next = piece_end(start);
      if (next <= starts_[overflow_] && std::binary_search(starts_.begin(), starts_.end(), next)) return limit_ + 1;
      tokens += count_cut(start, next, limit_ - tokens);
      if (tokens > limit_) return tokens;
      start = next;
    }
    return remember(count_in_batches(start));
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

  // Characters of the text of which none starts a suffix that fits.
  struct Unfit {
    bool has_text = false;         // other than slashes
    bool has_blank = false;        // white space other than line breaks
    bool has_other_class = false;  // other than numbers
    int outside_words = 0;         // the number of those that are neither letters nor marks
  };

  void add(Unfit& unfit, std::size_t at) const {
    using enum unicode::CharClass;
    constexpr unicode::CharClassSet text = unicode::set_of(other, number, mark) | unicode::letters;
    constexpr unicode::CharClassSet no_number = unicode::set_of(other, mark) | unicode::letters | unicode::white_space;
    constexpr unicode::CharClassSet outside = unicode::set_of(other, number) | unicode::white_space;
    const unicode::CharClass one = class_at(at);
    unfit.has_text = unfit.has_text || (pretokenize::contains(text, one) && text_[at] != '/');
    unfit.has_blank = unfit.has_blank || one == space;
    unfit.has_other_class = unfit.has_other_class || pretokenize::contains(no_number, one);
    if (pretokenize::contains(outside, one)) ++unfit.outside_words;
  }

  // Whether each piece that has the character at `start` ends before one of the characters after it, `unfit`. Then no
  // suffix that starts earlier fits, because it has a piece that starts there.
  // - After a line break, a piece has only slashes and white space.
  // - After a letter, it has letters, marks and one apostrophe at most.
  // - After a number, it has only numbers.
  // - Blanks are at the start of a piece only, or after other white space.
  [[nodiscard]] bool ends_among(const Unfit& unfit, std::size_t start) const {
    using enum unicode::CharClass;
    const unicode::CharClass one = class_at(start);
    if (one == newline) return unfit.has_text;
    if (one == number) return unfit.has_other_class;
    if (pretokenize::contains(unicode::letters, one)) return unfit.has_blank || unfit.outside_words >= 2;
    return (one == other || one == mark) && unfit.has_blank;
  }

  // The start of the longest suffix, if it starts before the piece that exceeds the limit.
  std::optional<std::size_t> start_before_overflow() {
    std::optional<std::size_t> first;
    int too_long = 0;
    Unfit unfit;
    for (std::size_t start = starts_[overflow_]; start > 0 && !is_cut(start);) {
      start = previous(start);
      const bool is_start = fits(start);
      if (is_start) first = start;
      if (is_start) {
        unfit = {};
      } else {
        if (ends_among(unfit, start)) break;
        add(unfit, start);
      }
      // The pieces that start in the rest of the run end where this one does, which is where one of the whole text does.
      const bool is_run = !is_start && run_first_ < start && start < run_last_ && run_end_ <= starts_[overflow_];
      if (is_run && std::binary_search(starts_.begin(), starts_.end(), run_end_)) {
        start = run_first_;
        continue;
      }
      // Digits are grouped from the start of a number, so the groups of a suffix may differ up to its end. Once three
      // consecutive starts, as many as a group has digits at most, do not fit, no earlier start in the number does, nor
      // one before it, because a number starts a piece.
      constexpr int group = 3;
      too_long = !is_start && is_grouped_number(start) ? too_long + 1 : 0;
      if (too_long == group) break;
    }
    return first;
  }

  // Whether each text that has the character before `at` has the end of a piece there. Then a suffix that starts before
  // `at` has more tokens than the one that starts there. Besides safe_cut(), whose cuts all patterns have:
  // - No alternative matches a line break and text after it, except the tail of punctuation with a slash.
  // - In gpt2 and cl100k, words have letters only after their first character, and contractions end with one.
  [[nodiscard]] bool is_cut(std::size_t at) const {
    const pretokenize::Rules& rules = pretokenize::rules_of(data_.pattern);
    const std::size_t before = previous(at);
    if (pretokenize::safe_cut(text_, before, at - before + 1) == at) return true;
    const unicode::CharClass left = class_at(before);
    const unicode::CharClass right = class_at(at);
    if (left == unicode::CharClass::newline) {
      const bool is_tail = rules.tail == pretokenize::Tail::newlines_and_slashes && text_[at] == '/';
      return !pretokenize::contains(unicode::white_space, right) && !is_tail;
    }
    const bool has_plain_words = rules.family == pretokenize::Family::gpt2 || rules.family == pretokenize::Family::cl100k;
    return has_plain_words && pretokenize::contains(unicode::letters, left) &&
           !pretokenize::contains(rules.letters, right);
  }

  [[nodiscard]] bool is_grouped_number(std::size_t at) const {
    return pretokenize::rules_of(data_.pattern).max_numbers > 0 &&
           class_at(at) == unicode::CharClass::number;
  }

  // A lower bound in or after the piece that exceeds the limit: every suffix that starts in it before that has more than
  // `limit_` tokens.
  std::size_t lower_bound() {
    const std::size_t start = starts_[overflow_];
    const std::size_t end = starts_[overflow_ + 1];
    if (end - start <= exhaustive_size) return start;
    if (is_mixed(start, end)) {
      mixed_first_ = start;
      mixed_end_ = end;
      return start;
    }
    std::size_t bound = end - unlike_end;
    for (const std::size_t last : {overflow_ + 1, overflow_ + 2}) {
      if (last >= starts_.size()) break;
      const std::size_t size = starts_[last] - start;
      const std::size_t longest = std::max(counts_to(starts_[last]).longest(limit_ - tokens_from_[last], size),
                                           data_.vocabulary.max_whole_piece_size());
      bound = std::min(bound, starts_[last] - std::min(longest, size));
    }
    return before_line_breaks(bound, start, end);
  }

  // Moves a lower bound back over line breaks that are a piece because a slash follows.
  [[nodiscard]] std::size_t before_line_breaks(std::size_t bound, std::size_t start, std::size_t end) const {
    if (pretokenize::rules_of(data_.pattern).tail != pretokenize::Tail::newlines_and_slashes) return bound;
    const auto is_line_break = [this](std::size_t at) { return text_[at] == '\n' || text_[at] == '\r'; };
    std::size_t after = bound;
    while (after < end && is_line_break(after)) ++after;
    if (after == end || text_[after] != '/') return bound;
    while (bound > start && is_line_break(bound - 1)) --bound;
    return bound;
  }

  // Whether the piece [start, end) is punctuation with marks, which are words of o200k if a suffix starts with them, or
  // with the character before them. In kimi, the same is true of characters of the script Han that are no letters.
  [[nodiscard]] bool is_mixed(std::size_t start, std::size_t end) const {
    constexpr pretokenize::ClassSet han = pretokenize::in_second_half(unicode::CharClassSet{0xFF});
    constexpr pretokenize::ClassSet marks = unicode::set_of(unicode::CharClass::mark) | han;
    constexpr pretokenize::ClassSet others = pretokenize::in_second_half(unicode::set_of(unicode::CharClass::other)) |
                                             unicode::set_of(unicode::CharClass::other);
    constexpr pretokenize::ClassSet letters = unicode::letters | pretokenize::in_second_half(unicode::letters);
    if (pretokenize::rules_of(data_.pattern).family != pretokenize::Family::o200k) return false;
    bool has_marks = false;
    bool has_others = false;
    for (std::size_t at = start; at < end; at += unicode::size_from_lead(text_[at])) {
      const unicode::CharClass one = class_at(at);
      if (pretokenize::contains(letters, one)) return false;
      has_marks = has_marks || pretokenize::contains(marks, one);
      // The first one can be the prefix of a word.
      has_others = has_others || (at > start && pretokenize::contains(others, one));
    }
    return has_marks && has_others;
  }

  // Whether a piece that starts at `at`, in the piece [mixed_first_, mixed_end_), is punctuation and ends where that does.
  [[nodiscard]] bool is_in_mixed(std::size_t at) const {
    const auto is_other = [this](std::size_t one) { return class_at(one) == unicode::CharClass::other; };
    // A slash may be in the tail, which does not have other punctuation.
    if (at < mixed_first_ || at >= mixed_end_ || !is_other(at) || text_[at] == '/') return false;
    const std::size_t next = at + unicode::size_from_lead(text_[at]);
    return next < mixed_end_ && is_other(next);
  }

  [[nodiscard]] unicode::CharClass class_at(std::size_t at) const {
    return pretokenize::character_at(pretokenize::rules_of(data_.pattern).alphabet, text_.data() + at).char_class;
  }

  // The start of the character that ends at `at`.
  [[nodiscard]] std::size_t previous(std::size_t at) const {
    return static_cast<std::size_t>(unicode::previous_character(text_.data() + at) - text_.data());
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
  // A piece that is_mixed(); empty if there is none.
  std::size_t mixed_first_ = 0;
  std::size_t mixed_end_ = 0;
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
