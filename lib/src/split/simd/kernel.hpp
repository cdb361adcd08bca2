#pragma once

// What differs from one instruction set to the next: turning 64 bytes into classes, and classes into bits. All else
// of the fast splitters is common to all of them (split/window.hpp).

#include <cstddef>
#include <cstdint>
#include <span>

#include "text/char_class.hpp"

namespace tokmill::split::simd {

/// Bytes that are handled at once; a bit of a word stands for each.
inline constexpr std::size_t block_size = 64;

/// Two functions for one instruction set. Both take whole blocks only and touch nothing else.
struct Kernel {
  const char* name;

  /// Writes to `classes` the class of each byte below 0x80, as the CharClassSet that holds this class alone, and to
  /// `non_ascii` one bit for each byte that is 0x80 or above; what is written for such a byte is without meaning.
  void (*classify)(const char* text, std::size_t blocks, text::CharClassSet* classes, std::uint64_t* non_ascii);

  /// Writes one word for each block: bit i is set where classes[i] has a class in common with `set`.
  void (*members)(const text::CharClassSet* classes, std::size_t blocks, text::CharClassSet set,
                  std::uint64_t* out);
};

/// In C++, eight bytes at a time; runs everywhere, and the others are tested against it.
extern const Kernel portable_kernel;

/// Those that this machine can run, the fastest last. Never empty. The choice is made once, when first asked for.
[[nodiscard]] std::span<const Kernel* const> kernels() noexcept;

/// The class set of each byte below 0x80, for kernels that look it up.
struct AsciiClasses {
  alignas(64) text::CharClassSet of[128];
};
inline constexpr AsciiClasses ascii_classes = [] {
  AsciiClasses classes{};
  for (unsigned byte = 0; byte < 128; ++byte) {
    classes.of[byte] = text::set_of(text::ascii_class(static_cast<unsigned char>(byte)));
  }
  return classes;
}();

}  // namespace tokmill::split::simd
