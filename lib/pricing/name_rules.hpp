#pragma once

#include <map>
#include <string_view>

#include "pricing/name_regex.hpp"
#include "tokmill/pricing/model.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {

/// Matches names with rules. Concurrent calls of matches() are safe.
class NameRules {
 public:
  /// Adds a rule. A regular expression is compiled here, and the text of the rule must outlive this object.
  /// Errors: malformed_price_table, if the regular expression is invalid or too large.
  [[nodiscard]] Result<void> add(const NameRule& rule);

  /// Whether `name` matches a rule that was added. Linear in the size of the name.
  [[nodiscard]] bool matches(std::string_view name, const NameRule& rule) const;

 private:
  std::map<std::string_view, NameRegex> patterns_;  // by text
};

}  // namespace tokmill::pricing
