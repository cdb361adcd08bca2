#include "core/tokenizer/special_tokens.hpp"

#include <algorithm>
#include <string>

namespace tokmill::inline TOKMILL_ABI {
namespace {

constexpr std::string_view opening = "<|";
constexpr std::string_view closing = "|>";

bool is_in(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

bool SpecialPolicy::allows(std::string_view name) const noexcept {
  return !disallows(name) && (allow_all_ || is_in(allowed_, name));
}

bool SpecialPolicy::disallows(std::string_view name) const noexcept {
  return is_in(disallowed_, name) || (unlisted_ == Unlisted::disallowed && !is_in(allowed_, name));
}

std::vector<std::string_view> SpecialPolicy::names() const {
  std::vector<std::string_view> names(allowed_.begin(), allowed_.end());
  names.insert(names.end(), disallowed_.begin(), disallowed_.end());
  return names;
}

const SpecialToken* special_token_named(std::span<const SpecialToken> tokens, std::string_view name) noexcept {
  for (const SpecialToken& token : tokens) {
    if (token.name == name) return &token;
  }
  return nullptr;
}

std::optional<SpecialOccurrence> find_special_token(std::span<const SpecialToken> tokens, std::string_view text,
                                                    std::size_t from) noexcept {
  while (true) {
    const std::size_t start = text.find(opening, from);
    if (start == std::string_view::npos) return std::nullopt;
    const std::size_t end = text.substr(start, max_special_name).find(closing, opening.size());
    if (end != std::string_view::npos) {
      const SpecialToken* const token = special_token_named(tokens, text.substr(start, end + closing.size()));
      if (token != nullptr) return SpecialOccurrence{start, token};
    }
    from = start + 1;
  }
}

std::size_t undecided_special_token(std::string_view text, std::size_t from) noexcept {
  if (text.size() >= max_special_name) from = std::max(from, text.size() - max_special_name + 1);
  for (std::size_t at = from; at < text.size(); ++at) {
    const std::string_view left = text.substr(at);
    if (left == opening.substr(0, 1)) return at;
    if (left.starts_with(opening) && left.find(closing, opening.size()) == std::string_view::npos) return at;
  }
  return text.size();
}

Result<void> check_names(std::string_view encoding_name, std::span<const SpecialToken> tokens,
                         const SpecialPolicy& policy) {
  for (const std::string_view name : policy.names()) {
    if (special_token_named(tokens, name) == nullptr) {
      return Error{ErrorCode::unknown_special_token,
                   std::string(encoding_name) + " has no special token '" + std::string(name) + "'", 0};
    }
  }
  return {};
}

Error disallowed_special_token(const SpecialToken& token, std::size_t offset) {
  return Error{ErrorCode::disallowed_special_token,
               "special token '" + std::string(token.name) + "' is not allowed (at byte " + std::to_string(offset) +
                   ")",
               offset};
}

}  // namespace tokmill
