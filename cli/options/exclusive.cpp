#include "options/exclusive.hpp"

#include <string>

#include "app/usage_error.hpp"
#include "output/format.hpp"

namespace tokmill::cli {

Result<void> at_most_one(std::initializer_list<GivenOption> options) {
  std::string_view first;
  for (const auto& [name, is_given] : options) {
    if (!is_given) continue;
    if (!first.empty()) {
      return usage_error(std::string(first) + " and " + std::string(name) + " cannot be used together");
    }
    first = name;
  }
  return {};
}

Result<void> excludes(GivenOption option, std::initializer_list<GivenOption> others) {
  return excludes(option, std::span(others.begin(), others.size()));
}

Result<void> has_no_effect_on(std::string_view input, std::span<const GivenOption> options, std::string_view remedy) {
  if (input.empty()) return {};
  for (const auto& [name, is_given] : options) {
    if (!is_given) continue;
    return usage_error(output::format("{} has no effect on {}; {} or omit {}", name, input, remedy, name));
  }
  return {};
}

Result<void> excludes(GivenOption option, std::span<const GivenOption> others) {
  for (const GivenOption& other : others) {
    if (Result<void> valid = at_most_one({option, other}); !valid) return valid;
  }
  return {};
}

Result<void> at_least_one(std::string_view option, const std::optional<std::uint64_t>& value) {
  if (value == 0U) return usage_error(std::string(option) + " must be at least 1, got 0");
  return {};
}

}  // namespace tokmill::cli
