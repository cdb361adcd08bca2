#include "pricing/name_rules.hpp"

#include <re2/re2.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "pricing/quoted.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {
namespace {

// Price tables may come from other projects. The limits keep the cost of a bad pattern small.
constexpr std::size_t longest_pattern = 512;
constexpr std::size_t longest_name = 256;
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

Error malformed(const NameRule& rule, std::string_view what) {
  return Error{ErrorCode::malformed_price_table, quoted(rule.text).append(" ").append(what)};
}

}  // namespace

Result<void> NameRules::add(const NameRule& rule) {
  if (rule.kind != NameRule::Kind::regex || patterns_.contains(rule.text)) return {};
  if (rule.text.size() > longest_pattern) return malformed(rule, "is longer than 512 bytes");
  auto pattern = std::make_shared<const re2::RE2>(piece(rule.text), options());
  if (!pattern->ok()) return malformed(rule, "is not a valid regular expression: " + pattern->error());
  patterns_.emplace(rule.text, std::move(pattern));
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
      return name.size() <= longest_name && re2::RE2::PartialMatch(piece(name), *patterns_.find(rule.text)->second);
  }
  return false;
}

}  // namespace tokmill::pricing
