#include "core/truncate/ruled_search.hpp"

#include <algorithm>

#include "core/unicode/utf8.hpp"

namespace tokmill::truncate {
namespace {

// How much text is counted at once for a number of tokens: somewhat less than they mostly have.
std::size_t usual_size(std::size_t tokens) {
  constexpr std::size_t bytes_per_token = 3;
  constexpr std::size_t least = 32;
  constexpr std::size_t most = std::size_t{1} << 16;
  return std::clamp(tokens < most / bytes_per_token ? tokens * bytes_per_token : most, least, most);
}

// If there is no cut in so much text, it is worth finding out how far the tokens can reach.
std::size_t long_size(std::size_t tokens) {
  constexpr std::size_t least = 2048;
  return least + 8 * usual_size(tokens);
}

// Up to this limit, prefixes are searched without looking for cuts first.
constexpr std::size_t few_tokens = 16;

// In shorter parts, every end is tried.
constexpr std::size_t exhaustive_size = 64;

}  // namespace

Prefix RuledSearch::longest_prefix(std::string_view text, std::size_t limit) {
  if (limit <= few_tokens) {
    if (const auto prefix = merged_prefix(text, limit, 0, limit)) return *prefix;
  }
  std::size_t at = 0;
  std::size_t tokens = 0;
  while (at < text.size()) {
    const std::size_t left = limit - tokens;
    if (!has_cut_after(text, at, left)) {
      if (const auto prefix = merged_prefix(text, limit, at, left)) return *prefix;
    }
    const Position next = next_position(text, at, left);
    const std::size_t found = counter_.count(text.substr(at, next.at - at), cuts_.part_at(text, at), left);
    if (found > left) return prefix_in(text, limit, {at, next.at, left, next.is_cut && next.at < text.size()});
    tokens += found;
    at = next.at;
  }
  return {at, tokens};
}

// Whether there is a cut, or the end of the text, soon after what that number of tokens usually covers.
bool RuledSearch::has_cut_after(std::string_view text, std::size_t from, std::size_t tokens) const {
  const std::size_t at = std::min(text.size(), from + usual_size(tokens));
  return text.size() - at <= long_size(tokens) || cuts_.first(text, at, long_size(tokens)) < text.size();
}

// The same for the tokens before `to`.
bool RuledSearch::has_cut_before(std::string_view text, std::size_t to, std::size_t tokens) const {
  const std::size_t size = usual_size(tokens) + long_size(tokens);
  if (to <= size) return true;
  const std::size_t end = to - usual_size(tokens);
  return cuts_.last(text, to - size, end) < end;
}

// The longest prefix that ends after the cut `start`, from which on `left` tokens are left.
std::optional<Prefix> RuledSearch::merged_prefix(std::string_view text, std::size_t limit, std::size_t start,
                                                 std::size_t left) {
  std::optional<Prefix> prefix = merged_.longest_prefix(text.substr(start), cuts_.part_at(text, start), left);
  if (!prefix) return prefix;
  prefix->size += start;
  prefix->tokens += limit - left;
  if (prefix->decisive == 0) return prefix;
  prefix->decisive = start + std::max(prefix->decisive, cuts_.end_margin());
  if (prefix->decisive > text.size()) prefix->decisive = 0;
  return prefix;
}

// The start of the longest suffix that starts before the cut `end`, up to which `left` tokens are left, if it is so far
// before the cut that it does not undo it.
std::optional<std::size_t> RuledSearch::merged_suffix(std::string_view text, std::size_t end, std::size_t left) {
  std::optional<std::size_t> start = merged_.longest_suffix(text.substr(0, end), left);
  if (start && end < text.size() && *start + cuts_.start_margin(text, end) > end) start.reset();
  return start;
}

// The first cut that is farther from `from` than `tokens` tokens usually reach.
RuledSearch::Position RuledSearch::next_position(std::string_view text, std::size_t from, std::size_t tokens) const {
  std::size_t at = std::min(text.size(), from + usual_size(tokens));
  for (std::size_t reach = long_size(tokens); at < text.size(); reach *= 2) {
    const std::size_t cut = cuts_.first(text, at, reach);
    if (cut < text.size()) return {cut, true};
    if (reach >= text.size() - at) break;
    at += reach;
    while (unicode::is_continuation(text[at])) --at;
    const RuledReach::Prefix covered = reach_.prefix(text.substr(from), cuts_.part_at(text, from), tokens);
    if (from + std::min(text.size(), covered.size) < at) return {at, false};
  }
  return {text.size(), true};
}

// Finds the longest prefix that ends in `part`.
Prefix RuledSearch::prefix_in(std::string_view text, std::size_t limit, Overflow part) {
  for (std::size_t cut; (cut = cuts_.between(text, part.start, part.end)) < part.end;) {
    const std::size_t found =
        counter_.count(text.substr(part.start, cut - part.start), cuts_.part_at(text, part.start), part.tokens_left);
    if (found > part.tokens_left) {
      part.end = cut;
      part.has_far_cut = true;
    } else {
      part.start = cut;
      part.tokens_left -= found;
    }
  }
  if (const auto prefix = merged_prefix(text, limit, part.start, part.tokens_left)) return *prefix;
  const SegmentPart segment_part = cuts_.part_at(text, part.start);
  std::size_t last = part.end - 1;
  std::size_t decisive = part.has_far_cut ? part.end + cuts_.end_margin() : RuledReach::unknown;
  if (last - part.start > exhaustive_size || !part.has_far_cut) {
    const RuledReach::Prefix reach = reach_.prefix(text.substr(part.start), segment_part, part.tokens_left);
    if (reach.size < last - part.start) last = part.start + reach.size;
    if (reach.decisive < text.size()) decisive = std::min(decisive, part.start + reach.decisive);
  }
  std::size_t size = part.start;
  std::size_t tokens = limit - part.tokens_left;
  for (std::size_t end = last; end > part.start; --end) {
    if (!unicode::is_character_boundary(text, end)) continue;
    const std::size_t found =
        counter_.count(text.substr(part.start, end - part.start), segment_part, part.tokens_left);
    if (found > part.tokens_left) continue;
    size = end;
    tokens += found;
    break;
  }
  return {size, tokens, decisive <= text.size() ? decisive : 0};
}

std::size_t RuledSearch::longest_suffix(std::string_view text, std::size_t limit) {
  std::size_t at = text.size();
  std::size_t tokens = 0;
  while (at > 0) {
    const std::size_t left = limit - tokens;
    if (!has_cut_before(text, at, left)) {
      if (const auto start = merged_suffix(text, at, left)) return *start;
    }
    const Position before = previous_position(text, at, left);
    const std::size_t found =
        counter_.count(text.substr(before.at, at - before.at), cuts_.part_at(text, before.at), left);
    if (found > left) return suffix_in(text, limit, {before.at, at, left, before.is_cut});
    tokens += found;
    at = before.at;
  }
  return 0;
}

// A cut that is farther before `to` than `tokens` tokens usually reach, or the start of the text.
RuledSearch::Position RuledSearch::previous_position(std::string_view text, std::size_t to, std::size_t tokens) const {
  std::size_t end = to;  // there is no cut in [end, to)
  for (std::size_t size = usual_size(tokens); size < end; size *= 2) {
    std::size_t at = end - size;
    while (unicode::is_continuation(text[at])) --at;
    if (at == 0) break;
    const std::size_t cut = cuts_.first(text, at, end - at);
    if (cut < end) return {cut, true};
    end = at;
    if (size > long_size(tokens) && at < reach_.suffix(text.substr(0, to), tokens)) return {at, false};
  }
  return {0, true};
}

// Finds the longest suffix that starts in `part` or a little before or after it.
std::size_t RuledSearch::suffix_in(std::string_view text, std::size_t limit, Overflow part) {
  for (std::size_t cut; (cut = cuts_.between(text, part.start, part.end)) < part.end;) {
    const std::size_t found =
        counter_.count(text.substr(cut, part.end - cut), cuts_.part_at(text, cut), part.tokens_left);
    if (found > part.tokens_left) {
      part.start = cut;
    } else {
      part.end = cut;
      part.tokens_left -= found;
    }
  }
  if (const auto start = merged_suffix(text, part.end, part.tokens_left)) return *start;
  // A start that is nearer to the first cut might undo it.
  const std::size_t first_margin = cuts_.start_margin(text, part.start);
  std::size_t start = part.start < first_margin ? 0 : part.start - first_margin + 1;
  if (part.end - part.start > exhaustive_size) {
    start = std::max(start, reach_.suffix(text.substr(0, part.end), part.tokens_left));
  }
  const std::size_t margin = cuts_.start_margin(text, part.end);
  for (; start < text.size(); ++start) {
    if (!unicode::is_character_boundary(text, start)) continue;
    const bool keeps_cut = start + margin <= part.end;
    const std::size_t end = keeps_cut ? part.end : text.size();
    const std::size_t most = keeps_cut ? part.tokens_left : limit;
    if (counter_.count(text.substr(start, end - start), SegmentPart::start, most) <= most) return start;
  }
  return text.size();
}

}  // namespace tokmill::truncate
