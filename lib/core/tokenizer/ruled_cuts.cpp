#include "core/tokenizer/ruled_cuts.hpp"

#include <algorithm>
#include <variant>

#include "core/tokenizer/text_rules.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {

RuledCuts::RuledCuts(const EncodingData& data) : data_(data) {
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
  while (from < last && unicode::is_continuation(text[from])) ++from;
  return from < last ? safe_cut_by_rules(data_, text, from, last - from) : text.size();
}

std::size_t RuledCuts::last(std::string_view text, std::size_t from, std::size_t to) const {
  const std::size_t last = last_safe_cut_by_rules(data_, text, from, to);
  return last == std::string_view::npos ? to : last;
}

std::size_t RuledCuts::between(std::string_view text, std::size_t start, std::size_t end) const {
  const std::size_t middle = start + (end - start + 1) / 2;
  const std::size_t after = first(text, middle, end - middle);
  if (after < end) return after;
  const std::size_t before = last(text, start + 1, middle);
  return before < middle ? before : end;
}

}  // namespace tokmill
