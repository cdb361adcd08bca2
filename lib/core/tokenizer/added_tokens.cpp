#include "core/tokenizer/added_tokens.hpp"

#include <algorithm>

namespace tokmill::inline TOKMILL_ABI {

AddedTokens::AddedTokens(std::vector<Addition> additions) : additions_(std::move(additions)) {
  std::stable_sort(additions_.begin(), additions_.end(),
                   [](const Addition& left, const Addition& right) { return left.text < right.text; });
  const auto rest = std::unique(additions_.begin(), additions_.end(),
                                [](const Addition& left, const Addition& right) { return left.text == right.text; });
  additions_.erase(rest, additions_.end());
  if (additions_.empty()) return;
  std::vector<std::string_view> texts;
  for (const Addition& addition : additions_) texts.push_back(addition.text);
  finder_.emplace(texts);
}

bool AddedTokens::may_end(std::string_view text, std::size_t at) const noexcept {
  for (std::size_t size = 1; size <= std::min(longest(), at); ++size) {
    const std::string_view before = text.substr(at - size, size);
    const auto found = std::ranges::lower_bound(additions_, before, {}, &Addition::text);
    if (found != additions_.end() && found->text == before) return true;
  }
  return false;
}

AddedTokens::Tail AddedTokens::tail(std::string_view text, const SpecialPolicy& policy) const noexcept {
  Tail tail{0, 0, text.size()};
  if (!finder_) return tail;
  tail.end = finder_->undecided(text, 0);
  while (const auto found = finder_->find(text, tail.start)) {
    if (found->end > tail.end) {
      tail.end = std::min(tail.end, found->start);
      break;
    }
    tail.start = found->end;
    const Addition& addition = additions_[found->name];
    const bool is_ordinary = addition.special && !policy.allows(addition.name) && !policy.disallows(addition.name);
    if (!is_ordinary) tail.segment = found->end;
  }
  return tail;
}

}  // namespace tokmill
