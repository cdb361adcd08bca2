#pragma once

// The framework of the fast pre-tokenizers: makes a SplitFunction from a machine that works on windows of text.
//
// A machine finds the ends of pieces in three ways, each slower than the previous one and used if that one cannot
// decide:
//
//  1. mark() computes, for 64 bytes at a time, at which bytes a piece starts, from the classes of the byte and of the
//     bytes near it. It sets a bit in the slow-path mask at the bytes where that is not sufficient: the *slow* bytes.
//  2. piece_end() follows the pattern from the start of a piece, run by run. It is called for each piece that contains
//     a slow byte.
//  3. The scalar machine handles a piece whose end is not in the window.
//
// The contract of mark(): let p be the start of a piece. If a byte after p is the first one whose start bit is wrong
// (set or missing), a byte after p, at or before that one, is slow. After the end of a piece that contains a slow byte,
// the start bits are right again.

#include "core/pretokenize/families/scalar.hpp"
#include "core/pretokenize/pre_tokenizer.hpp"
#include "core/pretokenize/window.hpp"

namespace tokmill::pretokenize::windowed {

using unicode::CharClassSet;

/// The end of a piece that cannot be determined from the window.
inline constexpr std::size_t undecided = ~std::size_t{0};

/// `at`, the end of a run, if it is certain; otherwise `undecided`.
[[nodiscard]] inline std::size_t if_certain(const Window& window, std::size_t at) noexcept {
  return window.is_certain(at) ? at : undecided;
}

/// The end of a piece of white space whose run is [at, end): before the last character, or `end` if the run has only
/// one character. See scalar::all_but_last.
[[nodiscard]] inline std::size_t all_but_last(const Window& window, std::size_t at, std::size_t end) noexcept {
  const std::size_t last = window.character_before(end);
  return last == at ? end : last;
}

/// The result of mark().
struct Marks {
  WindowBits starts;  // a piece starts at this byte
  WindowBits slow;    // the slow-path mask
};

/// The bytes of the block that directly follow a set bit.
[[nodiscard]] inline std::uint64_t after(const WindowBits& bits, std::size_t block) noexcept {
  return bits[block] << 1 | (block == 0 ? 0 : bits[block - 1] >> 63);
}
/// The bytes of the block that directly precede a set bit.
[[nodiscard]] inline std::uint64_t before(const WindowBits& bits, std::size_t block) noexcept {
  return bits[block] >> 1 | bits[block + 1] << 63;
}

/// Marks the starts of numbers of at most `max` characters: each number if it is one, otherwise every third digit from
/// the start of a run. In the second case, non-ASCII numbers and the bytes that follow them in their run are slow.
template <std::size_t max>
void mark_numbers(const Window& window, const WindowBits& numbers, Marks& marks) noexcept {
  static_assert(max == 1 || max == 3);
  if constexpr (max == 1) {
    for (std::size_t block = 0; block < window.blocks(); ++block) {
      marks.starts[block] |= numbers[block] & ~window.continuation()[block];
    }
    return;
  }
  std::uint64_t carried = 0;  // starts in the next block
  std::size_t slow_end = 0;   // the end of the last run that was marked as slow
  for (std::size_t block = 0; block < window.blocks(); ++block) {
    const std::uint64_t here = numbers[block];
    if (here == 0) {
      carried = 0;
      continue;
    }
    const std::uint64_t previous = block == 0 ? 0 : numbers[block - 1];
    const std::uint64_t second = here & (here << 1 | previous >> 63);  // at least the second digit of its run
    const std::uint64_t third = second & (here << 2 | previous >> 62);
    const std::uint64_t fourth = third & (here << 3 | previous >> 61);
    std::uint64_t starts = (here & ~second) | (carried & fourth);
    std::uint64_t all = starts;
    for (std::uint64_t next = starts << 3 & fourth; next != 0; next = next << 3 & fourth) all |= next;
    marks.starts[block] |= all;
    carried = all >> 61;
    for (std::uint64_t left = here & window.non_ascii()[block]; left != 0; left &= left - 1) {
      const std::size_t at = block * 64 + static_cast<std::size_t>(std::countr_zero(left));
      if (at < slow_end) continue;
      slow_end = run_end(numbers, at);
      for (std::size_t i = at; i < slow_end; ++i) set_bit(marks.slow, i);
    }
  }
}

/// Marks white space at the end of the text as slow, if the window contains it: the patterns treat it specially.
inline void mark_last_white_space(const Window& window, CharClassSet white_space, Marks& marks) noexcept {
  if (!window.reaches_end()) return;
  std::size_t start = window.size();
  while (start > 0 && (window.class_at(start - 1) & white_space) != 0) --start;
  for (std::size_t at = start + 1; at < window.size(); ++at) set_bit(marks.slow, at);
}

/// Marks the blanks of blank lines as slow: a blank line is in one piece with the newline before it, unless that
/// newline belongs to punctuation. `blanks` is white space except newlines.
inline void mark_blank_lines(const Window& window, const WindowBits& blanks, const WindowBits& newlines,
                             Marks& marks) noexcept {
  const auto mark_run_before = [&](std::size_t end) {
    std::size_t start = end;
    while (start > 0 && (window.class_at(start - 1) & unicode::set_of(CharClass::space)) != 0) --start;
    if (start > 0 && start < end && (window.class_at(start - 1) & unicode::set_of(CharClass::newline)) != 0) {
      set_bit(marks.slow, start);
    }
  };
  for (std::size_t block = 0; block < window.blocks(); ++block) {
    for (std::uint64_t ends = newlines[block] & after(blanks, block); ends != 0; ends &= ends - 1) {
      mark_run_before(block * 64 + static_cast<std::size_t>(std::countr_zero(ends)));
    }
  }
  if (!window.reaches_end()) mark_run_before(window.size());
}

/// The end of a contraction such as `'ll` whose apostrophe is at `at`; `at` if there is none.
inline std::size_t contraction_end(const Window& window, std::size_t at, const char* end_of_text) noexcept {
  if (!window.is_at(at, CharClass::other, '\'')) [[likely]] return at;
  const char* const tail = window.text() + at + 1;
  const char* const end = scalar::contraction_end<true>(tail, end_of_text);
  return end == tail ? at : static_cast<std::size_t>(end - window.text());
}

/// The end of the at most `max` number characters that start at `at`, or `undecided`. Precondition: there is at least
/// one.
template <std::size_t max>
std::size_t number_end(const Window& window, const WindowBits& numbers, std::size_t at) noexcept {
  const std::size_t run = run_end(numbers, at);
  std::size_t end = at;
  for (std::size_t left = max; left > 0 && end < run; --left) end += window.character_size(end);
  return end == run && !window.is_certain(run) ? undecided : end;
}

/// The end of the run of white space at `at`, or of its part that is one piece; `undecided` if that depends on the text
/// after the window.
template <Newlines newlines>
std::size_t white_space_end(const Window& window, const WindowBits& white_space, std::size_t at) noexcept {
  const std::size_t end = run_end(white_space, at);
  if (!window.is_certain(end)) return undecided;
  const bool text_ends = end == window.size();
  if (newlines == Newlines::always || (newlines == Newlines::unless_text_ends && !text_ends)) {
    const std::size_t after_newline = window.last_end(unicode::set_of(CharClass::newline), at, end);
    if (after_newline != at) return after_newline;
  }
  return text_ends ? end : all_but_last(window, at, end);
}

/// A WindowedSplitFunction, without its pattern. A Machine is constructed from a window and a kernel and has
///
///     void mark(Marks& marks) const;                                         // `marks` is zero-initialized
///     std::size_t piece_end(std::size_t at, const char* end_of_text) const;  // an end, or undecided
///     static constexpr SplitFunction scalar;                                  // of the same pattern
///     static constexpr Alphabet alphabet;
template <class Machine>
std::size_t split(const simd::Kernel& kernel, const char* at, const char* end, const char** ends) noexcept {
  if (at == end) return 0;
  Window window;
  window.fill<Machine::alphabet>(kernel, at, end);
  const Machine machine(window, kernel);
  Marks marks;
  std::memset(&marks, 0, sizeof marks);
  machine.mark(marks);

  std::size_t written = 0;
  std::size_t piece = 0;                           // the start of the current piece
  std::uint64_t after_start = ~std::uint64_t{1};  // the bits after that start, in its block
  // The marks of the last few bytes depend on the text after the window.
  const std::size_t certain_end = window.certain_end();
  for (std::size_t block = 0; block < window.blocks();) {
    const std::uint64_t slow = marks.slow[block] & after_start;
    std::uint64_t left = (marks.starts[block] & after_start) | slow;
    after_start = ~std::uint64_t{0};
    const std::size_t first = block * 64;
    bool moved = false;
    for (; left != 0; left &= left - 1) {
      const std::uint64_t lowest = left & (~left + 1);
      const std::size_t here = first + static_cast<std::size_t>(std::countr_zero(left));
      if (here >= certain_end || here >= window.size()) break;
      if ((slow & lowest) == 0) [[likely]] {
        ends[written++] = at + here;
        piece = here;
        continue;
      }
      const std::size_t found = machine.piece_end(piece, end);
      if (found == undecided) return written > 0 ? written : Machine::scalar(at, end, ends, 1);
      ends[written++] = at + found;
      piece = found;
      block = found / 64;
      after_start = found % 64 == 63 ? 0 : ~std::uint64_t{0} << (found % 64 + 1);
      moved = true;
      break;
    }
    if (!moved) ++block;
  }
  if (window.reaches_end() && piece < window.size()) ends[written++] = end;
  return written > 0 ? written : Machine::scalar(at, end, ends, 1);
}

}  // namespace tokmill::pretokenize::windowed
