#include "core/unicode/properties.hpp"

#include <doctest/doctest.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <string>

#include "core/unicode/char_class.hpp"
#include "reference/pre_tokenizer.hpp"

namespace {

using namespace tokmill::unicode;

// A spacing mark since Unicode 16.0, nonspacing before.
constexpr char32_t ahom_medial_ra = 0x1171E;

template <class IsMember>
std::size_t differences(const CodePointSet& set, IsMember&& is_member) {
  std::size_t count = 0;
  for (char32_t c = 0; c <= max_code_point; ++c) {
    if (c == ahom_medial_ra) continue;
    if (tokmill::reference::icu_knows(c) && set.contains(c) != is_member(static_cast<UChar32>(c))) ++count;
  }
  return count;
}

std::size_t size(const CodePointSet& set) {
  std::size_t total = 0;
  for (const CodePointRange& range : set.ranges()) total += range.last - range.first + 1;
  return total;
}

}  // namespace

TEST_CASE("properties: each general category agrees with ICU where ICU knows the code point") {
  int categories = 0;
  for (int category = 0; category < U_CHAR_CATEGORY_COUNT; ++category) {
    if (category == U_UNASSIGNED || category == U_SURROGATE) continue;
    for (const auto choice : {U_SHORT_PROPERTY_NAME, U_LONG_PROPERTY_NAME}) {
      const std::string name = u_getPropertyValueName(UCHAR_GENERAL_CATEGORY, category, choice);
      CAPTURE(name);
      const auto found = categories_named(name);
      REQUIRE(found);
      ++categories;
      CHECK(differences(code_points_of(*found), [&](UChar32 c) { return u_charType(c) == category; }) == 0);
    }
  }
  CHECK(categories == 2 * 28);
}

TEST_CASE("properties: groups of categories") {
  for (const char* const name : {"L", "M", "N", "P", "S", "Z", "C", "Letter", "Mark", "Number", "Punctuation", "Symbol"}) {
    CAPTURE(name);
    const auto mask = static_cast<std::uint32_t>(u_getPropertyValueEnum(UCHAR_GENERAL_CATEGORY_MASK, name));
    const CodePointSet set = code_points_of(*categories_named(name));
    CHECK(differences(set, [&](UChar32 c) { return (U_GET_GC_MASK(c) & mask) != 0; }) == 0);
  }
  CHECK(size(code_points_of(*categories_named("N"))) == 1911);
  CHECK(size(code_points_of(*categories_named("P"))) == 855);
  CHECK(code_points_of(*categories_named("Mc")).contains(ahom_medial_ra));
  CHECK(categories_named("uppercase-LETTER") == categories_named("Lu"));
  CHECK(!categories_named("Greek"));
  CHECK(!categories_named(""));
}

TEST_CASE("properties: the tables are those of the character classes") {
  const CodePointSet letters_set = code_points_of(*categories_named("L"));
  const CodePointSet marks = code_points_of(*categories_named("M"));
  for (char32_t c = 0; c <= max_code_point; ++c) {
    if (letters_set.contains(c) != contains(letters, char_class(c))) FAIL_CHECK("U+" << std::hex << static_cast<unsigned>(c));
    if (marks.contains(c) != (char_class(c) == CharClass::mark)) FAIL_CHECK("U+" << std::hex << static_cast<unsigned>(c));
  }
}

TEST_CASE("properties: white space, Han, words") {
  CHECK(size(white_space_code_points()) == 25);
  CHECK(differences(white_space_code_points(), [](UChar32 c) { return u_hasBinaryProperty(c, UCHAR_WHITE_SPACE) != 0; }) == 0);
  CHECK(differences(han_code_points(), [](UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(c, &status) == USCRIPT_HAN;
  }) == 0);
  CHECK(differences(word_code_points(), [](UChar32 c) {
    return u_hasBinaryProperty(c, UCHAR_ALPHABETIC) != 0 ||
           (U_GET_GC_MASK(c) & (U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK)) != 0;
  }) == 0);
}
