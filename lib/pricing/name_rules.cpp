#include "pricing/name_rules.hpp"

#include <cstddef>
#include <string>
#include <utility>

#include "pricing/quoted.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {
namespace {

// Price tables may come from other projects. The limits keep the cost of a bad pattern small.
constexpr std::size_t longest_pattern = 512;
constexpr std::size_t longest_name = 256;

Error malformed(const NameRule& rule, std::string_view what) {
  return Error{ErrorCode::malformed_price_table, quoted(rule.text).append(" ").append(what)};
}

}  // namespace

Result<void> NameRules::add(const NameRule& rule) {
  if (rule.kind != NameRule::Kind::regex || patterns_.contains(rule.text)) return {};
  if (rule.text.size() > longest_pattern) return malformed(rule, "is longer than 512 bytes");
  Result<NameRegex> pattern = NameRegex::compile(rule.text);
  if (!pattern) return malformed(rule, "is not a valid regular expression: " + pattern.error().message);
  patterns_.emplace(rule.text, *std::move(pattern));
  return {};
}

bool NameRules::matches(std::string_view name, const NameRule& rule) const {
  switch (rule.kind) {
    case NameRule::Kind::equals:
      return name == rule.text;
    case NameRule::Kind::starts_with:
      return name.starts_with(rule.text);
    case NameRule::Kind::contains:
      return name.find(rule.text) != std::string_view::npos;
    case NameRule::Kind::regex:
      return name.size() <= longest_name && patterns_.find(rule.text)->second.matches(name);
  }
  return false;
}

}  // namespace tokmill::pricing
