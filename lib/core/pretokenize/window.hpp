#pragma once

// A stretch of text with what its bytes are as bits, a word for each block of 64: from these the fast pre_tokenizers compute
// where pieces start for all bytes of a block at once, and where a run ends by counting zeros. No loop over characters
// is left whose end a processor cannot foresee.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "core/pretokenize/pre_tokenizer.hpp"
#include "core/pretokenize/simd/kernel.hpp"
#include "core/unicode/char_class.hpp"

namespace tokmill::pretokenize {

using unicode::CharClassSet;

/// Blocks in a window.
inline constexpr std::size_t most_blocks = window_size / simd::block_size;

/// A bit for each byte of a window, and a last word of zeros, for loads across the end.
using WindowBits = std::array<std::uint64_t, most_blocks + 1>;

/// A window and the class of each of its bytes. A character of several bytes has its class at each of them.
class Window {
 public:
  /// Takes the text from `at`: up to window_size bytes, fewer so that a character is not cut. Precondition:
  /// [at, end) is UTF-8 and not empty. Reads nothing at or beyond `end`.
  void fill(const simd::Kernel& kernel, const char* at, const char* end) noexcept;

  [[nodiscard]] const char* text() const noexcept { return text_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::size_t blocks() const noexcept { return blocks_; }

  /// Whether the text ends where the window does.
  [[nodiscard]] bool reaches_end() const noexcept { return reaches_end_; }

  /// Whether what ends at `at` ends there whatever comes after the window, and the four bytes from there, as far as the
  /// text has them, are in the window.
  [[nodiscard]] bool is_sure(std::size_t at) const noexcept { return at < sure_; }
  /// The least `at` that is not.
  [[nodiscard]] std::size_t sure() const noexcept { return sure_; }

  /// The class of the character that the byte at `at` is a part of, as a set of one; empty at the end of the window.
  [[nodiscard]] CharClassSet class_at(std::size_t at) const noexcept { return classes_[at]; }

  /// Whether a byte with this class stands at `at` and is `byte`.
  [[nodiscard]] bool is_at(std::size_t at, unicode::CharClass of_byte, char byte) const noexcept {
    return classes_[at] == unicode::set_of(of_byte) && text_[at] == byte;
  }

  /// Where the character starts that ends at `end`. Precondition: end > 0.
  [[nodiscard]] std::size_t character_before(std::size_t end) const noexcept {
    do --end;
    while ((static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80);
    return end;
  }

  /// The size of the character that starts at `at`.
  [[nodiscard]] std::size_t character_size(std::size_t at) const noexcept {
    const auto lead = static_cast<unsigned char>(text_[at]);
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  }

  /// The end of the last character of `set` in [from, to); `from` where there is none.
  [[nodiscard]] std::size_t last_end(CharClassSet set, std::size_t from, std::size_t to) const noexcept {
    while (to > from && (classes_[to - 1] & set) == 0) --to;
    return to;
  }

  /// The bytes whose class is in `set`.
  void members(const simd::Kernel& kernel, CharClassSet set, WindowBits& out) const noexcept {
    kernel.members(classes_, blocks_, set, out.data());
    out[blocks_] = 0;
  }

  /// The bytes that are `byte`, which is not NUL.
  void equal(const simd::Kernel& kernel, char byte, WindowBits& out) const noexcept {
    kernel.equal(bytes_, blocks_, byte, out.data());
    out[blocks_] = 0;
  }

  /// The bytes of characters beyond ASCII, and all of those but the first of each.
  [[nodiscard]] const WindowBits& non_ascii() const noexcept { return non_ascii_; }
  [[nodiscard]] const WindowBits& continuation() const noexcept { return continuation_; }

 private:
  void classify_characters() noexcept;

  const char* text_ = nullptr;
  const char* bytes_ = nullptr;  // the same, or a copy with zeros up to a whole block
  std::size_t size_ = 0;
  std::size_t blocks_ = 0;
  std::size_t sure_ = 0;
  bool reaches_end_ = false;
  alignas(64) CharClassSet classes_[window_size + 4];  // zeros from the end of the window to that of its last block
  WindowBits non_ascii_;
  WindowBits continuation_;
  alignas(64) char copy_[window_size];
};

/// The end of the run of set bits that `at` is in; `at` itself where its bit is not set.
[[nodiscard]] inline std::size_t run_end(const WindowBits& bits, std::size_t at) noexcept {
  while (true) {
    std::uint64_t word;
    std::memcpy(&word, reinterpret_cast<const char*>(bits.data()) + at / 8, sizeof word);
    const auto in_run = static_cast<std::size_t>(std::countr_one(word >> at % 8));
    at += in_run;
    if (in_run < 64 - 8 + 1) return at;
    // As many bits as the load is sure to have had: the run may go on.
  }
}

inline void set_bit(WindowBits& bits, std::size_t at) noexcept { bits[at / 64] |= std::uint64_t{1} << at % 64; }

}  // namespace tokmill::pretokenize
