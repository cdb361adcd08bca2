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
  for (const Addition& addition : additions_) {
    texts.push_back(addition.text);
    const char last = addition.text.back();
    if (!addition.special && cut_out_ends_.find(last) == std::string::npos) cut_out_ends_ += last;
  }
  finder_.emplace(texts);
}

const Addition* AddedTokens::find_text(std::string_view text) const noexcept {
  const auto found = std::ranges::lower_bound(additions_, text, {}, &Addition::text);
  return found != additions_.end() && found->text == text ? &*found : nullptr;
}

std::optional<std::size_t> AddedTokens::start_of_cut_out(std::string_view text, std::size_t at) const noexcept {
  if (at == 0 || cut_out_ends_.find(text[at - 1]) == std::string::npos) return std::nullopt;
  for (std::size_t size = 1; size <= std::min(longest(), at); ++size) {
    const std::size_t start = at - size;
    const Addition* const token = find_text(text.substr(start, size));
    if (token == nullptr || token->special) continue;
    // No earlier token overlaps with it, and no longer one starts with it, also if more text follows.
    if (may_span(text, start) || finder_->undecided(text, start) == start) continue;
    if (finder_->find(text, start)->end == at) return start;
  }
  return std::nullopt;
}

bool AddedTokens::may_end(std::string_view text, std::size_t at) const noexcept {
  for (std::size_t size = 1; size <= std::min(longest(), at); ++size) {
    if (find_text(text.substr(at - size, size)) != nullptr) return true;
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
