#pragma once

// A window of up to 1 KiB of text with one bitmap per character class. The fast pre-tokenizers compute from these
// bitmaps the starts of pieces for 64 bytes at a time, and find the end of a run by counting bits. So they need no loop
// over characters with an unpredictable branch.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "core/pretokenize/alphabet.hpp"
#include "core/pretokenize/pre_tokenizer.hpp"
#include "core/pretokenize/simd/kernel.hpp"
#include "core/unicode/char_class.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::pretokenize {

using unicode::CharClassSet;

/// The maximum number of blocks in a window.
inline constexpr std::size_t max_blocks = window_size / simd::block_size;

/// A bit per byte of a window, plus a final word of zeros for loads across the end.
using WindowBits = std::array<std::uint64_t, max_blocks + 1>;

/// Extends the marks of the first bytes of characters to all bytes of these characters. To be called for each block in
/// order; `carried` passes state from one block to the next and starts at 0.
[[nodiscard]] inline std::uint64_t whole_characters(std::uint64_t first_bytes, std::uint64_t continuation,
                                                    std::uint64_t& carried) noexcept {
  std::uint64_t bytes = first_bytes | (carried & continuation);
  if (continuation != 0) {
    bytes |= bytes << 1 & continuation;
    bytes |= bytes << 1 & continuation;
    bytes |= bytes << 1 & continuation;
  }
  carried = bytes >> 63;
  return bytes;
}

/// A window and the class of each of its bytes. Every byte of a character has the class of the character.
///
/// A window has sets of 8 classes, so of other alphabets than the plain one it has only what follows; flagged() has the
/// rest:
///  - Alphabet::han: the CharClass; the characters of Han are flagged.
///  - Alphabet::cjk: ASCII has the CharClass. Other characters have their class if it is in the first half of the
///    alphabet, and otherwise one of the classes of ASCII letters: `upper` for letters and marks of cjk::is_cjk,
///    `lower` for its symbols. The rest of cjk::is_cjk has the class cjk::control and is flagged.
class Window {
 public:
  /// Starts a window at `at`, of up to window_size bytes, ending between characters. Reads nothing at or after `end`.
  /// Precondition: [at, end) is UTF-8 and not empty.
  template <Alphabet alphabet>
  void fill(const simd::Kernel& kernel, const char* at, const char* end) noexcept;

  [[nodiscard]] const char* text() const noexcept { return text_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::size_t blocks() const noexcept { return blocks_; }

  /// Whether the window ends at the end of the text.
  [[nodiscard]] bool reaches_end() const noexcept { return reaches_end_; }

  /// Whether a run that ends at `at` ends there regardless of the text after the window, and the next four bytes of the
  /// text, or all that are left of it, are in the window.
  [[nodiscard]] bool is_certain(std::size_t at) const noexcept { return at < certain_end_; }
  /// The smallest `at` for which is_certain(at) is false.
  [[nodiscard]] std::size_t certain_end() const noexcept { return certain_end_; }

  /// The class of the character that contains the byte at `at`, as a set of one; empty at the end of the window.
  [[nodiscard]] CharClassSet class_at(std::size_t at) const noexcept { return classes_[at]; }

  /// Whether the byte at `at` is `byte`, whose class is `byte_class`; false at the end of the window.
  [[nodiscard]] bool is_at(std::size_t at, unicode::CharClass byte_class, char byte) const noexcept {
    return classes_[at] == unicode::set_of(byte_class) && text_[at] == byte;
  }

  /// The start of the character that ends at `end`. Precondition: end > 0.
  [[nodiscard]] std::size_t character_before(std::size_t end) const noexcept {
    do --end;
    while (unicode::is_continuation(text_[end]));
    return end;
  }

  /// The size in bytes of the character that starts at `at`.
  [[nodiscard]] std::size_t character_size(std::size_t at) const noexcept { return unicode::size_from_lead(text_[at]); }

  /// The end of the last character of `set` in [from, to); `from` if there is none.
  [[nodiscard]] std::size_t last_end(CharClassSet set, std::size_t from, std::size_t to) const noexcept {
    while (to > from && (classes_[to - 1] & set) == 0) --to;
    return to;
  }

  /// Sets the bits of the bytes whose class is in `set`.
  void members(const simd::Kernel& kernel, CharClassSet set, WindowBits& out) const noexcept {
    kernel.members(classes_, blocks_, set, out.data());
    out[blocks_] = 0;
  }

  /// Sets the bits of the control characters of ASCII, including white space.
  void ascii_controls(const simd::Kernel& kernel, WindowBits& out) const noexcept {
    kernel.controls(bytes_, blocks_, out.data());
    out[blocks_] = 0;
  }

  /// Sets the bits of the bytes that equal `byte`. Precondition: byte != 0.
  void equal(const simd::Kernel& kernel, char byte, WindowBits& out) const noexcept {
    kernel.equal(bytes_, blocks_, byte, out.data());
    out[blocks_] = 0;
  }

  /// The bytes of non-ASCII characters.
  [[nodiscard]] const WindowBits& non_ascii() const noexcept { return non_ascii_; }
  /// The bytes of flagged characters. Not set for Alphabet::plain.
  [[nodiscard]] const WindowBits& flagged() const noexcept { return flagged_; }
  /// The bytes of non-ASCII characters except their first bytes.
  [[nodiscard]] const WindowBits& continuation() const noexcept { return continuation_; }

 private:
  template <Alphabet alphabet>
  void classify_characters() noexcept;

  const char* text_ = nullptr;
  const char* bytes_ = nullptr;  // text_, or copy_, which is padded with zeros to whole blocks
  std::size_t size_ = 0;
  std::size_t blocks_ = 0;
  std::size_t certain_end_ = 0;
  bool reaches_end_ = false;
  alignas(64) CharClassSet classes_[window_size + 4];  // zeros from the end of the window to the end of its last block
  WindowBits non_ascii_;
  WindowBits continuation_;
  WindowBits flagged_;
  alignas(64) char copy_[window_size];
};

/// The end of the run of set bits that contains `at`; `at` if its bit is not set.
[[nodiscard]] inline std::size_t run_end(const WindowBits& bits, std::size_t at) noexcept {
  while (true) {
    std::uint64_t word;
    std::memcpy(&word, reinterpret_cast<const char*>(bits.data()) + at / 8, sizeof word);
    const auto in_run = static_cast<std::size_t>(std::countr_one(word >> at % 8));
    at += in_run;
    if (in_run < 64 - 8 + 1) return at;
    // All bits that the load is guaranteed to cover are set: the run may continue.
  }
}

inline void set_bit(WindowBits& bits, std::size_t at) noexcept { bits[at / 64] |= std::uint64_t{1} << at % 64; }

}  // namespace tokmill::pretokenize
