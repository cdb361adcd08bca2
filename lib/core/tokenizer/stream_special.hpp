#pragma once

// Finding special tokens in a text that arrives in parts.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/tokenizer/special_tokens.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Finds the special tokens of a stream that `policy` allows or disallows. Holds back the end of the text if it may be
/// the start of a special token: less than SpecialTokens::max_name_size() bytes.
class StreamSpecial {
 public:
  StreamSpecial(const SpecialTokens& tokens, const SpecialPolicy& policy) : tokens_(tokens), policy_(policy) {}

  /// Calls on_text(text) for ordinary text and on_special(token) for each allowed special token, in order. Stops and
  /// returns false at a disallowed one, which is then disallowed().
  template <class OnText, class OnSpecial>
  bool append(std::string_view part, OnText&& on_text, OnSpecial&& on_special) {
    if (!held_.empty()) {
      const std::size_t before = held_.size();
      held_ += part.substr(0, tokens_.max_name_size());
      std::string joined;
      joined.swap(held_);
      // What starts in the bytes held back is decided unless all of `part` was joined.
      const std::size_t decided = split(joined, before, false, on_text, on_special);
      if (disallowed_) return false;
      if (decided < before) {
        held_ = joined.substr(decided);
        return true;
      }
      part.remove_prefix(decided - before);
    }
    const std::size_t decided = split(part, part.size(), false, on_text, on_special);
    if (disallowed_) return false;
    held_ = part.substr(decided);
    return true;
  }

  /// Ends the text, or a part of it that no special token spans the end of. The same otherwise.
  template <class OnText, class OnSpecial>
  bool finish(OnText&& on_text, OnSpecial&& on_special) {
    if (held_.empty()) return true;
    std::string rest;
    rest.swap(held_);
    split(rest, rest.size(), true, on_text, on_special);
    return !disallowed_;
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
  // `until`, or less if a special token may start there that the text ends in. If `is_last`, no text follows.
  template <class OnText, class OnSpecial>
  std::size_t split(std::string_view text, std::size_t until, bool is_last, const OnText& on_text,
                    const OnSpecial& on_special) {
    const auto undecided_from = [&](std::size_t at) { return is_last ? text.size() : tokens_.undecided(text, at); };
    const std::uint64_t start_offset = offset_;
    std::size_t segment = 0;
    std::size_t from = 0;
    const auto text_until = [&](std::size_t end) {
      if (end > segment) on_text(text.substr(segment, end - segment));
      segment = end;
      offset_ = start_offset + end;
    };
    std::size_t undecided = undecided_from(from);
    while (const auto found = tokens_.find(text, from)) {
      // A special token that starts earlier, or at the same position and is longer, may reach beyond the text.
      if (found->start >= std::min(until, undecided)) break;
      const std::size_t end = found->start + found->token->name.size();
      if (policy_.disallows(found->token->name)) {
        text_until(found->start);
        disallowed_ = Disallowed{offset_, found->token};
        return segment;
      }
      from = found->start + 1;
      if (policy_.allows(found->token->name)) {
        text_until(found->start);
        on_special(*found->token);
        segment = from = end;
        offset_ = start_offset + end;
      }
      if (undecided < from) undecided = undecided_from(from);
    }
    text_until(std::max(segment, std::min(until, undecided)));
    return segment;
  }

  const SpecialTokens& tokens_;
  const SpecialPolicy& policy_;
  std::string held_;
  std::uint64_t offset_ = 0;  // of held_ in the stream
  std::optional<Disallowed> disallowed_;
};

}  // namespace tokmill
