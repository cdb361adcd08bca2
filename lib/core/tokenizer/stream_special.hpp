#pragma once

// Finding special tokens in a text that arrives in parts.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/tokenizer/special_tokens.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Finds the special tokens of a stream that `policy` allows or disallows. Holds back the end of the text if it may be
/// the start of a special token: less than max_special_name bytes.
class StreamSpecial {
 public:
  StreamSpecial(std::span<const SpecialToken> tokens, const SpecialPolicy& policy) : tokens_(tokens), policy_(policy) {}

  /// Calls on_text(text) for ordinary text and on_special(token) for each allowed special token, in order. Stops and
  /// returns false at a disallowed one, which is then disallowed().
  template <class OnText, class OnSpecial>
  bool append(std::string_view part, OnText&& on_text, OnSpecial&& on_special) {
    if (!held_.empty()) {
      const std::size_t before = held_.size();
      held_ += part.substr(0, max_special_name);
      std::string joined;
      joined.swap(held_);
      // What starts in the bytes held back is decided unless all of `part` was joined.
      const std::size_t decided = split(joined, before, on_text, on_special);
      if (disallowed_) return false;
      if (decided < before) {
        held_ = joined.substr(decided);
        return true;
      }
      part.remove_prefix(decided - before);
    }
    const std::size_t decided = split(part, part.size(), on_text, on_special);
    if (disallowed_) return false;
    held_ = part.substr(decided);
    return true;
  }

  /// Ends the text, or a part of it that no special token spans the end of.
  template <class OnText>
  void finish(OnText&& on_text) {
    if (!held_.empty()) on_text(std::string_view(held_));
    offset_ += held_.size();
    held_.clear();
  }

  /// Moves the offset over bytes that are not passed to append().
  void skip(std::size_t bytes) noexcept { offset_ += bytes; }

  /// The disallowed special token, with its byte offset in the stream.
  struct Disallowed {
    std::uint64_t offset;
    const SpecialToken* token;
  };
  [[nodiscard]] const std::optional<Disallowed>& disallowed() const noexcept { return disallowed_; }

 private:
  // Splits the text at the special tokens that start before `until`. Returns the offset to continue at: at least
  // `until`, or less if a special token may start there that the text ends in.
  template <class OnText, class OnSpecial>
  std::size_t split(std::string_view text, std::size_t until, const OnText& on_text, const OnSpecial& on_special) {
    const std::uint64_t start_offset = offset_;
    std::size_t segment = 0;
    std::size_t from = 0;
    const auto text_until = [&](std::size_t end) {
      if (end > segment) on_text(text.substr(segment, end - segment));
      segment = end;
      offset_ = start_offset + end;
    };
    while (const auto found = find_special_token(tokens_, text, from)) {
      if (found->start >= until) break;
      from = found->start + found->token->name.size();
      if (policy_.disallows(found->token->name)) {
        text_until(found->start);
        disallowed_ = Disallowed{offset_, found->token};
        return segment;
      }
      if (!policy_.allows(found->token->name)) continue;
      text_until(found->start);
      on_special(*found->token);
      segment = from;
      offset_ = start_offset + from;
    }
    text_until(std::max(segment, std::min(until, undecided_special_token(text, from))));
    return segment;
  }

  std::span<const SpecialToken> tokens_;
  const SpecialPolicy& policy_;
  std::string held_;
  std::uint64_t offset_ = 0;  // of held_ in the stream
  std::optional<Disallowed> disallowed_;
};

}  // namespace tokmill
