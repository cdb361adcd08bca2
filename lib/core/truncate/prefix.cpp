#include "core/truncate/prefix_search.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/pretokenize/rules.hpp"
#include "core/truncate/check_utf8.hpp"
#include "core/truncate/ruled_search.hpp"
#include "core/unicode/char_class.hpp"
#include "core/unicode/utf8.hpp"
#include "tokmill/truncate.hpp"

namespace tokmill::truncate {
namespace {

// Up to this size, every end is tried one by one. For larger sizes, an upper bound is computed first.
constexpr std::size_t exhaustive_size = bpe::longest_short_merge;

// Pieces of more bytes than this are counted by PrefixCounts, which stops soon after `max` tokens.
constexpr std::size_t longest_at_once(std::size_t max) {
  constexpr std::size_t bytes_per_token = 8;
  constexpr std::size_t most = 1024;
  return max < most / bytes_per_token ? std::max(max * bytes_per_token, bpe::longest_short_merge) : most;
}

// Up to this limit, prefixes are found token by token from their start, without merging the text that follows them.
constexpr std::size_t most_few_tokens = 16;

// The search is over a part of the text. Its result is the result for the whole text if every end in the last
// `margin_tokens` times the size L of the longest token of the part is known to be too far. Proof, for L > 1; for L = 1,
// each byte is a token:
// - Text after the part does not change the pieces before the one that exceeds the limit, except as bound_if_joined()
//   says. Nor that one, if it ends more than 2 bytes before the end of the part, which can cut a contraction such as `'re`.
//   If it ends later, more text can move its end to a position from 4 bytes before the end of the part on: the last
//   character of white space or of control characters may belong to the next word.
// - No merge spans a boundary between two tokens, and the merges on its left do not depend on text on its right. So the
//   part of a piece up to any such boundary has, alone, the same tokens there: fewer than the piece. One of any L
//   positions is such a boundary, and upper_bound() knows of all the last 4 L - 2 bytes of the part, also of those within
//   characters, that a piece that ends there has too many tokens. So has one that ends after them.
// So it does not matter that a longer piece can have fewer tokens, nor by how many.
constexpr std::size_t margin_tokens = 4;

// The maximum number of pieces before a cut piece that the cut can change. A piece depends on the text after it in three
// cases only. A run of white space is split into at most three pieces, depending on where it ends. A run of control
// characters of DeepSeek is split into two if a word follows. And the end of a word of the family of o200k depends on the
// text after its upper-case letters, which does not change any piece before the cut one. So three would be enough.
constexpr std::size_t max_changed_pieces = 4;

constexpr auto starts_before = [](const auto& piece, std::size_t at) { return piece.start < at; };

bool is_white(unicode::CharClass char_class) { return contains(unicode::white_space, char_class); }

}  // namespace

void PrefixSearch::set_text(std::string_view text) {
  encoder_.emplace(data_);
  whole_ = text;
  text_ = {};
  start_ = std::string_view::npos;
  now_.clear();
  before_.clear();
  total_end_ = 0;
  run_start_ = run_end_ = 0;
  last_run_start_ = std::string_view::npos;
  few_tokens_start_ = std::string_view::npos;
}

Prefix PrefixSearch::longest(std::size_t start, std::size_t limit, std::size_t expected_size) {
  if (const auto prefix = longest_in_run(start, limit, expected_size)) return *prefix;
  if (const auto prefix = longest_in_reach(start, limit)) return *prefix;
  constexpr std::size_t bytes_per_token = 8;
  const std::size_t rest = whole_.size() - start;
  const std::size_t all = std::min(rest, reach(data_, limit));
  if (expected_size == 0) expected_size = limit < all / bytes_per_token ? limit * bytes_per_token : all;
  const std::size_t margin = margin_tokens * data_.vocabulary.max_token_size();
  std::size_t searched = std::min(expected_size + expected_size / 8, all) + 2 * margin;
  while (true) {
    const bool is_all = searched >= all;
    std::size_t size = std::min(searched, all);
    while (!unicode::is_character_boundary(whole_, start + size)) --size;
    if (size == 0) return {0, 0};
    set_part(start, start + size, limit);
    if (auto prefix = longest_in_part(is_all ? 0 : margin)) {
      // If all ends were searched, up to the reach of the limit, the last character may be cut off there.
      prefix->decisive = is_all ? (all < rest ? all : 0) : size;
      return *prefix;
    }
    searched *= 2;
  }
}

// The longest part, if it is inside a run of characters of one class: it is one piece then, whatever follows, so neither
// the end of the piece nor a margin has to be looked at. nullopt if the result depends on text after the run.
std::optional<Prefix> PrefixSearch::longest_in_run(std::size_t start, std::size_t limit, std::size_t expected_size) {
  // The last characters of a run may be in another piece than those before them.
  constexpr std::size_t margin = 32;
  if (expected_size == 0 || !is_run(start, expected_size + margin)) return std::nullopt;
  const std::string_view part = whole_.substr(start);
  bpe::PrefixCounts& last = run_counts_[last_run_];
  last.forget_earlier();
  const bool is_merged = last_run_start_ <= start && start < last_run_start_ + last.merged_size();
  last_run_ = 1 - last_run_;
  last_run_start_ = start_ = start;
  bpe::PrefixCounts& counts = run_counts_[last_run_];
  counts.restart(part, is_merged ? &last : nullptr);

  if (has_few_tokens(start, limit)) {
    const std::size_t decisive = few_tokens_.decisive_size();
    if (!is_run(start, decisive + margin)) return std::nullopt;
    std::size_t size = few_tokens_.longest();
    while (!unicode::is_character_boundary(part, size) || !few_tokens_.has(size, limit)) --size;
    return Prefix{size, few_tokens_.tokens(size), decisive + margin};
  }
  std::size_t size = counts.longest(limit, part.size());
  const std::size_t decisive = counts.decisive_size();
  if (decisive == 0 || !is_run(start, decisive + margin)) return std::nullopt;
  // A piece that is a token is one token even if merging it would give more.
  const bpe::TokenId longest_token = data_.vocabulary.longest_match(part.data(), part.data() + part.size());
  const std::size_t longest_whole = data_.vocabulary.max_whole_piece_size();
  if (std::max(data_.vocabulary.token_size(longest_token), longest_whole) > size) return std::nullopt;
  while (size > 0 && (!unicode::is_character_boundary(part, size) || counts[size] > limit)) --size;
  const bool is_token = size > 0 && data_.vocabulary.find_whole(part.substr(0, size)) != bpe::no_token;
  return Prefix{size, is_token ? 1 : counts[size], decisive + margin};
}

// Whether prefixes are found token by token. That misses tokens that merging does not make, which only whole pieces are.
bool PrefixSearch::is_few(std::size_t limit) const noexcept {
  return limit <= most_few_tokens && data_.vocabulary.max_whole_piece_size() == 0;
}

// Finds the prefixes of the text from `start` on with at most `limit` tokens, as if it were one piece. Returns false if
// there is too much work.
bool PrefixSearch::has_few_tokens(std::size_t start, std::size_t limit) {
  if (!is_few(limit)) return false;
  if (few_tokens_start_ != start || few_tokens_limit_ != limit) {
    few_tokens_start_ = start;
    few_tokens_limit_ = limit;
    few_tokens_are_known_ = few_tokens_.find(whole_.substr(start), limit);
  }
  return few_tokens_are_known_;
}

// The longest part, if the limit is so small that it is soon known how far its tokens can reach, however the text is
// split into pieces: the text after that need not be looked at.
std::optional<Prefix> PrefixSearch::longest_in_reach(std::size_t start, std::size_t limit) {
  if (!is_few(limit)) return std::nullopt;
  const std::string_view rest = whole_.substr(start);
  const bpe::TokenReach reach = bpe::token_reach(data_.vocabulary, rest, limit);
  if (!reach.is_known) return std::nullopt;
  std::size_t size = reach.size;
  while (!unicode::is_character_boundary(rest, size)) --size;
  if (size == 0) return Prefix{0, 0};
  set_part(start, start + size, limit);
  std::optional<Prefix> prefix = longest_in_part(0);
  if (prefix && reach.decisive <= rest.size()) prefix->decisive = reach.decisive;
  return prefix;
}

// Whether the `size` bytes from `start` on are characters of one class, other than white space, whose pieces depend on
// where they end, and numbers, which are pieces of three digits.
bool PrefixSearch::is_run(std::size_t start, std::size_t size) {
  const pretokenize::Alphabet alphabet = pretokenize::rules_of(data_.pattern).alphabet;
  const auto class_at = [this, alphabet](std::size_t at) {
    return pretokenize::character_at(alphabet, whole_.data() + at).char_class;
  };
  if (size > whole_.size() - start) return false;
  const unicode::CharClass run_class = class_at(start);
  if (is_white(run_class) || run_class == unicode::CharClass::number) return false;
  if (start < run_start_ || start >= run_end_) run_start_ = run_end_ = start;
  while (run_end_ < start + size && class_at(run_end_) == run_class) run_end_ += unicode::size_from_lead(whole_[run_end_]);
  return run_end_ >= start + size;
}

void PrefixSearch::set_part(std::size_t start, std::size_t end, std::size_t limit) {
  std::swap(now_, before_);
  for (auto& [_, counts] : before_.long_pieces) counts.forget_earlier();
  now_.clear();
  start_ = start;
  last_run_start_ = std::string_view::npos;
  text_ = whole_.substr(0, end);
  limit_ = limit;
  total_end_ = 0;
}

// The longest part, or nullopt if it may end in the last `margin` bytes of the part that is searched, or after it. If
// `margin` is 0, no longer part is needed.
std::optional<Prefix> PrefixSearch::longest_in_part(std::size_t margin) {
  if (const auto tokens = split_until_overflow()) {
    return margin == 0 ? std::optional<Prefix>({text_.size() - start_, *tokens}) : std::nullopt;
  }
  const std::size_t bound = margin == 0 ? upper_bound() : std::max(upper_bound(), bound_if_joined());
  if (text_.size() - bound < margin) return std::nullopt;
  for (std::size_t end = bound; end > start_; --end) {
    if (!unicode::is_character_boundary(text_, end)) continue;
    if (const auto tokens = count_if_fits(end)) return Prefix{end - start_, *tokens};
  }
  return Prefix{0, 0};
}

// An upper bound if text after the part joins the piece that exceeds the limit with the one before or after it; 0 if it
// cannot. A word of o200k that ends with an uncased letter goes on with the upper-case letters after it if a lower-case
// letter follows them. If they reach the end of the part, that is not known yet.
std::size_t PrefixSearch::bound_if_joined() {
  const pretokenize::Rules& rules = pretokenize::rules_of(data_.pattern);
  if (rules.family != pretokenize::Family::o200k) return 0;
  const auto is_in = [&](pretokenize::ClassSet classes, std::size_t at) {
    const auto one = pretokenize::character_at(rules.alphabet, text_.data() + at).char_class;
    return pretokenize::contains(classes, one);
  };
  const bool is_last = overflow_end_ == text_.size();
  const std::size_t upper = is_last ? now_.pieces.back().start : overflow_end_;
  for (std::size_t at = upper; at < text_.size(); at += unicode::size_from_lead(text_[at])) {
    if (!is_in(unicode::set_of(unicode::CharClass::upper), at)) return 0;
  }
  if (upper == start_) return 0;
  std::size_t before = upper - 1;
  while (!unicode::is_character_boundary(text_, before)) --before;
  if (!is_in(pretokenize::any_case_classes, before)) return 0;
  const Piece& word = now_.pieces[now_.pieces.size() - (is_last ? 2 : 1)];
  return longest_from(word.start, limit_ - word.tokens_before, text_.size());
}

// Finds the pieces up to and including the one that exceeds the limit. If none does, returns the number of tokens.
std::optional<std::size_t> PrefixSearch::split_until_overflow() {
  constexpr std::size_t few = 8;
  const char* ends[pretokenize::window_size];
  std::size_t at_a_time = std::min(pretokenize::window_size, limit_ + max_changed_pieces);
  std::size_t at = start_;
  std::size_t tokens = 0;
  auto known = std::lower_bound(before_.pieces.begin(), before_.pieces.end(), at, starts_before);
  const auto known_end = end_of_known_pieces();
  while (at < text_.size()) {
    while (known < known_end && known->start < at) ++known;
    if (known < known_end && known->start == at) {
      for (; known < known_end; ++known) {
        now_.pieces.push_back({at, tokens});
        tokens += known[1].tokens_before - known->tokens_before;
        at = known[1].start;
        if (tokens > limit_) {
          overflow_end_ = at;
          return std::nullopt;
        }
      }
      at_a_time = std::min(at_a_time, few);
    }
    // Mostly, the piece after the next one is known.
    const std::size_t capacity = known < known_end ? 1 : at_a_time;
    const pretokenize::SplitFunction pre_tokenizer =
        capacity < pretokenize::window_size ? data_.few_pieces : data_.pre_tokenizer;
    const std::size_t count = pre_tokenizer(text_.data() + at, text_.data() + text_.size(), ends, capacity);
    for (std::size_t i = 0; i < count; ++i) {
      now_.pieces.push_back({at, tokens});
      const auto end = static_cast<std::size_t>(ends[i] - text_.data());
      tokens += count_up_to(at, end, limit_ - tokens);
      if (tokens > limit_) {
        overflow_end_ = end;
        return std::nullopt;
      }
      at = end;
    }
  }
  return tokens;
}

// The end of the pieces of the previous search that are pieces of this part too: those that neither the end of this
// part nor that of the previous one can change. The piece after each of them is known, and its number of tokens.
std::vector<PrefixSearch::Piece>::const_iterator PrefixSearch::end_of_known_pieces() const {
  constexpr std::size_t margin = max_changed_pieces + 2;
  const auto& pieces = before_.pieces;
  const auto in_part = std::lower_bound(pieces.begin(), pieces.end(), text_.size(), starts_before);
  return pieces.begin() + std::max<std::ptrdiff_t>(0, (in_part - pieces.begin()) - static_cast<std::ptrdiff_t>(margin));
}

// The number of tokens of a piece. If it exceeds `max`, returns any number greater than `max`.
std::size_t PrefixSearch::count_up_to(std::size_t start, std::size_t end, std::size_t max) {
  const std::string_view piece = text_.substr(start, end - start);
  const std::size_t at_once = reuse_ == Reuse::yes ? bpe::longest_short_merge : longest_at_once(max);
  if (piece.size() <= std::max(at_once, data_.vocabulary.max_whole_piece_size())) return encoder_->count(piece);
  bpe::PrefixCounts& counts = counts_from(start);
  return counts.longest(max, piece.size()) < piece.size() ? max + 1 : counts[piece.size()];
}

bpe::PrefixCounts& PrefixSearch::counts_from(std::size_t start) {
  const auto found = now_.long_pieces.find(start);
  if (found != now_.long_pieces.end()) return found->second;
  return now_.long_pieces.try_emplace(start, data_.vocabulary, text_.substr(start), earlier_counts(before_, start))
      .first->second;
}

// The number of pieces that the part up to `end` has in common with the longer part of `now_`.
std::size_t PrefixSearch::unchanged_pieces(std::size_t end) const {
  const auto after = std::lower_bound(now_.pieces.begin(), now_.pieces.end(), end, starts_before);
  // The number of pieces that start before `end`; the last of them is cut.
  const auto started = static_cast<std::size_t>(after - now_.pieces.begin());
  // The cut changes other pieces only if it ends in white space or control characters.
  std::size_t last = end - 1;
  while (!unicode::is_character_boundary(text_, last)) --last;
  const bool changes_others = end_of_white_space(last, end) == end || pretokenize::is_gap(data_.pattern, text_.data() + last);
  return started - std::min(started, changes_others ? max_changed_pieces : 1);
}

// The number of tokens of the prefix that ends at `end`, or nullopt if it exceeds the limit.
std::optional<std::size_t> PrefixSearch::count_if_fits(std::size_t end) {
  // The number of pieces that start before `end`; the last of them is cut.
  const Piece& unchanged = now_.pieces[unchanged_pieces(end)];
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
std::size_t PrefixSearch::count_cut(std::size_t start, std::size_t end, std::size_t max) {
  const std::string_view piece = text_.substr(start, end - start);
  if (piece.size() <= bpe::longest_short_merge || data_.vocabulary.find_whole(piece) != bpe::no_token) {
    return encoder_->count(piece);
  }
  return now_.long_pieces.contains(start) ? counts_from(start)[piece.size()] : count_up_to(start, end, max);
}

// An upper bound: every prefix with a greater end has more than `limit_` tokens.
std::size_t PrefixSearch::upper_bound() {
  std::size_t first = now_.pieces.size() - 1;
  std::size_t end = overflow_end_;
  // If the piece starts with a blank, a text that ends after the blank may have it in one piece with the white space
  // before it.
  const std::size_t after_blank = end_of_white_space(now_.pieces[first].start, end);
  if (after_blank == end) {
    // A run of white space that is cut anywhere may be one piece.
    while (first > 0 && is_white_piece(now_.pieces[first - 1].start, now_.pieces[first].start)) --first;
    end = end_of_white_space(end, text_.size());
  } else if (end < text_.size() && pretokenize::is_gap(data_.pattern, text_.data() + now_.pieces[first].start) &&
             pretokenize::is_gap(data_.pattern, text_.data() + end)) {
    // A run of control characters that is cut before the word after it is one piece.
    end += unicode::size_from_lead(text_[end]);
  }
  const std::size_t start = now_.pieces[first].start;
  if (end - start <= exhaustive_size) return end;

  // The text from `start` to the cut is one piece, or two. In the second case, the first piece ends at the last
  // possible position (after a line break or an uncased letter), so a later cut never makes it shorter.
  const std::size_t left = limit_ - now_.pieces[first].tokens_before;
  std::size_t bound = longest_from(start, left, end);
  while (bound > start) {
    const std::size_t next_bound = longest_after(start, first_end(start, bound), left, end);
    if (next_bound <= bound) break;
    bound = next_bound;
  }
  // Text after the part can divide white space that is one piece up to the end of the text.
  if (after_blank == overflow_end_ && end == text_.size() &&
      pretokenize::rules_of(data_.pattern).newlines == pretokenize::Newlines::unless_text_ends) {
    std::size_t middle = end;
    while (middle > start && text_[middle - 1] != '\n' && text_[middle - 1] != '\r') --middle;
    if (middle > start && middle <= bound) bound = std::max(bound, longest_after(start, middle, left, end));
  }
  // A text may also end after a control character that is the prefix of a word.
  const std::size_t after_prefix =
      pretokenize::is_gap(data_.pattern, text_.data() + start) ? start + unicode::size_from_lead(text_[start]) : after_blank;
  return after_prefix < overflow_end_ ? std::max(bound, after_prefix) : bound;
}

// The end of the first piece of the part from `start` to `end`.
std::size_t PrefixSearch::first_end(std::size_t start, std::size_t end) const {
  const char* piece_end = nullptr;
  data_.few_pieces(text_.data() + start, text_.data() + end, &piece_end, 1);
  return static_cast<std::size_t>(piece_end - text_.data());
}

// The same as longest_from() for two pieces, of which the first one ends at `middle`; 0 if that one has `max` tokens.
std::size_t PrefixSearch::longest_after(std::size_t start, std::size_t middle, std::size_t max, std::size_t end) {
  const std::size_t before = is_whole_piece(start, middle) ? 1 : counts_from(start)[middle - start];
  return before < max ? longest_from(middle, max - before, end) : 0;
}

// The end, at most `end`, of the longest possible piece that starts at `start` and has at most `max` tokens.
std::size_t PrefixSearch::longest_from(std::size_t start, std::size_t max, std::size_t end) {
  std::size_t longest = start + counts_from(start).longest(max, end - start);
  longest = std::max(longest, std::min(end, start + data_.vocabulary.max_whole_piece_size()));
  while (!unicode::is_character_boundary(text_, longest)) ++longest;
  return longest;
}

bool PrefixSearch::fits(std::size_t start, std::size_t end, std::size_t limit) {
  if (start_ == last_run_start_) return fits_in_run(start, end, limit);
  if (total_end_ != end) {
    total_end_ = end;
    total_ = count_if_fits(end).value_or(limit_ + 1);
    common_ = unchanged_pieces(end);
  }
  auto next = std::lower_bound(now_.pieces.begin(), now_.pieces.end(), start, starts_before);
  const auto common_end = now_.pieces.begin() + static_cast<std::ptrdiff_t>(common_ + 1);
  std::size_t tokens = 0;
  while (start < end && tokens <= limit) {
    while (next < common_end && next->start < start) ++next;
    if (next < common_end && next->start == start) return tokens + (total_ - next->tokens_before) <= limit;
    const char* piece_end = nullptr;
    data_.few_pieces(text_.data() + start, text_.data() + end, &piece_end, 1);
    const std::string_view piece(text_.data() + start, piece_end);
    const bool is_short = piece.size() <= std::max(bpe::longest_short_merge, data_.vocabulary.max_whole_piece_size());
    const bpe::PrefixCounts* const earlier = is_short ? nullptr : earlier_counts(now_, start);
    tokens += earlier == nullptr ? encoder_->count(piece)
                                 : bpe::PrefixCounts(data_.vocabulary, piece, earlier)[piece.size()];
    start += piece.size();
  }
  return tokens <= limit;
}

// The same, if the last part is inside a run.
bool PrefixSearch::fits_in_run(std::size_t start, std::size_t end, std::size_t limit) {
  // The next part mostly starts here, with the limit of the last one.
  if (limit <= few_tokens_limit_ && has_few_tokens(start, few_tokens_limit_)) {
    return few_tokens_.has(end - start, limit);
  }
  const std::string_view piece = whole_.substr(start, end - start);
  if (piece.size() <= bpe::longest_short_merge || data_.vocabulary.find_whole(piece) != bpe::no_token) {
    return encoder_->count(piece) <= limit;
  }
  rest_of_run_.restart(piece, &run_counts_[last_run_]);
  return rest_of_run_[piece.size()] <= limit;
}

// The counts of a long piece that has its start before or at `start` and has been merged beyond it; null if there are
// none.
const bpe::PrefixCounts* PrefixSearch::earlier_counts(const Found& found, std::size_t start) {
  const auto after = found.long_pieces.upper_bound(start);
  if (after == found.long_pieces.begin()) return nullptr;
  const auto& [earlier_start, counts] = *std::prev(after);
  return earlier_start + counts.merged_size() > start ? &counts : nullptr;
}

// Whether merging does not make the token that [start, end) is.
bool PrefixSearch::is_whole_piece(std::size_t start, std::size_t end) const {
  const std::string_view piece = text_.substr(start, end - start);
  return piece.size() <= data_.vocabulary.max_whole_piece_size() &&
         data_.vocabulary.find_unreachable(piece, bpe::hash_piece(piece)) != bpe::no_token;
}

bool PrefixSearch::is_white_piece(std::size_t start, std::size_t end) const {
  return end_of_white_space(start, end) == end;
}

std::size_t PrefixSearch::end_of_white_space(std::size_t at, std::size_t end) const {
  while (at < end) {
    const unicode::Decoded character = unicode::decode_well_formed(text_.data() + at);
    if (!is_white(unicode::char_class(character.code_point))) break;
    at += character.size;
  }
  return at;
}

Prefix longest_prefix_unchecked(const EncodingData& data, std::string_view text, std::size_t limit,
                                std::size_t expected_size) {
  if (data.rules != nullptr) return RuledSearch(data).longest_prefix(text, limit);
  return PrefixSearch(data, text, Reuse::no).longest(0, limit, expected_size);
}

}  // namespace tokmill::truncate

namespace tokmill::inline TOKMILL_ABI {

Result<std::size_t> longest_prefix(const Encoding& encoding, std::string_view text, std::size_t max_tokens) {
  if (Result<void> checked = truncate::check_utf8(text); !checked) return std::move(checked).error();
  return truncate::longest_prefix_unchecked(EncodingAccess::data(encoding), text, max_tokens).size;
}

std::size_t max_text_size(const Encoding& encoding, std::size_t max_tokens) {
  const EncodingData& data = EncodingAccess::data(encoding);
  if (data.rules != nullptr) return truncate::RuledReach(data).max_text_size(max_tokens);
  return truncate::reach(data, max_tokens);
}

}  // namespace tokmill
