#pragma once

// What differs from one instruction set to the next: turning 64 bytes into classes, and classes into bits. All else
// of the fast pre_tokenizers is common to all of them (split/window.hpp).

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/unicode/char_class.hpp"

namespace tokmill::pretokenize::simd {

/// Bytes that are handled at once; a bit of a word stands for each.
inline constexpr std::size_t block_size = 64;

/// What a kernel says of the bytes of a text: a word for each block.
struct ByteBits {
  std::uint64_t* non_ascii;     // bytes of 0x80 and above
  std::uint64_t* continuation;  // 0x80 to 0xBF: those of a character but its first
};

/// Three functions for one instruction set. All take whole blocks only and touch nothing else.
struct Kernel {
  const char* name;

  /// Writes to `classes` the class of each byte below 0x80, as the CharClassSet that holds this class alone; what is
  /// written for another byte is without meaning. Writes to `bits` what they are.
  void (*classify)(const char* text, std::size_t blocks, unicode::CharClassSet* classes, ByteBits bits);

  /// Writes one word for each block: bit i is set where classes[i] has a class in common with `set`.
  void (*members)(const unicode::CharClassSet* classes, std::size_t blocks, unicode::CharClassSet set,
                  std::uint64_t* out);

  /// Writes one word for each block: bit i is set where text[i] is `byte`.
  void (*equal)(const char* text, std::size_t blocks, char byte, std::uint64_t* out);
};

/// In C++, eight bytes at a time; runs everywhere, and the others are tested against it.
extern const Kernel portable_kernel;

/// Those that this machine can run, the fastest last. Never empty. The choice is made once, when first asked for.
[[nodiscard]] std::span<const Kernel* const> kernels() noexcept;

/// The class set of each byte below 0x80, for kernels that look it up.
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
