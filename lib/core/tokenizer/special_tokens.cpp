#include "core/tokenizer/special_tokens.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

namespace tokmill::inline TOKMILL_ABI {
namespace {

constexpr std::string_view opening = "<|";
constexpr std::string_view closing = "|>";

bool is_in(const std::vector<std::string>& names, std::string_view name) {
  return std::binary_search(names.begin(), names.end(), name, std::less<>());
}

}  // namespace

SpecialPolicy::SpecialPolicy(Unlisted unlisted, bool allow_all, std::vector<std::string> allowed,
                             std::vector<std::string> disallowed)
    : unlisted_(unlisted),
      allow_all_(allow_all),
      allowed_(std::move(allowed)),
      disallowed_(std::move(disallowed)) {
  std::sort(allowed_.begin(), allowed_.end());
  std::sort(disallowed_.begin(), disallowed_.end());
}

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

const SpecialToken* SpecialTokens::named(std::string_view name) const noexcept {
  const auto found =
      std::lower_bound(by_name_.begin(), by_name_.end(), name, [this](std::uint32_t index, std::string_view wanted) {
        return is_before(by_id_[index].name, wanted);
      });
  return found != by_name_.end() && by_id_[*found].name == name ? &by_id_[*found] : nullptr;
}

bool SpecialTokens::is_bracketed(std::string_view name) noexcept {
  if (name.size() > max_bracketed_size || name.size() < opening.size() + closing.size()) return false;
  return name.rfind(opening) == 0 && name.find(closing) == name.size() - closing.size();
}

std::size_t SpecialTokens::max_name_size() const noexcept {
  return finder_ == nullptr ? max_bracketed_size : finder_->max_name_size();
}

std::optional<SpecialOccurrence> SpecialTokens::find(std::string_view text, std::size_t from) const noexcept {
  if (by_id_.empty()) return std::nullopt;
  if (finder_ == nullptr) return find_bracketed(text, from);
  const auto found = finder_->find(text, from);
  if (!found) return std::nullopt;
  return SpecialOccurrence{found->start, &by_id_[found->name]};
}

std::optional<SpecialOccurrence> SpecialTokens::find_bracketed(std::string_view text,
                                                               std::size_t from) const noexcept {
  while (true) {
    const std::size_t start = text.find(opening, from);
    if (start == std::string_view::npos) return std::nullopt;
    // A name ends at the first closing; a further opening before it starts another candidate.
    const std::size_t limit = std::min(text.size(), start + max_bracketed_size);
    std::size_t at = start + opening.size();
    for (; at < limit; ++at) {
      const std::string_view two = text.substr(at, 2);
      if (two == opening || two == closing) break;
    }
    from = at;
    if (text.substr(at, 2) != closing) continue;
    const SpecialToken* const token = named(text.substr(start, at + closing.size() - start));
    if (token != nullptr) return SpecialOccurrence{start, token};
  }
}

std::size_t SpecialTokens::undecided(std::string_view text, std::size_t from) const noexcept {
  if (by_id_.empty()) return text.size();
  if (finder_ != nullptr) return finder_->undecided(text, from);
  if (text.size() >= max_bracketed_size) from = std::max(from, text.size() - max_bracketed_size + 1);
  for (std::size_t at = from; at < text.size(); ++at) {
    const std::string_view left = text.substr(at);
    if (left == opening.substr(0, 1)) return at;
    if (left.starts_with(opening) && left.find(closing, opening.size()) == std::string_view::npos) return at;
  }
  return text.size();
}

Result<void> SpecialTokens::check_names(std::string_view encoding_name, const SpecialPolicy& policy) const {
  for (const std::string_view name : policy.names()) {
    if (named(name) == nullptr) {
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
