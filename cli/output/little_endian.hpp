#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>

namespace tokmill::cli::output {

/// Appends each number as a little-endian `Target`, to which it must fit.
template <std::unsigned_integral Target, std::unsigned_integral Number>
void append_little_endian(std::span<const Number> numbers, std::string& bytes) {
  std::size_t at = bytes.size();
  bytes.resize(at + numbers.size() * sizeof(Target));
  for (const Number number : numbers) {
    const auto target = static_cast<Target>(number);
    if constexpr (std::endian::native == std::endian::little) {
      std::memcpy(bytes.data() + at, &target, sizeof(Target));
      at += sizeof(Target);
    } else {
      for (std::size_t i = 0; i < sizeof(Target); ++i) bytes[at++] = static_cast<char>(target >> (8 * i) & 0xFF);
    }
  }
}

/// As above, for one number.
template <std::unsigned_integral Target>
void append_little_endian(Target number, std::string& bytes) {
  append_little_endian<Target>(std::span<const Target>(&number, 1), bytes);
}

}  // namespace tokmill::cli::output
