#include "core/tokenizer/text_rules.hpp"

#include <algorithm>
#include <string>
#include <variant>

#include "core/pretokenize/safe_cut.hpp"
#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/normalize.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

// Whether a token of the normalized text may span the cut at `at`. Normalizes a part of the text that decides about it.
bool may_normalized_token_span(const TextRules& rules, std::string_view text, std::size_t at) {
  if (rules.normalized_tokens.empty()) return false;
  // A character has at most four bytes, and no normal form has fewer than a quarter of its characters.
  const std::size_t enough = 16 * rules.normalized_tokens.longest();
  std::size_t start = at > enough ? at - enough : 0;
  while (unicode::is_continuation(text[start])) ++start;
  NormalizeBuffers buffers;
  const std::string_view normalized =
      normalize(rules.normalizers, text.substr(start, at - start), SegmentPart::rest, buffers);
  return rules.normalized_tokens.may_span(normalized, normalized.size());
}

}  // namespace

bool TextRules::changes_starts() const noexcept {
  return std::ranges::any_of(normalizers,
                             [](const Normalizer& normalizer) { return std::holds_alternative<Prepend>(normalizer); });
}

std::size_t safe_cut_by_rules(const EncodingData& data, std::string_view text, std::size_t from, std::size_t reach) {
  const TextRules& rules = *data.rules;
  const bool changes_starts = rules.changes_starts();
  // A normalized token may have the text that a normalizer inserts before it where a segment starts.
  if (changes_starts && !rules.normalized_tokens.empty()) return text.size();
  const std::size_t last = reach < text.size() - from ? from + reach : text.size();
  for (std::size_t at = from; at < last; ++at) {
    at = rules.splitter ? rules.splitter->safe_cut(text, at, last - at) : pretokenize::safe_cut(text, at, last - at);
    if (at >= last) break;
    if (!rules.normalizers.empty() && !is_normal_around(rules.normalizers, text, at)) continue;
    if (changes_starts && rules.raw_tokens.may_end(text, at)) continue;  // the second part may start a segment
    if (rules.raw_tokens.may_span(text, at) || may_normalized_token_span(rules, text, at)) continue;
    return at;
  }
  return text.size();
}

std::size_t cut_in_two(const EncodingData& data, std::string_view text, std::size_t from, std::size_t reach) {
  if (data.rules == nullptr) return pretokenize::safe_cut(text, from, reach);
  if (data.rules->changes_starts()) return text.size();
  return safe_cut_by_rules(data, text, from, reach);
}

}  // namespace tokmill
