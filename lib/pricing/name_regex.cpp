#include "pricing/name_regex.hpp"

#include <utility>

#include "pricing/name_pattern.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {

struct NameRegex::Compiled {
  NamePattern pattern;
};

Result<NameRegex> NameRegex::compile(std::string_view pattern) {
  Result<NamePattern> compiled = NamePattern::compile(pattern, PatternCase::same);
  if (!compiled) {
    Error error = std::move(compiled).error();
    error.message += " (this build has no RE2, and knows a part of its syntax)";
    return error;
  }
  NameRegex regex;
  regex.compiled_ = std::make_shared<const Compiled>(Compiled{*std::move(compiled)});
  return regex;
}

bool NameRegex::matches(std::string_view name) const { return compiled_->pattern.matches_part_of(name); }

}  // namespace tokmill::pricing
