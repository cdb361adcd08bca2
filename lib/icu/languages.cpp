#include "tokmill/icu/languages.hpp"

#include <unicode/uchar.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "icu/break_iterator.hpp"
#include "icu/status.hpp"
#include "icu/utf16.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {
namespace {

constexpr std::int32_t longest_name = 200;

std::string utf8(const UChar* units, std::int32_t length) {
  std::string text;
  append_utf8(units, length, text);
  return text;
}

// ICU's locale for a language tag; empty if the tag is invalid.
std::string locale_of(std::string_view tag) {
  std::array<char, ULOC_FULLNAME_CAPACITY> locale{};
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t parsed = 0;
  uloc_forLanguageTag(std::string(tag).c_str(), locale.data(), ULOC_FULLNAME_CAPACITY, &parsed, &status);
  const bool is_valid = U_SUCCESS(status) && static_cast<std::size_t>(parsed) == tag.size();
  return is_valid ? std::string(locale.data()) : std::string();
}

// The script that the tag names, or in which its language is usually written; USCRIPT_INVALID_CODE if ICU knows none.
UScriptCode script_of_tag(std::string_view tag) {
  const std::string locale = locale_of(tag);
  if (locale.empty()) return USCRIPT_INVALID_CODE;
  std::array<char, ULOC_FULLNAME_CAPACITY> full{};
  std::array<char, ULOC_SCRIPT_CAPACITY> script{};
  UErrorCode status = U_ZERO_ERROR;
  uloc_addLikelySubtags(locale.c_str(), full.data(), ULOC_FULLNAME_CAPACITY, &status);
  uloc_getScript(full.data(), script.data(), ULOC_SCRIPT_CAPACITY, &status);
  if (U_FAILURE(status) || script[0] == '\0') return USCRIPT_INVALID_CODE;
  return static_cast<UScriptCode>(u_getPropertyValueEnum(UCHAR_SCRIPT, script.data()));
}

// The script of most letters; USCRIPT_INVALID_CODE if there are no letters.
UScriptCode script_of_text(std::string_view text) {
  std::vector<std::size_t> letters(static_cast<std::size_t>(u_getIntPropertyMaxValue(UCHAR_SCRIPT)) + 1);
  std::size_t most = 0;
  UScriptCode found = USCRIPT_INVALID_CODE;
  while (!text.empty()) {
    const Utf8Unit unit = next_utf8_unit(text);
    text.remove_prefix(unit.size);
    const auto character = static_cast<UChar32>(unit.code_point);
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(character, &status);
    if (u_isalpha(character) == 0 || script == USCRIPT_COMMON || script == USCRIPT_INHERITED) continue;
    const std::size_t count = ++letters[static_cast<std::size_t>(script)];
    if (count > most) {
      most = count;
      found = script;
    }
  }
  return found;
}

// Whether `script` is a variant of `part` or a combination of scripts that includes it.
bool includes(UScriptCode script, UScriptCode part) {
  switch (script) {
    case USCRIPT_SIMPLIFIED_HAN:
    case USCRIPT_TRADITIONAL_HAN:
      return part == USCRIPT_HAN;
    case USCRIPT_JAPANESE:
      return part == USCRIPT_HAN || part == USCRIPT_HIRAGANA || part == USCRIPT_KATAKANA;
    case USCRIPT_KOREAN:
      return part == USCRIPT_HAN || part == USCRIPT_HANGUL;
    default:
      return false;
  }
}

}  // namespace

std::string language_name(std::string_view tag) {
  const std::string locale = locale_of(tag);
  if (locale.empty()) return {};
  std::array<char, ULOC_LANG_CAPACITY> language{};
  std::array<UChar, longest_name> name{};
  UErrorCode status = U_ZERO_ERROR;
  // Dialect names are names such as Brazilian Portuguese.
  const std::unique_ptr<ULocaleDisplayNames, decltype(&uldn_close)> names(uldn_open("en", ULDN_DIALECT_NAMES, &status),
                                                                          uldn_close);
  check(status);
  uloc_getLanguage(locale.c_str(), language.data(), ULOC_LANG_CAPACITY, &status);
  const std::int32_t size = uldn_localeDisplayName(names.get(), locale.c_str(), name.data(), longest_name, &status);
  const std::string text = U_SUCCESS(status) ? utf8(name.data(), std::min(size, longest_name)) : std::string();
  // If ICU knows no name, it returns the code.
  return text.starts_with(language.data()) ? std::string() : text;
}

std::string script_name(std::string_view tag, std::string_view text) {
  UScriptCode script = script_of_text(text);
  if (script == USCRIPT_INVALID_CODE) return {};
  const UScriptCode by_tag = script_of_tag(tag);
  if (by_tag != USCRIPT_INVALID_CODE && includes(by_tag, script)) script = by_tag;
  // The stand-alone name. As part of a language name, Hans would be `Simplified`.
  const std::string locale = std::string("und_") + uscript_getShortName(script);
  std::array<UChar, longest_name> name{};
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t size = uloc_getDisplayScript(locale.c_str(), "en", name.data(), longest_name, &status);
  return U_SUCCESS(status) ? utf8(name.data(), std::min(size, longest_name)) : std::string();
}

std::size_t count_words(std::string_view text) {
  const BreakIterator breaks = open_break_iterator(UBRK_WORD);
  std::size_t words = 0;
  for_each_break(breaks.get(), text, [&](std::size_t) {
    if (ubrk_getRuleStatus(breaks.get()) >= UBRK_WORD_NONE_LIMIT) ++words;
    return true;
  });
  return words;
}

}  // namespace tokmill::icu
