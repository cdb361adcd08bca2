#include "core/unicode/properties.hpp"

#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace tokmill::unicode {
namespace {

#include "core/unicode/property_tables.inc"

constexpr CategorySet one(GeneralCategory category) { return CategorySet{1} << static_cast<unsigned>(category); }
constexpr CategorySet from(GeneralCategory first, GeneralCategory last) {
  return 2 * one(last) - one(first);
}

struct CategoryName {
  std::string_view short_name;
  std::string_view long_name;  // in lower case, without separators
  CategorySet categories;
};

using enum GeneralCategory;
constexpr CategoryName category_names[] = {
    {"c", "other", one(unassigned) | from(control, private_use)},
    {"cc", "control", one(control)},
    {"cf", "format", one(format)},
    {"cn", "unassigned", one(unassigned)},
    {"co", "privateuse", one(private_use)},
    {"l", "letter", from(uppercase_letter, other_letter)},
    {"ll", "lowercaseletter", one(lowercase_letter)},
    {"lm", "modifierletter", one(modifier_letter)},
    {"lo", "otherletter", one(other_letter)},
    {"lt", "titlecaseletter", one(titlecase_letter)},
    {"lu", "uppercaseletter", one(uppercase_letter)},
    {"m", "mark", from(nonspacing_mark, enclosing_mark)},
    {"mc", "spacingmark", one(spacing_mark)},
    {"me", "enclosingmark", one(enclosing_mark)},
    {"mn", "nonspacingmark", one(nonspacing_mark)},
    {"n", "number", from(decimal_number, other_number)},
    {"nd", "decimalnumber", one(decimal_number)},
    {"nl", "letternumber", one(letter_number)},
    {"no", "othernumber", one(other_number)},
    {"p", "punctuation", from(connector_punctuation, other_punctuation)},
    {"pc", "connectorpunctuation", one(connector_punctuation)},
    {"pd", "dashpunctuation", one(dash_punctuation)},
    {"pe", "closepunctuation", one(close_punctuation)},
    {"pf", "finalpunctuation", one(final_punctuation)},
    {"pi", "initialpunctuation", one(initial_punctuation)},
    {"po", "otherpunctuation", one(other_punctuation)},
    {"ps", "openpunctuation", one(open_punctuation)},
    {"s", "symbol", from(math_symbol, other_symbol)},
    {"sc", "currencysymbol", one(currency_symbol)},
    {"sk", "modifiersymbol", one(modifier_symbol)},
    {"sm", "mathsymbol", one(math_symbol)},
    {"so", "othersymbol", one(other_symbol)},
    {"z", "separator", from(space_separator, paragraph_separator)},
    {"zl", "lineseparator", one(line_separator)},
    {"zp", "paragraphseparator", one(paragraph_separator)},
    {"zs", "spaceseparator", one(space_separator)},
};

template <std::size_t size>
CodePointSet set_of_table(const CodePointRange (&table)[size]) {
  return CodePointSet(std::vector<CodePointRange>(std::begin(table), std::end(table)));
}

}  // namespace

CodePointSet code_points_of(CategorySet categories) {
  std::vector<CodePointRange> ranges;
  for (std::size_t i = 0; i < std::size(category_runs); ++i) {
    if ((categories >> category_runs[i] % 32 & 1U) == 0) continue;
    const char32_t next = i + 1 < std::size(category_runs) ? category_runs[i + 1] / 32 : max_code_point + 1;
    ranges.push_back({category_runs[i] / 32, next - 1});
  }
  return CodePointSet(std::move(ranges));
}

std::optional<CategorySet> categories_named(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c == ' ' || c == '-' || c == '_') continue;
    plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  for (const CategoryName& row : category_names) {
    if (plain == row.short_name || plain == row.long_name) return row.categories;
  }
  return std::nullopt;
}

CodePointSet white_space_code_points() { return set_of_table(white_space); }

CodePointSet han_code_points() { return set_of_table(han); }

CodePointSet word_code_points() {
  return code_points_of(from(uppercase_letter, letter_number) | one(connector_punctuation))
      .union_with(set_of_table(alphabetic_symbols));
}

}  // namespace tokmill::unicode
