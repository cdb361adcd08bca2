#include "core/unicode/fine_class.hpp"

#include <doctest/doctest.h>

#include "core/unicode/properties.hpp"

namespace {

using namespace tokmill::unicode;

}  // namespace

TEST_CASE("fine class: the class and the properties of every code point") {
  const CodePointSet han = han_code_points();
  const CodePointSet symbols = code_points_of(*categories_named("P") | *categories_named("S"));
  std::size_t wrong = 0;
  for (char32_t c = 0; c <= max_code_point; ++c) {
    const FineClass fine = fine_class(c);
    wrong += fine.char_class() != char_class(c) || fine.is_han() != han.contains(c) ||
             fine.is_symbol() != symbols.contains(c) || fine.value() >= FineClass::values;
  }
  CHECK(wrong == 0);
}

TEST_CASE("fine class: examples") {
  CHECK(fine_class(U'中').is_han());
  CHECK(fine_class(U'中').char_class() == CharClass::uncased);
  CHECK(fine_class(U'〇').is_han());
  CHECK(fine_class(U'〇').char_class() == CharClass::number);
  CHECK(!fine_class(U'の').is_han());
  CHECK(fine_class(U'$').is_symbol());
  CHECK(fine_class(U'。').is_symbol());
  CHECK(!fine_class(U'\u200D').is_symbol());
  CHECK(!fine_class(U'a').is_symbol());
}
