// Where a text can be cut without changing a piece.

#include <algorithm>

#include "core/pretokenize/pattern/splitter.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::pretokenize::pattern {
namespace {

// The class of the character that starts at `at`.
ClassNumber class_after(const Matcher& matcher, Unit unit, const char* at) {
  if (unit == Unit::mapped_byte) return matcher.class_of_byte(static_cast<unsigned char>(*at));
  return matcher.characters().class_of(unicode::decode_well_formed(at).code_point);
}

// The class of the character that ends at `at`.
ClassNumber class_before(const Matcher& matcher, Unit unit, const char* at) {
  do --at;
  while (unit == Unit::character && unicode::is_continuation(*at));
  return class_after(matcher, unit, at);
}

}  // namespace

void Splitter::find_safe_cuts() {
  auto effects = std::make_shared<std::vector<CutEffects>>();
  for (const Level& level : levels_) effects->emplace_back(*level.matcher, level.behavior, level.inverts);
  cut_effects_ = std::move(effects);
  auto pairs = std::make_shared<std::bitset<128 * 128>>();
  for (unsigned char before = 0; before < 0x80; ++before) {
    for (unsigned char after = 0; after < 0x80; ++after) {
      const char text[] = {static_cast<char>(before), static_cast<char>(after)};
      if (is_safe_between(text + 1)) pairs->set(std::size_t{before} * 128 + after);
    }
  }
  safe_ascii_pairs_ = std::move(pairs);
}

// Whether a text can be cut at `at`. A level that may cut a gap in two leaves it to the next one whether a piece ends
// there: that level, too, splits the two halves as it splits the whole.
bool Splitter::is_safe_between(const char* at) const noexcept {
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    const Level& level = levels_[i];
    const CutEffect effect = (*cut_effects_)[i].between(class_before(*level.matcher, level.unit, at),
                                                        class_after(*level.matcher, level.unit, at));
    if (effect != CutEffect::neutral) return effect == CutEffect::ends_piece;
  }
  return false;
}

// Precondition: 0 < at < text.size().
inline bool Splitter::is_safe_cut(std::string_view text, std::size_t at) const noexcept {
  const auto before = static_cast<unsigned char>(text[at - 1]);
  const auto after = static_cast<unsigned char>(text[at]);
  if (before < 0x80 && after < 0x80) return safe_ascii_pairs_->test(std::size_t{before} * 128 + after);
  return !unicode::is_continuation(text[at]) && is_safe_between(text.data() + at);
}

std::size_t Splitter::safe_cut(std::string_view text, std::size_t from, std::size_t reach) const noexcept {
  const std::size_t last = reach < text.size() - from ? from + reach : text.size();
  for (std::size_t at = std::max<std::size_t>(from, 1); at < last; ++at) {
    if (is_safe_cut(text, at)) return at;
  }
  return text.size();
}

std::size_t Splitter::last_safe_cut(std::string_view text, std::size_t from) const noexcept {
  from = std::max<std::size_t>(from, 1);
  for (std::size_t at = text.size(); at-- > from;) {
    if (is_safe_cut(text, at)) return at;
  }
  return std::string_view::npos;
}

}  // namespace tokmill::pretokenize::pattern
