#include <re2/re2.h>

#include <cstdint>

#include "pricing/name_regex.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {
namespace {

constexpr std::int64_t max_memory = std::int64_t{1} << 20;  // for each pattern; RE2's default is 8 MiB

re2::RE2::Options options() {
  re2::RE2::Options options;
  options.set_max_mem(max_memory);
  options.set_log_errors(false);  // a library does not write to standard error
  return options;
}

re2::StringPiece piece(std::string_view text) {
  return {text.data(), text.size()};
}

}  // namespace

struct NameRegex::Compiled {
  re2::RE2 pattern;
};

Result<NameRegex> NameRegex::compile(std::string_view pattern) {
  NameRegex regex;
  const auto compiled = std::shared_ptr<const Compiled>(new Compiled{{piece(pattern), options()}});
  if (!compiled->pattern.ok()) return Error{ErrorCode::malformed_pattern, compiled->pattern.error()};
  regex.compiled_ = compiled;
  return regex;
}

bool NameRegex::matches(std::string_view name) const {
  return re2::RE2::PartialMatch(piece(name), compiled_->pattern);
}

}  // namespace tokmill::pricing
