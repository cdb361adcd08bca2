#include "tokmill/interval_counter.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bpe/suffix_tokens.hpp"
#include "core/pretokenize/text_runs.hpp"
#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/position_set.hpp"
#include "core/tokenizer/replacements.hpp"
#include "core/tokenizer/ruled_intervals.hpp"
#include "core/tokenizer/tokenize.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

// Pieces up to this size are merged again where a cut changes them, and tokens.
constexpr std::size_t longest_merged_again = 256;

// The number of pieces before the one that contains a cut from which the pieces of the text that ends there are found
// anew. Three would be enough (see max_changed_pieces in truncate/prefix.cpp).
constexpr std::size_t changed_pieces = 4;

// The number of pieces at the end of a text of which more text may change some.
constexpr std::size_t unsettled_pieces = 8;

// The tokens of groups of `group` characters that start anywhere in a run of numbers.
class NumberGroups {
 public:
  NumberGroups(std::size_t group, pretokenize::TextRuns::Run run, std::string_view text, PieceCounter& counter)
      : group_(group) {
    for (std::size_t at = run.start; at < run.end; at += unicode::size_from_lead(text[at])) starts_.push_back(at);
    starts_.push_back(run.end);
    tokens_.resize(starts_.size());
    for (std::size_t i = starts_.size() - 1; i-- > 0;) {
      const std::size_t next = std::min(i + group_, starts_.size() - 1);
      tokens_[i] = tokens_[next] + counter.count(text.substr(starts_[i], starts_[next] - starts_[i]));
    }
  }

  [[nodiscard]] std::size_t start() const noexcept { return starts_.front(); }
  [[nodiscard]] std::size_t end() const noexcept { return starts_.back(); }

  // Moves `at`, which is in the run, over all groups that end at or before `end`, and returns their tokens.
  std::size_t skip(std::size_t& at, std::size_t end) const noexcept {
    const std::size_t from = index(at);
    const std::size_t to = end >= starts_.back() ? starts_.size() - 1 : index(end);
    const std::size_t skipped = from + (to - from) / group_ * group_;
    at = starts_[skipped];
    return tokens_[from] - tokens_[skipped];
  }

 private:
  // The index of the last character that starts at or before `at`.
  [[nodiscard]] std::size_t index(std::size_t at) const noexcept {
    return static_cast<std::size_t>(std::upper_bound(starts_.begin(), starts_.end(), at) - starts_.begin()) - 1;
  }

  std::size_t group_;
  std::vector<std::size_t> starts_;  // of the characters, and the end of the run
  std::vector<std::size_t> tokens_;  // from each of them to the end of the run
};

}  // namespace

// The offsets in this class are those of the text in which ill-formed parts are replaced, except for those that count()
// takes.
//
// The end of a piece does not depend on the text before its start. So once the pieces of a part end where a piece of
// the whole text does, both have the same pieces, until the end of the part changes the last ones.
class IntervalCounter::Prepared {
 public:
  Prepared(const Encoding& encoding, std::string text)
      : encoding_(encoding),
        data_(EncodingAccess::data(encoding_)),
        size_(text.size()),
        text_(std::move(text)),
        replacements_(replace_ill_formed_parts(text_)),
        runs_(data_.pattern, text_),
        piece_starts_(text_.size()),
        token_starts_(text_.size()) {
    encode();
    piece_starts_.add(text_.size());
    piece_starts_.finish();
    token_starts_.finish();
    if (const std::size_t group = pretokenize::max_numbers_in_piece(data_.pattern); group > 0) {
      PieceCounter counter(data_);
      for (const pretokenize::TextRuns::Run run : runs_.long_numbers()) numbers_.emplace_back(group, run, text_, counter);
    }
  }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  [[nodiscard]] std::size_t count(std::size_t start, std::size_t end) const;

 private:
  class Query;

  // The tokens of any part of text_ that contains a long piece.
  struct Region {
    std::size_t start;
    bpe::SuffixTokens tokens;
  };

  [[nodiscard]] std::string_view text(std::size_t start, std::size_t end) const noexcept {
    return std::string_view(text_).substr(start, end - start);
  }

