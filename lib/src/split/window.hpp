#pragma once

// A stretch of text with what its bytes are as bits, which the fast splitters ask instead of looking at characters
// one by one: where a run ends is then a count of zeros, not a loop whose end no processor can foresee.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "split/simd/kernel.hpp"
#include "split/splitter.hpp"
#include "text/char_class.hpp"

namespace tokmill::split {

using text::CharClassSet;

/// The runs that a splitter asks for, by number.
template <std::size_t set_count>
class Window {
 public:
  explicit Window(const std::array<CharClassSet, set_count>& sets) noexcept : sets_(sets) {}

  /// Takes the text from `at`: up to window_size bytes, fewer so that a character is not cut. Precondition:
  /// [at, end) is UTF-8 and not empty. Reads nothing beyond `end`.
  void fill(const simd::Kernel& kernel, const char* at, const char* end) noexcept {
    text_ = at;
    reaches_end_ = static_cast<std::size_t>(end - at) <= window_size;
    size_ = reaches_end_ ? static_cast<std::size_t>(end - at) : window_size;
    if (!reaches_end_) {
      while ((static_cast<unsigned char>(at[size_]) & 0xC0) == 0x80) --size_;
    }
    sure_ = reaches_end_ ? size_ + 1 : size_ - 4;
    const std::size_t blocks = classify(kernel, at, size_);
    for (std::size_t i = 0; i < set_count; ++i) {
      kernel.members(classes_, blocks, sets_[i], members_[i]);
      members_[i][blocks] = 0;
    }
  }

  [[nodiscard]] const char* text() const noexcept { return text_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  /// Whether the text ends where the window does.
  [[nodiscard]] bool reaches_end() const noexcept { return reaches_end_; }

  /// Whether a run that ends at `at` ends there whatever comes after the window, and the four bytes from there, as
  /// far as the text has them, are in the window.
  [[nodiscard]] bool is_sure(std::size_t at) const noexcept { return at < sure_; }

  /// The class of the character that the byte at `at` is a part of, as a set of one; empty at the end of the window.
  [[nodiscard]] CharClassSet class_at(std::size_t at) const noexcept { return classes_[at]; }

  /// Whether a byte with this class stands at `at` and is `byte`.
  [[nodiscard]] bool is_at(std::size_t at, text::CharClass of_byte, char byte) const noexcept {
    return classes_[at] == text::set_of(of_byte) && text_[at] == byte;
  }

  /// The end of the run of set number `set` that `at` is in; `at` itself where it is in none.
  template <std::size_t set>
  [[nodiscard]] std::size_t run_end(std::size_t at) const noexcept {
    static_assert(set < set_count);
    while (true) {
      std::uint64_t word;
      std::memcpy(&word, reinterpret_cast<const char*>(members_[set]) + at / 8, sizeof word);
      const auto in_run = static_cast<std::size_t>(std::countr_one(word >> at % 8));
      at += in_run;
      if (in_run < 64 - 8 + 1) return at;
      // As many bits as the load is sure to have had: the run may go on.
    }
  }

  /// The end of the last character of set number `set` in [from, to); `from` where there is none.
  template <std::size_t set>
  [[nodiscard]] std::size_t last_end(std::size_t from, std::size_t to) const noexcept {
    while (to > from && (classes_[to - 1] & sets_[set]) == 0) --to;
    return to;
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

 private:
  static constexpr std::size_t most_blocks = window_size / simd::block_size;

  std::size_t classify(const simd::Kernel& kernel, const char* at, std::size_t size) noexcept;

  const std::array<CharClassSet, set_count>& sets_;
  const char* text_ = nullptr;
  std::size_t size_ = 0;
  std::size_t sure_ = 0;
  bool reaches_end_ = false;
  alignas(64) CharClassSet classes_[window_size + simd::block_size];
  std::uint64_t members_[set_count][most_blocks + 1];  // the last word of a set is zero, for loads across the end
};

/// Writes the class of every byte of [at, at + size) to `classes`, and zeros behind them up to a whole number of
/// blocks and at least one byte more. Returns that number. A character of several bytes has its class at each.
std::size_t classify_bytes(const simd::Kernel& kernel, const char* at, std::size_t size,
                           CharClassSet* classes) noexcept;

template <std::size_t set_count>
std::size_t Window<set_count>::classify(const simd::Kernel& kernel, const char* at, std::size_t size) noexcept {
  return classify_bytes(kernel, at, size, classes_);
}

}  // namespace tokmill::split
