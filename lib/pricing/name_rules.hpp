#pragma once

#include <map>
#include <memory>
#include <string_view>

#include "tokmill/pricing/model.hpp"
#include "tokmill/result.hpp"

namespace re2 {
class RE2;
}

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
  std::map<std::string_view, std::shared_ptr<const re2::RE2>> patterns_;  // by text
};

}  // namespace tokmill::pricing