  // Finds the starts of pieces and tokens, and the regions.
  void encode() {
    std::vector<TokenId> tokens;
    TokenAppender appender(tokens, 0);
    PieceEncoder<TokenAppender> encoder(data_, appender);
    std::size_t piece = 0;
    std::size_t token = 0;
    Span region{0, 0};
    for_each_batch(data_.pre_tokenizer, text_,
                   [&](const char* start, const char* const* ends, std::size_t count, const char* readable) {
                     encoder.encode(start, ends, count, readable);
                     appender.flush();
                     for (const TokenId id : tokens) {
                       token_starts_.add(token);
                       token += data_.vocabulary.token_size(id);
                     }
                     tokens.clear();
                     for (std::size_t i = 0; i < count; ++i) {
                       piece_starts_.add(piece);
                       const auto end = static_cast<std::size_t>(ends[i] - text_.data());
                       if (end - piece > longest_merged_again) add_long_piece(piece, end, region);
                       piece = end;
                     }
                     return true;
                   });
    add_region(region);
  }

  // Adds a piece to `region`, or adds that and starts another one. A piece of a part can start a little before a piece
  // of the whole text, or end a little after it, and can span the long pieces of one run of white space.
  void add_long_piece(std::size_t start, std::size_t end, Span& region) {
    constexpr std::size_t margin = 64;
    start -= std::min(start, margin);
    end = std::min(text_.size(), end + margin);
    if (start > region.end || end - region.start > bpe::SuffixTokens::max_size) {
      add_region(region);
      region.start = start;
    }
    region.end = end;
  }

  void add_region(Span region) {
    const std::size_t size = region.end - region.start;
    if (size == 0 || size > bpe::SuffixTokens::max_size) return;  // pieces of 4 GiB are merged by each call
    regions_.push_back({region.start, bpe::SuffixTokens(data_.vocabulary, text(region.start, region.end))});
  }

  [[nodiscard]] std::vector<std::string_view> pieces_of(std::string_view text) const {
    std::vector<std::string_view> pieces;
    while (!text.empty()) {
      const char* end = nullptr;
      data_.few_pieces(text.data(), text.data() + text.size(), &end, 1);
      pieces.emplace_back(text.data(), end);
      text.remove_prefix(pieces.back().size());
    }
    return pieces;
  }

  // Counts U+FFFD `before` times, [from, to), and U+FFFD `after` times.
  [[nodiscard]] std::size_t count_with_replaced(std::size_t before, std::size_t from, std::size_t to,
                                                std::size_t after) const;

  const Encoding encoding_;
  const EncodingData& data_;
  std::size_t size_;  // of the original text
  std::string text_;
  Replacements replacements_;
  pretokenize::TextRuns runs_;
  PositionSet piece_starts_;  // and the end of the text
  PositionSet token_starts_;
  std::vector<Region> regions_;        // in order
  std::vector<NumberGroups> numbers_;  // in order
};

// One call of count().
class IntervalCounter::Prepared::Query {
 public:
  explicit Query(const Prepared& prepared) : prepared_(prepared), counter_(prepared.data_) {}

  // The number of tokens of [start, end), both between characters.
  [[nodiscard]] std::size_t count(std::size_t start, std::size_t end) {
    std::size_t at = start;
    std::size_t tokens = skip_to(at, pieces_before(end, changed_pieces), end);
    while (at < end) tokens += next_piece(at, end);
    return tokens;
  }

  // Moves `at` over the pieces of the text [at, end) that end at or before `target`, the start of a piece of the whole
  // text. Returns their tokens.
  std::size_t skip_to(std::size_t& at, std::size_t target, std::size_t end) {
    std::size_t tokens = 0;
    while (at < target) {
      std::size_t next = at;
      std::size_t skipped = 0;
      if (prepared_.piece_starts_.contains(at)) {
        next = target;
        skipped = prepared_.token_starts_.rank(target) - prepared_.token_starts_.rank(at);
      } else {
        skipped = next_piece(next, end);
      }
      if (next > target) break;
      tokens += skipped;
      at = next;
    }
    return tokens;
  }

  [[nodiscard]] std::size_t count_piece(std::string_view piece) { return counter_.count(piece); }

  // The start of the piece that is `count` pieces before the one that ends at or after `end`.
  [[nodiscard]] std::size_t pieces_before(std::size_t end, std::size_t count) const noexcept {
    for (std::size_t i = 0; i <= count; ++i) end = prepared_.piece_starts_.before(end);
    return end;
  }

