#pragma once

// What the fast splitters have in common: one window of text after the other, and the scalar machine for a piece that
// no window holds.

#include "split/scalar.hpp"
#include "split/splitter.hpp"
#include "split/window.hpp"

namespace tokmill::split::windowed {

using text::CharClass;
using text::CharClassSet;

/// Stands for an end that the window does not show.
inline constexpr std::size_t undecided = ~std::size_t{0};

/// A contraction's tail, behind an apostrophe that stands at `at` if any does: its end, else `at`.
template <class AnyWindow>
std::size_t contraction_end(const AnyWindow& window, std::size_t at, const char* end_of_text) noexcept {
  if (!window.is_at(at, CharClass::other, '\'')) [[likely]] return at;
  const char* const tail = window.text() + at + 1;
  const char* const end = scalar::contraction_end<true>(tail, end_of_text);
  return end == tail ? at : static_cast<std::size_t>(end - window.text());
}

/// The end of at most three characters of set number `numbers` from `at`, where one stands; `undecided` where the
/// window does not show it.
template <std::size_t numbers, class AnyWindow>
std::size_t number_end(const AnyWindow& window, std::size_t at) noexcept {
  const std::size_t run = window.template run_end<numbers>(at);
  const std::size_t three = run - at < 3 ? run : at + 3;
  const auto byte = [&window](std::size_t i) { return static_cast<unsigned char>(window.text()[i]); };
  if ((byte(at) | byte((at + three) / 2) | byte(three - 1)) < 0x80) [[likely]] {
    return three == run && !window.is_sure(run) ? undecided : three;
  }
  std::size_t end = at;
  for (int left = 3; left > 0 && end < run; --left) end += window.character_size(end);
  return end == run && !window.is_sure(run) ? undecided : end;
}

/// A splitter whose pieces are found by Machine::piece_end(window, at, end_of_text), over the sets Machine::sets.
template <class Machine>
std::size_t split(const simd::Kernel& kernel, const char* at, const char* end, const char** ends,
                  std::size_t capacity) noexcept {
  if (at == end || capacity == 0) return 0;
  Window<Machine::sets.size()> window(Machine::sets);
  window.fill(kernel, at, end);
  std::size_t written = 0;
  for (std::size_t piece = 0; piece < window.size() && written < capacity;) {
    piece = Machine::piece_end(window, piece, end);
    if (piece == undecided) break;
    ends[written++] = at + piece;
  }
  if (written == 0) return Machine::scalar(at, end, ends, 1);
  return written;
}

}  // namespace tokmill::split::windowed
