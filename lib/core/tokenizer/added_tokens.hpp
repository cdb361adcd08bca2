#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/tokenizer/special_finder.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// An added token that may be in a text.
struct Addition {
  std::string_view name;  // as in the list of added tokens
  TokenId id;
  bool special;
  std::string text;  // what is searched for: the name, or its normalized form
};

/// Finds added tokens in a text as Hugging Face tokenizers 0.23.3 does: from left to right, the longest of those that
/// start at one position, and none that overlaps with an earlier one.
class AddedTokens {
 public:
  /// Precondition: no text is empty. Of several additions with the same text, the first counts.
  explicit AddedTokens(std::vector<Addition> additions);
  AddedTokens(const AddedTokens&) = delete;
  AddedTokens& operator=(const AddedTokens&) = delete;

  [[nodiscard]] bool empty() const noexcept { return additions_.empty(); }

  /// In order of their texts.
  [[nodiscard]] std::span<const Addition> additions() const noexcept { return additions_; }

  /// Calls on_text(segment) for each part of `text` between added tokens, unless it is empty, and
  /// on_token(addition, start) for each added token that is cut out. A special token that the policy does not allow is
  /// ordinary text, but hides tokens that overlap with it. If the policy disallows a token, stops and returns it with
  /// its offset. Time: linear in the size of the text, plus that of the longest token for each occurrence.
  template <class OnText, class OnToken>
  std::optional<std::pair<const Addition*, std::size_t>> walk(std::string_view text, const SpecialPolicy& policy,
                                                              OnText&& on_text, OnToken&& on_token) const {
    std::size_t segment = 0;
    if (finder_) {
      std::size_t from = 0;
      while (const auto found = finder_->find(text, from)) {
        const Addition& addition = additions_[found->name];
        from = found->end;
        if (addition.special) {
          if (policy.disallows(addition.name)) return std::pair(&addition, found->start);
          if (!policy.allows(addition.name)) continue;
        }
        if (found->start > segment) on_text(text.substr(segment, found->start - segment));
        on_token(addition, found->start);
        segment = found->end;
      }
    }
    if (segment < text.size()) on_text(text.substr(segment));
    return std::nullopt;
  }

  /// The end of a text in which no added token is, whatever text follows.
  struct Tail {
    std::size_t segment;  ///< The end of the last added token that is cut out.
    std::size_t start;    ///< The end of the last added token that is found.
    std::size_t end;      ///< From here on, an added token may start.
  };

  /// A token that the policy disallows counts as one that is cut out. Time: linear.
  [[nodiscard]] Tail tail(std::string_view text, const SpecialPolicy& policy) const noexcept;

  /// Where the first added token starts; the size of the text if there is none. Time: linear up to the end of the token.
  [[nodiscard]] std::size_t find(std::string_view text) const noexcept {
    const auto found = finder_ ? finder_->find(text, 0) : std::nullopt;
    return found ? found->start : text.size();
  }

  /// Whether an added token may start before `at` and end after it. Time: linear in the size of the longest one.
  [[nodiscard]] bool may_span(std::string_view text, std::size_t at) const noexcept {
    return finder_ && finder_->undecided(text.substr(0, at), 0) != at;
  }

  /// The start of a token that ends at `at` and is cut out under any policy, whatever text is before it and after `text`;
  /// nullopt if no token is known to. Time: quadratic in the size of the longest one at most.
  [[nodiscard]] std::optional<std::size_t> start_of_cut_out(std::string_view text, std::size_t at) const noexcept;

  /// Whether one of the tokens is cut out under any policy: it is not special.
  [[nodiscard]] bool are_some_cut_out() const noexcept { return !cut_out_ends_.empty(); }

  /// Whether an added token may end at `at`. Time: quadratic in the size of the longest one at most.
  [[nodiscard]] bool may_end(std::string_view text, std::size_t at) const noexcept;

  [[nodiscard]] std::size_t longest() const noexcept { return finder_ ? finder_->max_name_size() : 0; }

 private:
  [[nodiscard]] const Addition* find_text(std::string_view text) const noexcept;

  std::vector<Addition> additions_;
  std::string cut_out_ends_;  // the last bytes of the tokens that are not special
  std::optional<SpecialFinder> finder_;
};

}  // namespace tokmill
