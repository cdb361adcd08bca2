#include "commands/numbers/explanation.hpp"

#include "options/encoding_source.hpp"
#include "tokmill/analysis/number.hpp"

namespace tokmill::cli::numbers {
namespace {

using analysis::DigitGrouping;

struct GroupingText {
  DigitGrouping grouping;
  std::string_view text;
};

constexpr GroupingText grouping_texts[] = {
    {DigitGrouping::merged, "wherever a frequent string of digits ends"},
    {DigitGrouping::three_from_left, "into groups of three digits from the left"},
    {DigitGrouping::three_from_right, "into groups of three digits from the right"},
    {DigitGrouping::single, "into single digits"},
};

// "a", "a and b", "a, b and c"
std::string listed(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? " and " : ", ";
    text += items[i];
  }
  return text;
}

}  // namespace

std::string explanation(const std::vector<const Encoding*>& encodings) {
  std::vector<std::string> clauses;
  for (const GroupingText& grouping : grouping_texts) {
    std::vector<std::string> names;
    for (const Encoding* const encoding : encodings) {
      if (analysis::digit_grouping(*encoding) == grouping.grouping) {
        names.push_back(encoding_label(encoding->name()));
      }
    }
    if (names.empty()) continue;
    std::string clause = listed(names);
    if (clauses.empty()) clause += names.size() == 1 ? " splits numbers" : " split numbers";
    clauses.push_back(clause.append(" ").append(grouping.text));
  }
  return listed(clauses) +
         ". People group thousands, and carry, from the right. Where groups start at the left, the digits in one column "
         "of a sum are often at different positions in their tokens, and a number with one more digit is split "
         "elsewhere. Models have to learn arithmetic across such splits; grouping the digits from the right, as commas "
         "do, greatly improved the arithmetic of GPT-3.5 and GPT-4.";
}

}  // namespace tokmill::cli::numbers
