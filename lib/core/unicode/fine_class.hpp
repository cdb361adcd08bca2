#pragma once

#include <cstddef>
#include <cstdint>

#include "core/unicode/char_class.hpp"

namespace tokmill::unicode {

// A two-stage table like that of char_class.hpp, which stays smaller and faster without these flags.
namespace fine_tables {
#include "core/unicode/fine_class_tables.inc"
}  // namespace fine_tables

/// A CharClass and flags that few patterns distinguish. Derived from Unicode 16.0.
class FineClass {
 public:
  /// The number of values of value().
  static constexpr unsigned values = 32;

  constexpr explicit FineClass(std::uint8_t value) noexcept : value_(value) {}

  [[nodiscard]] constexpr std::uint8_t value() const noexcept { return value_; }
  [[nodiscard]] constexpr CharClass char_class() const noexcept { return static_cast<CharClass>(value_ & 7U); }

  /// Whether the script is Han (Script, not Script_Extensions).
  [[nodiscard]] constexpr bool is_han() const noexcept { return (value_ & 8U) != 0; }

  /// Whether the general category is P or S.
  [[nodiscard]] constexpr bool is_symbol() const noexcept { return (value_ & 16U) != 0; }

 private:
  std::uint8_t value_;
};

/// The class of a code point. Precondition: code_point <= 0x10FFFF. Constant time: two dependent loads.
[[nodiscard]] constexpr FineClass fine_class(char32_t code_point) noexcept {
  using namespace fine_tables;
  const std::size_t block = block_of_prefix[code_point >> block_bits];
  return FineClass(fine_class_blocks[block << block_bits | (code_point & ((1U << block_bits) - 1))]);
}

}  // namespace tokmill::unicode
