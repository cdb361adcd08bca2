#pragma once

// Checking UTF-8 in a text that arrives in parts.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "core/unicode/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Separates the well-formed text of a stream from its ill-formed parts. Holds back a character that is not complete.
class StreamUtf8 {
 public:
  /// Calls on_text(text) for well-formed text and on_ill_formed(bytes) for each ill-formed part, in order.
  template <class OnText, class OnIllFormed>
  void append(std::string_view part, OnText&& on_text, OnIllFormed&& on_ill_formed) {
    if (held_size_ > 0 && !complete(part, on_text, on_ill_formed)) return;
    for (bool is_first = true; !part.empty(); is_first = false) {
      const auto [well_formed, ill_formed] = unicode::next_parts(part, is_first);
      if (well_formed > 0) on_text(part.substr(0, well_formed));
      offset_ += well_formed;
      part.remove_prefix(well_formed);
      if (part.empty()) return;
      if (ill_formed == part.size() && unicode::is_cut_short(part)) {
        hold(part);
        return;
      }
      report(part.substr(0, ill_formed), on_ill_formed);
      part.remove_prefix(ill_formed);
    }
  }

  /// The start of a character that is held back. Valid until the next call.
  [[nodiscard]] std::string_view held() const noexcept { return {held_, held_size_}; }

  /// Skips `size` bytes of well-formed text. Precondition: no character is held back.
  void skip(std::size_t size) noexcept { offset_ += size; }

  /// Ends the text. Calls on_ill_formed(bytes) if its last character is not complete.
  template <class OnIllFormed>
  void finish(OnIllFormed&& on_ill_formed) {
    if (held_size_ > 0) report({held_, held_size_}, on_ill_formed);
    held_size_ = 0;
  }

  /// The byte offset of the first ill-formed part.
  [[nodiscard]] std::optional<std::uint64_t> first_ill_formed() const noexcept { return first_ill_formed_; }

 private:
  // Completes the character that is held back by the start of `part`, which is removed. Returns false if it is still
  // not complete.
  template <class OnText, class OnIllFormed>
  bool complete(std::string_view& part, const OnText& on_text, const OnIllFormed& on_ill_formed) {
    const std::size_t before = held_size_;
    hold(part.substr(0, std::min(part.size(), sizeof held_ - before)));
    const std::string_view held(held_, held_size_);
    if (unicode::is_cut_short(held)) return false;
    held_size_ = 0;
    std::size_t size = unicode::well_formed_size(held);
    if (size > 0) {
      on_text(held.substr(0, size));
      offset_ += size;
    } else {
      size = unicode::ill_formed_size(held);  // at least `before`: these bytes are the start of a character
      report(held.substr(0, size), on_ill_formed);
    }
    part.remove_prefix(size - before);
    return true;
  }

  void hold(std::string_view bytes) noexcept {
    std::copy(bytes.begin(), bytes.end(), held_ + held_size_);
    held_size_ += bytes.size();
  }

  template <class OnIllFormed>
  void report(std::string_view bytes, const OnIllFormed& on_ill_formed) {
    if (!first_ill_formed_) first_ill_formed_ = offset_;
    on_ill_formed(bytes);
    offset_ += bytes.size();
  }

  char held_[4];  // the start of a character
  std::size_t held_size_ = 0;
  std::uint64_t offset_ = 0;  // of held_ in the stream
  std::optional<std::uint64_t> first_ill_formed_;
};

}  // namespace tokmill