 private:
  // Moves `at` over the first piece, or over several numbers, of [at, end), and returns the tokens.
  std::size_t next_piece(std::size_t& at, std::size_t end) {
    if (!prepared_.numbers_.empty()) {
      const auto starts_after = [](std::size_t where, const NumberGroups& run) { return where < run.start(); };
      const auto after = std::upper_bound(prepared_.numbers_.begin(), prepared_.numbers_.end(), at, starts_after);
      if (after != prepared_.numbers_.begin() && at < std::prev(after)->end()) {
        const std::size_t start = at;
        const std::size_t tokens = std::prev(after)->skip(at, end);
        if (at > start) return tokens;
      }
    }
    const std::size_t start = std::exchange(at, prepared_.runs_.piece_end(at, end));
    return count_piece(start, at);
  }

  std::size_t count_piece(std::size_t start, std::size_t end) {
    const std::string_view piece = prepared_.text(start, end);
    const std::size_t longest = std::max(longest_merged_again, prepared_.data_.vocabulary.max_token_size());
    if (piece.size() <= longest) return counter_.count(piece);
    const auto after = std::upper_bound(prepared_.regions_.begin(), prepared_.regions_.end(), start,
                                        [](std::size_t where, const Region& region) { return where < region.start; });
    if (after == prepared_.regions_.begin()) return counter_.count(piece);
    const Region& region = *std::prev(after);
    const std::size_t region_end = region.start + region.tokens.size();
    if (end > region_end) return counter_.count(piece);
    return region.tokens.count(prepared_.text(region.start, region_end), start - region.start, end - region.start);
  }

  const Prepared& prepared_;
  PieceCounter counter_;
};

std::size_t IntervalCounter::Prepared::count(std::size_t start, std::size_t end) const {
  end = std::min(end, size());
  if (start >= end) return 0;
  const auto [before, from, to, after] = replacements_.part(text_, start, end);
  if (before == 0 && after == 0) return Query(*this).count(from, to);
  return count_with_replaced(before, from, to, after);
}

std::size_t IntervalCounter::Prepared::count_with_replaced(std::size_t before, std::size_t from, std::size_t to,
                                                           std::size_t after) const {
  std::string copy;
  const auto append_replaced = [&copy](std::size_t count) {
    for (; count > 0; --count) copy += unicode::replacement_character;
  };
  std::size_t at = from;
  std::size_t tokens = 0;
  Query query(*this);
  append_replaced(before);
  const std::size_t replaced = copy.size();
  if (before > 0) {
    // Copy as much text as is needed to find the end of a piece that the text after the copy does not change.
    std::size_t settled = 0;
    for (std::size_t reach = 64; settled == 0 && reach < to - from; reach *= 4) {
      std::size_t end = from + reach;
      while (!unicode::is_character_boundary(text_, end)) ++end;
      copy.resize(replaced);
      copy += text(from, end);
      const std::vector<std::string_view> pieces = pieces_of(copy);
      if (pieces.size() <= unsettled_pieces) continue;
      for (std::size_t i = 0; i < pieces.size() - unsettled_pieces; ++i) {
        tokens += query.count_piece(pieces[i]);
        settled += pieces[i].size();
      }
    }
    copy.resize(settled == 0 ? replaced : 0);
    if (settled > 0) at = from + settled - replaced;
  }
  if (copy.empty() && after == 0) return tokens + query.count(at, to);
  if (copy.empty()) tokens += query.skip_to(at, query.pieces_before(to, unsettled_pieces), to);
  copy += text(at, to);
  append_replaced(after);
  return tokens + encoding_.count(copy);
}

IntervalCounter::IntervalCounter(const Encoding& encoding, std::string text) {
  if (EncodingAccess::data(encoding).rules == nullptr) {
    prepared_ = std::make_unique<const Prepared>(encoding, std::move(text));
  } else {
    ruled_ = std::make_unique<const RuledIntervals>(encoding, std::move(text));
  }
}

IntervalCounter::IntervalCounter(IntervalCounter&&) noexcept = default;
IntervalCounter& IntervalCounter::operator=(IntervalCounter&&) noexcept = default;
IntervalCounter::~IntervalCounter() = default;

std::size_t IntervalCounter::count(std::size_t start, std::size_t end) const {
  return ruled_ == nullptr ? prepared_->count(start, end) : ruled_->count(start, end);
}

std::size_t IntervalCounter::size() const noexcept { return ruled_ == nullptr ? prepared_->size() : ruled_->size(); }

}  // namespace tokmill
