// Prints which model each of many names means. The output is the same in every build of the library.
#include <cstddef>
#include <cstdio>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tokmill/pricing/price_book.hpp>

namespace pricing = tokmill::pricing;

int main() {
  constexpr std::string_view before[] = {"",        "us.anthropic.", "bedrock/us-east-1/", "models/",
                                         "ft:",     "openai:",       "Azure/EU/",          "openrouter/",
                                         "accounts/fireworks/models/"};
  constexpr std::string_view after[] = {"", "-latest", "-20250929-v1:0", "@default", ":free", "-08-2025", "-preview"};
  const pricing::PriceBook book;
  std::vector<std::string> names;
  for (const std::string_view known : book.names()) {
    names.emplace_back(known);
    std::string changed(before[names.size() % std::size(before)]);
    changed.append(known).append(after[names.size() % std::size(after)]);
    names.push_back(std::move(changed));
  }
  for (const std::string& name : names) {
    const auto found = book.resolve(name);
    std::printf("%s: %s", name.c_str(), found ? pricing::qualified_name(found->model).c_str() : "none");
    if (found) {
      std::printf(" (%zu prices, notable: %d, rule: %d)", found->model.prices.size(), found->resolution.is_notable(),
                  found->resolution.by_rule);
    }
    for (const std::string& spelling : pricing::spellings(name)) std::printf(" %s", spelling.c_str());
    std::printf("\n");
  }
  return names.size() > 500 ? 0 : 1;
}
