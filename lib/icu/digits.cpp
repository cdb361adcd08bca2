#include "tokmill/icu/digits.hpp"

#include <unicode/uenum.h>
#include <unicode/unumsys.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "icu/status.hpp"
#include "icu/utf16.hpp"
#include "tokmill/digit_value.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {
namespace {

// The ten digits of a numbering system as code points; nullopt if it is not a decimal system ("roman").
std::optional<std::array<UChar32, 10>> digits_of(const char* system) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UNumberingSystem, decltype(&unumsys_close)> opened(
      unumsys_openByName(system, &status), unumsys_close);
  check(status);
  if (unumsys_isAlgorithmic(opened.get()) || unumsys_getRadix(opened.get()) != 10) return std::nullopt;
  std::array<UChar, 32> units{};
  const std::int32_t length =
      unumsys_getDescription(opened.get(), units.data(), static_cast<std::int32_t>(units.size()), &status);
  std::array<UChar32, 10> digits{};
  std::int32_t count = 0;
  u_strToUTF32(digits.data(), 10, &count, units.data(), length, &status);
  check(status);
  for (const UChar32 digit : digits) {
    if (!digit_value(static_cast<char32_t>(digit))) return std::nullopt;  // ideographic numerals
  }
  return digits;
}

std::string utf8(UChar32 character) {
  std::array<UChar, U16_MAX_LENGTH> units{};
  std::size_t length = 0;
  U16_APPEND_UNSAFE(units, length, character);
  std::string text;
  append_utf8(units.data(), static_cast<std::int32_t>(length), text);
  return text;
}

}  // namespace

std::vector<DigitSet> digit_sets() {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UEnumeration, decltype(&uenum_close)> systems(unumsys_openAvailableNames(&status),
                                                                      uenum_close);
  check(status);
  std::vector<std::pair<DigitSet, std::string>> found;  // with the name of the numbering system
  std::map<std::string, int> of_script;
  for (const char* name = uenum_next(systems.get(), nullptr, &status); name != nullptr;
       name = uenum_next(systems.get(), nullptr, &status)) {
    const auto digits = digits_of(name);
    if (!digits || digits->front() < 0x80) continue;
    UScriptCode script = uscript_getScript(digits->front(), &status);
    // Arabic shares its digits with other scripts, so their Script property is Common.
    std::array<UScriptCode, 16> scripts{};
    const std::int32_t shared = uscript_getScriptExtensions(digits->front(), scripts.data(), 16, &status);
    check(status);
    if (script == USCRIPT_COMMON && shared > 0) script = scripts.front();
    if (script == USCRIPT_COMMON || script == USCRIPT_INHERITED) continue;
    DigitSet set{uscript_getName(script), {}};
    std::replace(set.name.begin(), set.name.end(), '_', ' ');
    std::transform(digits->begin(), digits->end(), set.digits.begin(), utf8);
    ++of_script[set.name];
    found.emplace_back(std::move(set), name);
  }
  check(status);
  std::vector<DigitSet> sets;
  for (auto& [set, system] : found) {
    if (of_script[set.name] > 1) set.name += " (" + system + ")";
    sets.push_back(std::move(set));
  }
  std::sort(sets.begin(), sets.end(), [](const DigitSet& a, const DigitSet& b) { return a.name < b.name; });
  return sets;
}

}  // namespace tokmill::icu
