#include "core/tokenizer/ruled_cuts.hpp"

#include <algorithm>
#include <variant>

#include "core/tokenizer/normalize.hpp"
#include "core/tokenizer/text_rules.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {

RuledCuts::RuledCuts(const EncodingData& data) : data_(data), changes_starts_(data.rules->changes_starts()) {
  // The characters beside a cut, and the one after them, which the second may not combine with.
  constexpr std::size_t longest_character = 4;
  end_margin_ = 3 * longest_character;
  const TextRules& rules = *data.rules;
  if (rules.normalizers.empty()) return;
  // The text before a cut decides whether a token of the normalized text spans it (safe_cut_by_rules()), and the start
  // of a text can be normalized differently.
  constexpr std::size_t bytes_per_normalized_byte = 16;
  start_margin_ += bytes_per_normalized_byte * rules.normalized_tokens.longest();
  for (const Normalizer& normalizer : rules.normalizers) {
    if (const auto* const replace = std::get_if<Replace>(&normalizer)) {
      start_margin_ += replace->pattern.size();
      end_margin_ += replace->pattern.size();
    }
  }
}

std::size_t RuledCuts::first(std::string_view text, std::size_t from, std::size_t reach) const {
  const std::size_t last = reach < text.size() - from ? from + reach : text.size();
  for (std::size_t at = from; at < last; ++at) {
    if (unicode::is_continuation(text[at])) continue;
    at = safe_cut_by_rules(data_, text, at, last - at);
    if (at >= last) break;
    if (!changes_starts_ || !is_near_start(text, at)) return at;
  }
  return text.size();
}

std::size_t RuledCuts::last(std::string_view text, std::size_t from, std::size_t to) const {
  constexpr std::size_t least = 64;
  std::size_t end = to;  // there is no cut in [end, to)
  for (std::size_t size = least; end > from; size *= 2) {
    std::size_t start = end - from > size ? end - size : from;
    while (start > from && unicode::is_continuation(text[start])) --start;
    std::size_t found = end;
    for (std::size_t at = start; at < end; ++at) {
      at = first(text, at, end - at);
      if (at >= end) break;
      found = at;
    }
    if (found < end) return found;
    end = start;
  }
  return to;
}

std::size_t RuledCuts::between(std::string_view text, std::size_t start, std::size_t end) const {
  const std::size_t middle = start + (end - start + 1) / 2;
  const std::size_t after = first(text, middle, end - middle);
  if (after < end) return after;
  const std::size_t before = last(text, start + 1, middle);
  return before < middle ? before : end;
}

bool RuledCuts::is_near_start(std::string_view text, std::size_t at) const {
  const TextRules& rules = *data_.rules;
  NormalizeBuffers buffers;
  for (std::size_t start = at - std::min(at, start_margin_); start <= at; ++start) {
    const std::string_view before = text.substr(0, start);
    const bool may_start = start == 0 || std::ranges::any_of(rules.added, [&](const SpecialToken& token) {
                             return before.ends_with(token.name);
                           });
    if (!may_start) continue;
    if (start == at) return true;
    const std::string_view normalized =
        normalize(rules.normalizers, text.substr(start, at - start), SegmentPart::start, buffers);
    if (rules.normalized_tokens.may_span(normalized, normalized.size())) return true;
  }
  return false;
}

}  // namespace tokmill
