#include "core/tokenizer/ruled_cuts.hpp"

#include <algorithm>
#include <variant>

#include "core/tokenizer/text_rules.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

// The number of bytes in which both kinds of cuts are looked for first; then in twice as many, and so on.
constexpr std::size_t first_window = 64;

}  // namespace

RuledCuts::RuledCuts(const EncodingData& data) : data_(data) {
  // The characters beside a cut, and the one after them, which the second may not combine with.
  constexpr std::size_t longest_character = 4;
  end_margin_ = 3 * longest_character;
  const TextRules& rules = *data.rules;
  // A longer token may start where one does that is cut out.
  if (rules.raw_tokens.are_some_cut_out()) end_margin_ += rules.raw_tokens.longest();
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

SegmentPart RuledCuts::part_at(std::string_view text, std::size_t cut) const noexcept {
  return cut == 0 || added_tokens().start_of_cut_out(text, cut) ? SegmentPart::start : SegmentPart::rest;
}

std::size_t RuledCuts::start_margin(std::string_view text, std::size_t cut) const noexcept {
  const std::optional<std::size_t> token = added_tokens().start_of_cut_out(text, cut);
  return token ? cut - *token : start_margin_;
}

std::size_t RuledCuts::start_margin() const noexcept {
  return added_tokens().are_some_cut_out() ? std::max(start_margin_, added_tokens().longest()) : start_margin_;
}

// The first cut in [from, last), or `last` or more if there is none.
std::size_t RuledCuts::first_in(std::string_view text, std::size_t from, std::size_t last) const {
  const std::size_t cut = std::min(last, safe_cut_by_rules(data_, text, from, last - from));
  if (!added_tokens().are_some_cut_out()) return cut;
  while (from < cut && !added_tokens().start_of_cut_out(text, from)) ++from;
  return from;
}

// The last cut in [from, to).
std::optional<std::size_t> RuledCuts::last_in(std::string_view text, std::size_t from, std::size_t to) const {
  const std::size_t cut = last_safe_cut_by_rules(data_, text, from, to);
  const bool has_cut = cut != std::string_view::npos;
  if (added_tokens().are_some_cut_out()) {
    for (std::size_t at = std::min(to, text.size()); at > (has_cut ? cut + 1 : from);) {
      if (added_tokens().start_of_cut_out(text, --at)) return at;
    }
  }
  return has_cut ? std::optional(cut) : std::nullopt;
}

std::size_t RuledCuts::first(std::string_view text, std::size_t from, std::size_t reach) const {
  const std::size_t last = reach < text.size() - from ? from + reach : text.size();
  for (std::size_t size = first_window; from < last; size *= 2) {
    const std::size_t end = size < last - from ? from + size : last;
    while (from < end && unicode::is_continuation(text[from])) ++from;
    if (from < end) from = first_in(text, from, end);
    if (from < end) return from;
  }
  return text.size();
}

std::size_t RuledCuts::last(std::string_view text, std::size_t from, std::size_t to) const {
  std::size_t end = to;
  for (std::size_t size = first_window; from < end; size *= 2) {
    const std::size_t start = size < end - from ? end - size : from;
    if (const std::optional<std::size_t> cut = last_in(text, start, end)) return *cut;
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

}  // namespace tokmill
