#include "reference/normal_form.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>

namespace tokmill::reference {
namespace {

const icu::Normalizer2& normalizer(bool is_composed, bool is_compatible) {
  using icu::Normalizer2;
  UErrorCode status = U_ZERO_ERROR;
  const Normalizer2* const found =
      is_composed ? (is_compatible ? Normalizer2::getNFKCInstance(status) : Normalizer2::getNFCInstance(status))
                  : (is_compatible ? Normalizer2::getNFKDInstance(status) : Normalizer2::getNFDInstance(status));
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no normalizer");
  return *found;
}

icu::UnicodeString units_of(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::u32string code_points_of(const icu::UnicodeString& units) {
  std::u32string code_points;
  for (std::int32_t at = 0; at < units.length(); at = units.moveIndex32(at, 1)) {
    code_points += static_cast<char32_t>(units.char32At(at));
  }
  return code_points;
}

std::string utf8_of(const icu::UnicodeString& units) {
  std::string text;
  units.toUTF8String(text);
  return text;
}

std::uint8_t combining_class(char32_t c) {
  return is_in_unicode_9(c) ? u_getCombiningClass(static_cast<UChar32>(c)) : std::uint8_t{0};
}

void append_decomposed(char32_t c, const icu::Normalizer2& data, std::u32string& out) {
  icu::UnicodeString mapping;
  if (!is_in_unicode_9(c) || data.getRawDecomposition(static_cast<UChar32>(c), mapping) == 0) {
    out += c;
    return;
  }
  for (const char32_t part : code_points_of(mapping)) append_decomposed(part, data, out);
}

// D109: each run of marks is in order of combining class.
void reorder(std::u32string& text) {
  for (auto at = text.begin(); at != text.end();) {
    const auto is_starter = [](char32_t c) { return combining_class(c) == 0; };
    const auto end = std::find_if(at + 1, text.end(), is_starter);
    std::stable_sort(at, end, [](char32_t a, char32_t b) { return combining_class(a) < combining_class(b); });
    at = end;
  }
}

// D115: a starter, or a character of the same or a higher class, is between them.
bool is_blocked(const std::u32string& text, std::size_t starter, std::size_t at) {
  for (std::size_t between = starter + 1; between < at; ++between) {
    const std::uint8_t one = combining_class(text[between]);
    if (one == 0 || one >= combining_class(text[at])) return true;
  }
  return false;
}

// D117.
void compose(std::u32string& text, const icu::Normalizer2& data) {
  for (std::size_t at = 1; at < text.size();) {
    std::size_t starter = at;
    do --starter;
    while (starter > 0 && combining_class(text[starter]) != 0);
    UChar32 composed = -1;
    if (combining_class(text[starter]) == 0 && !is_blocked(text, starter, at)) {
      composed = data.composePair(static_cast<UChar32>(text[starter]), static_cast<UChar32>(text[at]));
    }
    if (composed >= 0 && is_in_unicode_9(static_cast<char32_t>(composed))) {
      text[starter] = static_cast<char32_t>(composed);
      text.erase(at, 1);
    } else {
      ++at;
    }
  }
}

}  // namespace

bool is_in_unicode_9(char32_t code_point) {
  UVersionInfo age;
  u_charAge(static_cast<UChar32>(code_point), age);
  return age[0] >= 1 && age[0] <= 9;
}

std::string normal_form(bool is_composed, bool is_compatible, std::string_view text) {
  std::u32string result;
  for (const char32_t c : code_points_of(units_of(text))) {
    append_decomposed(c, normalizer(false, is_compatible), result);
  }
  reorder(result);
  if (is_composed) compose(result, normalizer(true, false));
  icu::UnicodeString units;
  for (const char32_t c : result) units.append(static_cast<UChar32>(c));
  return utf8_of(units);
}

std::string normal_form_by_icu(bool is_composed, bool is_compatible, std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString result = normalizer(is_composed, is_compatible).normalize(units_of(text), status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU cannot normalize");
  return utf8_of(result);
}

}  // namespace tokmill::reference
