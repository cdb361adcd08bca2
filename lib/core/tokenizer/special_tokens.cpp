#include "core/tokenizer/special_tokens.hpp"

#include <algorithm>

namespace tokmill::inline TOKMILL_ABI {
namespace {

constexpr std::string_view opening = "<|";
constexpr std::string_view closing = "|>";
constexpr std::size_t max_name_size = 32;  // `<|reserved_201087|>` has 19 bytes

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
    const std::size_t end = text.substr(start, max_name_size).find(closing, opening.size());
    if (end != std::string_view::npos) {
      const SpecialToken* const token = special_token_named(tokens, text.substr(start, end + closing.size()));
      if (token != nullptr) return SpecialOccurrence{start, token};
    }
    from = start + 1;
  }
}

}  // namespace tokmill
