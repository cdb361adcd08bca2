#pragma once

// The parts of the fast pre-tokenizers that depend on the instruction set: classifying blocks of 64 bytes, and turning
// classes and bytes into bitmaps. Everything else is shared (pretokenize/window.hpp).

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/unicode/char_class.hpp"

namespace tokmill::pretokenize::simd {

/// The number of bytes in a block, one per bit of a word.
inline constexpr std::size_t block_size = 64;

/// Output arrays of Kernel::classify, with one word per block.
struct ByteBits {
  std::uint64_t* non_ascii;     // bytes from 0x80 to 0xFF
  std::uint64_t* continuation;  // bytes from 0x80 to 0xBF
};

/// The functions of one instruction set. They read and write whole blocks only.
struct Kernel {
  const char* name;

  /// Writes the class of each ASCII byte to `classes`, as a CharClassSet of one class; the values for other bytes are
  /// unspecified. Writes the bitmaps of the bytes to `bits`.
  void (*classify)(const char* text, std::size_t blocks, unicode::CharClassSet* classes, ByteBits bits);

  /// Writes one word per block. Bit i is set if classes[i] and `set` have a class in common.
  void (*members)(const unicode::CharClassSet* classes, std::size_t blocks, unicode::CharClassSet set,
                  std::uint64_t* out);

  /// Writes one word per block. Bit i is set if text[i] == byte.
  void (*equal)(const char* text, std::size_t blocks, char byte, std::uint64_t* out);

  /// Writes one word per block. Bit i is set if text[i] is a control character of ASCII, white space included.
  void (*controls)(const char* text, std::size_t blocks, std::uint64_t* out);
};

/// Portable C++, eight bytes at a time.
extern const Kernel portable_kernel;

/// Returns the kernels that this processor supports, the portable one first and the fastest one last; only the portable
/// one after set_portable_code(true).
[[nodiscard]] std::span<const Kernel* const> kernels() noexcept;

/// The class of each ASCII byte as a set, for kernels that use a lookup table.
struct AsciiClasses {
  alignas(64) unicode::CharClassSet of[128];
};
inline constexpr AsciiClasses ascii_classes = [] {
  AsciiClasses classes{};
  for (unsigned byte = 0; byte < 128; ++byte) {
    classes.of[byte] = unicode::set_of(unicode::ascii_class(static_cast<unsigned char>(byte)));
  }
  return classes;
}();

}  // namespace tokmill::pretokenize::simd
