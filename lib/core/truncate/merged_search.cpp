#include "core/truncate/merged_search.hpp"

#include <algorithm>
#include <variant>

#include "core/unicode/utf8.hpp"

namespace tokmill::truncate {
namespace {

// Up to this limit, prefixes are found token by token.
constexpr std::size_t most_few_tokens = 16;

// Runs of at most this size are counted at once, with the piece cache.
constexpr std::size_t longest_at_once = 32;

// The size of the first part to look at for a limit.
std::size_t first_window(std::size_t limit) {
  constexpr std::size_t least = 128;
  constexpr std::size_t bytes_per_token = 8;
  constexpr std::size_t most = std::size_t{1} << 20;
  return std::clamp(std::min(limit, most) * bytes_per_token, least, most);
}

bool is_character(std::string_view text) { return text.size() == unicode::size_from_lead(text[0]); }

// Whether each character becomes one, and more characters may be inserted at the start only.
bool maps_characters(const Normalizer& normalizer) {
  const auto* const replace = std::get_if<Replace>(&normalizer);
  if (replace == nullptr) return std::holds_alternative<Prepend>(normalizer);
  return is_character(replace->pattern) && !replace->content.empty() && is_character(replace->content);
}

// The size of the text that the first `size` bytes of `normalized` are made of, if each character becomes one.
std::size_t source_size(std::string_view text, std::string_view normalized, std::size_t size) {
  if (text.data() == normalized.data() || text.size() == normalized.size()) {
    if (text == normalized) return size;
  }
  std::size_t source = 0;
  for (std::size_t at = 0; at < size; at += unicode::size_from_lead(normalized[at])) {
    source += unicode::size_from_lead(text[source]);
  }
  return source;
}

std::string_view start_of(std::string_view text, std::size_t size) {
  size = std::min(size, text.size());
  while (!unicode::is_character_boundary(text, size)) --size;
  return text.substr(0, size);
}

}  // namespace

MergedSearch::MergedSearch(const EncodingData& data)
    : data_(data),
      is_possible_(data.rules->merges_alone && data.rules->normalized_tokens.empty() &&
                   std::ranges::all_of(data.rules->normalizers, maps_characters)),
      counter_(data), few_tokens_(data.vocabulary), counts_(data.vocabulary, {}), suffix_counts_(data.vocabulary, {}) {
  if (!is_possible_) return;
  constexpr std::string_view any = "a";
  inserted_ = normalize(data.rules->normalizers, any, SegmentPart::start, buffers_).size();
  inserted_ -= normalize(data.rules->normalizers, any, SegmentPart::rest, buffers_).size();
}

std::optional<Prefix> MergedSearch::longest_prefix(std::string_view text, SegmentPart part, std::size_t limit) {
  if (!is_possible_) return std::nullopt;
  const std::size_t inserted = part == SegmentPart::start ? inserted_ : 0;
  for (std::size_t size = first_window(limit);; size *= 2) {
    const std::size_t plain = end_of_plain(text, size);
    const std::string_view window = start_of(text, std::min(size, plain));
    if (window.empty()) return std::nullopt;
    const std::string_view normalized = normalize(data_.rules->normalizers, window, part, buffers_);
    const Part found = prefix_of(normalized, limit);
    const bool is_all = window.size() == text.size();
    if (found.decisive == 0 && !is_all) {
      if (plain < size) return std::nullopt;  // an added token follows
      continue;
    }
    const std::string_view own = normalized.substr(inserted);
    const auto in_text = [&](std::size_t end) {
      return end <= inserted ? 0 : source_size(window, own, std::min(end, normalized.size()) - inserted);
    };
    Prefix prefix{in_text(found.size), found.tokens};
    if (prefix.size == 0) prefix.tokens = 0;
    // An added token that starts in the decisive text is seen.
    constexpr std::size_t longest_character = 4;
    const std::size_t seen = in_text(found.decisive) + data_.rules->raw_tokens.longest() + longest_character;
    if (found.decisive > 0 && seen <= text.size()) prefix.decisive = seen;
    return prefix;
  }
}

// The size of the start of `text` in which no added token starts. More than `enough` need not be found.
std::size_t MergedSearch::end_of_plain(std::string_view text, std::size_t enough) {
  const AddedTokens& tokens = data_.rules->raw_tokens;
  if (tokens.empty()) return text.size();
  const char* const start = text.data();
  const char* const end = start + text.size();
  if (plain_start_ == nullptr || start < plain_start_ || start > plain_end_) plain_start_ = plain_end_ = start;
  while (plain_end_ != end && static_cast<std::size_t>(plain_end_ - start) < enough) {
    constexpr std::size_t block = std::size_t{1} << 12;
    const auto rest = static_cast<std::size_t>(end - plain_end_);
    const std::size_t size = std::min(rest, std::max(block, enough));
    const std::string_view searched(plain_end_, std::min(rest, size + tokens.longest()));
    const std::size_t found = tokens.find(searched);
    plain_end_ += std::min(found, size);
    if (found < size) break;
  }
  return static_cast<std::size_t>(plain_end_ - start);
}

// The longest prefix that ends between two characters.
MergedSearch::Part MergedSearch::prefix_of(std::string_view normalized, std::size_t limit) {
  const char* const start = normalized.data();
  const char* const end = start + normalized.size();
  std::size_t left = limit;
  bool is_after_gap = false;
  const auto part_to = [&](const char* at, const char* decisive) {
    const std::size_t known = decisive == nullptr ? 0 : static_cast<std::size_t>(decisive - start);
    return Part{static_cast<std::size_t>(at - start), limit - left, known};
  };
  for (const char* at = start; at != end;) {
    const char* const run_end = end_of_run(at, end);
    if (const auto size = static_cast<std::size_t>(run_end - at); size > 0) {
      const std::string_view run(at, size);
      std::size_t tokens = size <= longest_at_once ? counter_.count(run) : left + 1;
      if (tokens > left) {
        const Part found = prefix_of_run(run, left);
        if (found.size < size) {
          const char* decisive = at + found.decisive;
          // If all of the run decides, so does that it ends.
          if (found.decisive == 0) decisive = run_end == end ? nullptr : run_end + unicode::size_from_lead(*run_end);
          left -= found.tokens;
          return part_to(at + found.size, decisive);
        }
        tokens = found.tokens;
      }
      left -= tokens;
      at = run_end;
      is_after_gap = false;
      if (at == end) break;
    }
    const char* const after = at + unicode::size_from_lead(*at);
    const std::size_t tokens = gap_tokens(at, is_after_gap);
    if (tokens > left) return part_to(at, after);
    left -= tokens;
    at = after;
    is_after_gap = true;
  }
  return part_to(end, nullptr);
}

// The same for characters that the vocabulary has.
MergedSearch::Part MergedSearch::prefix_of_run(std::string_view run, std::size_t limit) {
  if (limit == 0) return {0, 0, unicode::size_from_lead(run[0])};
  const auto decisive_in = [&](std::size_t size) { return size <= run.size() ? size : 0; };
  if (limit <= most_few_tokens && few_tokens_.find(run, limit)) {
    std::size_t size = few_tokens_.longest();
    while (!unicode::is_character_boundary(run, size) || !few_tokens_.has(size, limit)) --size;
    return {size, few_tokens_.tokens(size), decisive_in(few_tokens_.decisive_size())};
  }
  counts_.restart(run, nullptr);
  std::size_t size = counts_.longest(limit, run.size());
  const std::size_t decisive = counts_.decisive_size();
  while (size > 0 && (!unicode::is_character_boundary(run, size) || counts_[size] > limit)) --size;
  return {size, counts_[size], decisive_in(decisive)};
}

std::optional<std::size_t> MergedSearch::longest_suffix(std::string_view text, std::size_t limit) {
  const TextRules& rules = *data_.rules;
  if (!is_possible_) return std::nullopt;
  const bool fuses = rules.gaps.characters != nullptr && rules.gaps.characters->fuses();
  if (inserted_ > 0 && (limit == 0 || fuses)) return std::nullopt;
  const std::size_t longest = data_.vocabulary.max_token_size();
  for (std::size_t size = first_window(limit) + longest;; size *= 2) {
    std::size_t start = text.size() - std::min(size, text.size());
    while (!unicode::is_character_boundary(text, start)) --start;
    const std::string_view window = text.substr(start);
    if (rules.raw_tokens.find(window) < window.size()) return std::nullopt;
    const std::string_view normalized = normalize(rules.normalizers, window, SegmentPart::rest, buffers_);
    // What is inserted is at least one token, which may include some of the text after it.
    std::size_t first = suffix_of(normalized, limit - (inserted_ > 0 ? 1 : 0));
    // The suffixes that start in `longest` bytes have too many tokens, and so have all longer ones: they have one of
    // these starts between two tokens.
    if (start > 0 && first < 2 * longest) continue;
    if (inserted_ > 0) first -= std::min(first, longest);
    while (!unicode::is_character_boundary(normalized, first)) --first;
    std::size_t found = source_size(window, normalized, first);
    if (inserted_ == 0) return start + found;
    for (; found < window.size(); found += unicode::size_from_lead(window[found])) {
      const std::string_view suffix =
          normalize(rules.normalizers, window.substr(found), SegmentPart::start, buffers_);
      if (prefix_of(suffix, limit).size == suffix.size()) break;
    }
    return start + found;
  }
}

// The start of the longest suffix that starts between two characters.
std::size_t MergedSearch::suffix_of(std::string_view normalized, std::size_t limit) {
  const char* const start = normalized.data();
  std::size_t left = limit;
  bool is_before_gap = false;
  for (const char* at = start + normalized.size(); at != start;) {
    const char* const run_start = start_of_run(start, at);
    if (run_start != at) {
      const std::string_view run(run_start, static_cast<std::size_t>(at - run_start));
      std::size_t tokens = run.size() <= longest_at_once ? counter_.count(run) : left + 1;
      if (tokens > left) {
        suffix_counts_.restart(run, nullptr);
        std::size_t size = left == 0 ? 0 : suffix_counts_.longest(left, run.size());
        while (size > 0 && (!unicode::is_character_boundary(run, run.size() - size) || suffix_counts_[size] > left)) {
          --size;
        }
        if (size < run.size()) return static_cast<std::size_t>(at - size - start);
        tokens = suffix_counts_[size];
      }
      left -= tokens;
      at = run_start;
      is_before_gap = false;
      if (at == start) break;
    }
    const char* const before = unicode::previous_character(at);
    const std::size_t tokens = gap_tokens(before, is_before_gap);
    if (tokens > left) return static_cast<std::size_t>(at - start);
    left -= tokens;
    at = before;
    is_before_gap = true;
  }
  return 0;
}

// The number of tokens of a character that the vocabulary lacks, next to another one or not.
std::size_t MergedSearch::gap_tokens(const char* at, bool is_after_gap) const noexcept {
  const bpe::CharacterGaps::Rule& rule = data_.rules->gaps.characters->rule();
  if (!rule.byte_tokens.empty()) return unicode::size_from_lead(*at);
  return is_after_gap && data_.rules->gaps.characters->fuses() ? 0 : 1;
}

// The end of the characters from `at` on that the vocabulary has.
const char* MergedSearch::end_of_run(const char* at, const char* end) const noexcept {
  const bpe::CharacterGaps* const characters = data_.rules->gaps.characters.get();
  return characters == nullptr ? end : characters->find(at, end);
}

// The start of those up to `at`.
const char* MergedSearch::start_of_run(const char* start, const char* at) const noexcept {
  const bpe::CharacterGaps* const characters = data_.rules->gaps.characters.get();
  if (characters == nullptr) return start;
  while (at != start) {
    const char* const before = unicode::previous_character(at);
    if (characters->lacks(before)) break;
    at = before;
  }
  return at;
}

}  // namespace tokmill::truncate
