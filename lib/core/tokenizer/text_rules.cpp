#include "core/tokenizer/text_rules.hpp"

#include <algorithm>
#include <string>
#include <variant>

#include "core/bpe/merge_boundaries.hpp"
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

// Whether merging a text without splitting it gives tokens that end at `at`, whatever is before and after the two
// characters there.
bool divides_tokens(const EncodingData& data, std::string_view text, std::size_t at) {
  const char* const after = text.data() + at;
  if (!bpe::is_merge_boundary(data.vocabulary, after)) return false;
  const bpe::CharacterGaps* const characters = data.rules->gaps.characters.get();
  if (characters == nullptr || !characters->fuses()) return true;
  return !characters->lacks(after) || !characters->lacks(unicode::previous_character(after));
}

// The first position in [from, last) at which the text can be cut without changing pieces, or their tokens; `last` or
// more if there is none. Precondition: from > 0.
std::size_t next_division(const EncodingData& data, std::string_view text, std::size_t from, std::size_t last) {
  const TextRules& rules = *data.rules;
  if (!rules.merges_alone) {
    return rules.splitter ? rules.splitter->safe_cut(text, from, last - from)
                          : pretokenize::safe_cut(text, from, last - from);
  }
  for (; from < last; ++from) {
    if (!unicode::is_continuation(text[from]) && divides_tokens(data, text, from)) return from;
  }
  return last;
}

// Whether the text can be cut so at `at`.
bool is_division(const EncodingData& data, std::string_view text, std::size_t at) {
  if (unicode::is_continuation(text[at])) return false;
  const TextRules& rules = *data.rules;
  if (rules.merges_alone) return divides_tokens(data, text, at);
  if (rules.splitter) return rules.splitter->safe_cut(text, at, 1) == at;
  const auto before = static_cast<std::size_t>(unicode::previous_character(text.data() + at) - text.data());
  return pretokenize::safe_cut(text, before, at - before + 1) == at;
}

// Whether a text can be cut nowhere: a normalized token may have the text that a normalizer inserts before it where a
// segment starts.
bool changes_all_starts(const TextRules& rules) { return rules.changes_starts() && !rules.normalized_tokens.empty(); }

// Whether a text can be cut at `at`, given that this does not change its pieces.
bool is_safe_for_the_rest(const TextRules& rules, std::string_view text, std::size_t at) {
  if (!rules.normalizers.empty() && !is_normal_around(rules.normalizers, text, at)) return false;
  if (rules.changes_starts() && rules.raw_tokens.may_end(text, at)) return false;  // the second part may start a segment
  return !rules.raw_tokens.may_span(text, at) && !may_normalized_token_span(rules, text, at);
}

}  // namespace

bool TextRules::changes_starts() const noexcept {
  return std::ranges::any_of(normalizers,
                             [](const Normalizer& normalizer) { return std::holds_alternative<Prepend>(normalizer); });
}

std::size_t safe_cut_by_rules(const EncodingData& data, std::string_view text, std::size_t from, std::size_t reach) {
  if (changes_all_starts(*data.rules)) return text.size();
  const std::size_t last = reach < text.size() - from ? from + reach : text.size();
  for (std::size_t at = std::max<std::size_t>(from, 1); at < last; ++at) {
    at = next_division(data, text, at, last);
    if (at < last && is_safe_for_the_rest(*data.rules, text, at)) return at;
  }
  return text.size();
}

std::size_t last_safe_cut_by_rules(const EncodingData& data, std::string_view text, std::size_t from, std::size_t to) {
  if (changes_all_starts(*data.rules)) return std::string_view::npos;
  from = std::max<std::size_t>(from, 1);
  for (std::size_t at = std::min(to, text.size()); at > from;) {
    --at;
    if (is_division(data, text, at) && is_safe_for_the_rest(*data.rules, text, at)) return at;
  }
  return std::string_view::npos;
}

std::size_t cut_in_two(const EncodingData& data, std::string_view text, std::size_t from, std::size_t reach) {
  if (data.rules == nullptr) return pretokenize::safe_cut(text, from, reach);
  if (data.rules->changes_starts()) return text.size();
  return safe_cut_by_rules(data, text, from, reach);
}

}  // namespace tokmill
