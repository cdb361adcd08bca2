#pragma once

// The fast pre_tokenizers: how a machine that sees a window becomes a PreTokenizer.
//
// A machine has three ways to find where pieces end, each slower than the one before and right where that one is not:
//
//  1. mark() computes for every byte of the window whether a piece starts there, 64 at a time, from the class of the byte and of
//     those beside it. What cannot be told from these it marks as *hard*.
//  2. piece_end() follows the pattern from the start of a piece, run by run. It is asked for the piece that a hard byte is in.
//  3. The scalar machine, for a piece that does not end in the window.
//
// What a machine owes: from the start of a piece on, the first byte that it marks wrongly, or fails to mark, as a start has a
// hard byte before it or at it, and behind the start of the piece. Behind the end of a piece that has a hard byte in it, marks
// are right again.

#include "core/pretokenize/families/scalar.hpp"
#include "core/pretokenize/pre_tokenizer.hpp"
#include "core/pretokenize/window.hpp"

namespace tokmill::pretokenize::windowed {

using unicode::CharClass;
using unicode::CharClassSet;

/// Stands for an end that the window does not show.
inline constexpr std::size_t undecided = ~std::size_t{0};

/// `at`, where a run ends, if that is sure.
[[nodiscard]] inline std::size_t if_sure(const Window& window, std::size_t at) noexcept {
  return window.is_sure(at) ? at : undecided;
}

/// The end of a piece of white space that starts at `at`, whose run goes on to `end` and no further: all but its last
/// character, which is left to the next piece, or that one where there is no other (as scalar::leaving_last).
[[nodiscard]] inline std::size_t leaving_last(const Window& window, std::size_t at, std::size_t end) noexcept {
  const std::size_t last = window.character_before(end);
  return last == at ? end : last;
}

/// What mark() finds.
struct Marks {
  WindowBits starts;
  WindowBits hard;
};

/// The bits of a word moved up by one byte, so that each byte has what is so of the byte before it.
[[nodiscard]] inline std::uint64_t of_byte_before(const WindowBits& bits, std::size_t block) noexcept {
  return bits[block] << 1 | (block == 0 ? 0 : bits[block - 1] >> 63);
}
/// Likewise of the byte behind.
[[nodiscard]] inline std::uint64_t of_byte_behind(const WindowBits& bits, std::size_t block) noexcept {
  return bits[block] >> 1 | bits[block + 1] << 63;
}

/// Marks first bytes so that the whole character is marked: for each block in order, `carried` being what the block before
/// left over.
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

/// Marks the starts of numbers, which have three digits each from the start of a run on. Numbers beyond ASCII, and what follows
/// them in their run, are hard.
inline void mark_numbers(const Window& window, const WindowBits& numbers, Marks& marks) noexcept {
  std::uint64_t carried = 0;  // starts that fall into the next block
  for (std::size_t block = 0; block < window.blocks(); ++block) {
    const std::uint64_t here = numbers[block];
    if (here == 0) {
      carried = 0;
      continue;
    }
    const std::uint64_t before = block == 0 ? 0 : numbers[block - 1];
    const std::uint64_t second = here & (here << 1 | before >> 63);
    const std::uint64_t third = second & (here << 2 | before >> 62);
    const std::uint64_t fourth = third & (here << 3 | before >> 61);  // with three more of them before it
    std::uint64_t starts = (here & ~second) | (carried & fourth);
    std::uint64_t all = starts;
    for (std::uint64_t next = starts << 3 & fourth; next != 0; next = next << 3 & fourth) all |= next;
    marks.starts[block] |= all;
    carried = all >> 61;
    for (std::uint64_t left = here & window.non_ascii()[block]; left != 0; left &= left - 1) {
      const std::size_t at = block * 64 + static_cast<std::size_t>(std::countr_zero(left));
      for (std::size_t end = run_end(numbers, at), i = at; i < end; ++i) set_bit(marks.hard, i);
    }
  }
}

/// Marks as hard the white space at the end of the text, if the window has it: patterns have rules of their own for it.
inline void mark_last_white_space(const Window& window, CharClassSet white_space, Marks& marks) noexcept {
  if (!window.reaches_end()) return;
  std::size_t start = window.size();
  while (start > 0 && (window.class_at(start - 1) & white_space) != 0) --start;
  for (std::size_t at = start + 1; at < window.size(); ++at) set_bit(marks.hard, at);
}

/// Marks as hard the blanks that a line starts with and that its end follows at once: a blank line is one piece with the
/// newline before it, unless that belongs to punctuation. `blanks`: white space but newlines.
inline void mark_blank_lines(const Window& window, const WindowBits& blanks, const WindowBits& newlines,
                             Marks& marks) noexcept {
  const auto mark_run_before = [&](std::size_t end) {
    std::size_t start = end;
    while (start > 0 && (window.class_at(start - 1) & unicode::set_of(CharClass::space)) != 0) --start;
    if (start > 0 && start < end && (window.class_at(start - 1) & unicode::set_of(CharClass::newline)) != 0) {
      set_bit(marks.hard, start);
    }
  };
  for (std::size_t block = 0; block < window.blocks(); ++block) {
    for (std::uint64_t ends = newlines[block] & of_byte_before(blanks, block); ends != 0; ends &= ends - 1) {
      mark_run_before(block * 64 + static_cast<std::size_t>(std::countr_zero(ends)));
    }
  }
  if (!window.reaches_end()) mark_run_before(window.size());
}

/// A contraction's tail, behind an apostrophe that stands at `at` if any does: its end, else `at`.
inline std::size_t contraction_end(const Window& window, std::size_t at, const char* end_of_text) noexcept {
  if (!window.is_at(at, CharClass::other, '\'')) [[likely]] return at;
  const char* const tail = window.text() + at + 1;
  const char* const end = scalar::contraction_end<true>(tail, end_of_text);
  return end == tail ? at : static_cast<std::size_t>(end - window.text());
}

/// The end of at most three characters of `numbers` from `at`, where one stands; `undecided` where the window does not
/// show it.
inline std::size_t number_end(const Window& window, const WindowBits& numbers, std::size_t at) noexcept {
  const std::size_t run = run_end(numbers, at);
  std::size_t end = at;
  for (int left = 3; left > 0 && end < run; --left) end += window.character_size(end);
  return end == run && !window.is_sure(run) ? undecided : end;
}

/// A pre_tokenizer of a Machine, which is made for a window and a kernel and has
///
///     void mark(Marks&) const;                                            // into zeros
///     std::size_t piece_end(std::size_t at, const char* end_of_text) const;  // or undecided
///     static constexpr PreTokenizer scalar;
template <class Machine>
std::size_t split(const simd::Kernel& kernel, const char* at, const char* end, const char** ends) noexcept {
  if (at == end) return 0;
  Window window;
  window.fill(kernel, at, end);
  const Machine machine(window, kernel);
  Marks marks;
  std::memset(&marks, 0, sizeof marks);
  machine.mark(marks);

  std::size_t written = 0;
  std::size_t piece = 0;  // where it starts
  std::uint64_t behind = ~std::uint64_t{1};  // the bits behind that place, in its block
  // What is marked in the last few bytes depends on what comes after them.
  const std::size_t sure = window.sure();
  for (std::size_t block = 0; block < window.blocks();) {
    const std::uint64_t hard = marks.hard[block] & behind;
    std::uint64_t left = (marks.starts[block] & behind) | hard;
    behind = ~std::uint64_t{0};
    const std::size_t first = block * 64;
    bool moved = false;
    for (; left != 0; left &= left - 1) {
      const std::uint64_t lowest = left & (~left + 1);
      const std::size_t here = first + static_cast<std::size_t>(std::countr_zero(left));
      if (here >= sure || here >= window.size()) break;
      if ((hard & lowest) == 0) [[likely]] {
        ends[written++] = at + here;
        piece = here;
        continue;
      }
      const std::size_t found = machine.piece_end(piece, end);
      if (found == undecided) return written > 0 ? written : Machine::scalar(at, end, ends, 1);
      ends[written++] = at + found;
      piece = found;
      block = found / 64;
      behind = found % 64 == 63 ? 0 : ~std::uint64_t{0} << (found % 64 + 1);
      moved = true;
      break;
    }
    if (!moved) ++block;
  }
  if (window.reaches_end() && piece < window.size()) ends[written++] = end;
  return written > 0 ? written : Machine::scalar(at, end, ends, 1);
}

}  // namespace tokmill::pretokenize::windowed
