#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tokmill::fuzz {

/// Cuts a text at pseudo-random positions.
class Cutter {
 public:
  Cutter(std::string_view text, std::uint32_t seed) : text_(text), state_(seed * 2 + 1) {}

  [[nodiscard]] bool is_done() const { return text_.empty(); }

  std::string_view next() {
    state_ = state_ * 1664525 + 1013904223;
    const std::size_t longest = std::size_t{1} << (state_ >> 28);
    const std::string_view part = text_.substr(0, (state_ >> 8) % longest + 1);
    text_.remove_prefix(part.size());
    return part;
  }

 private:
  std::string_view text_;
  std::uint32_t state_;
};

}  // namespace tokmill::fuzz
