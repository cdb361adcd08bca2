#pragma once

#include <memory>
#include <string_view>

#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {

/// A regular expression of a price table, in RE2's syntax. In a build without RE2 (TOKMILL_RE2 in CMake), it is a
/// NamePattern, which knows a part of that syntax.
class NameRegex {
 public:
  /// Errors: malformed_pattern.
  [[nodiscard]] static Result<NameRegex> compile(std::string_view pattern);

  /// Whether a part of `name` matches. Linear in the size of the name. Concurrent calls are safe.
  [[nodiscard]] bool matches(std::string_view name) const;

 private:
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace tokmill::pricing
