// The pattern of o200k_base and o200k_harmony over windows; o200k.cpp has it in words, and decides what no window
// shows.

#include "split/windowed.hpp"

namespace tokmill::split {
namespace {

using namespace windowed;

struct O200k {
  enum : std::size_t { upper_phase, lower_phase, both_cases, numbers, newlines, punctuation, white_space };
  static constexpr CharClassSet of_both_cases = text::set_of(CharClass::uncased, CharClass::mark);
  static constexpr std::array<CharClassSet, 7> sets{
      static_cast<CharClassSet>(of_both_cases | text::set_of(CharClass::upper)),
      static_cast<CharClassSet>(of_both_cases | text::set_of(CharClass::lower)),
      of_both_cases,
      text::set_of(CharClass::number),
      text::set_of(CharClass::newline),
      text::set_of(CharClass::other, CharClass::mark),
      text::white_space};
  using TextWindow = Window<sets.size()>;
  static constexpr Splitter scalar = split_o200k;

  static std::size_t if_sure(const TextWindow& window, std::size_t at) noexcept {
    return window.is_sure(at) ? at : undecided;
  }

  static std::size_t white_space_end(const TextWindow& window, std::size_t at) noexcept {
    const std::size_t end = window.run_end<white_space>(at);
    if (!window.is_sure(end)) return undecided;
    const std::size_t after_newline = window.last_end<newlines>(at, end);
    if (after_newline != at) return after_newline;
    if (end == window.size()) return end;  // the text ends here
    const std::size_t last = window.character_before(end);
    return last == at ? end : last;
  }

  static std::size_t punctuation_end(const TextWindow& window, std::size_t at) noexcept {
    std::size_t end = window.run_end<punctuation>(at);
    while ((window.class_at(end) & sets[newlines]) != 0 || window.is_at(end, CharClass::other, '/')) ++end;
    return if_sure(window, end);
  }

  // As in o200k.cpp, with the start of the word for "does not match".
  struct WordEnds {
    std::size_t first;
    std::size_t second;
    bool sure;
  };

  static WordEnds word_ends(const TextWindow& window, std::size_t at) noexcept {
    const std::size_t phase = window.run_end<upper_phase>(at);
    if ((window.class_at(phase) & text::set_of(CharClass::lower)) != 0) {
      const std::size_t end = window.run_end<lower_phase>(phase);
      return {end, at, window.is_sure(end)};
    }
    return {window.last_end<both_cases>(at, phase), phase, window.is_sure(phase)};
  }

  // `undecided`, or the end of the word at `at`; `at` itself where no word starts there.
  static std::size_t word_end(const TextWindow& window, std::size_t at, CharClassSet first, const char* end) noexcept {
    if ((first & text::letters) != 0) {
      const WordEnds ends = word_ends(window, at);
      if (!ends.sure) return undecided;
      return contraction_end(window, ends.first != at ? ends.first : ends.second, end);
    }
    const std::size_t second = at + window.character_size(at);
    const WordEnds behind_prefix = word_ends(window, second);
    if (!behind_prefix.sure) return undecided;
    if (behind_prefix.first != second) return contraction_end(window, behind_prefix.first, end);
    if ((first & text::set_of(CharClass::mark)) != 0) return contraction_end(window, second, end);
    if (behind_prefix.second != second) return contraction_end(window, behind_prefix.second, end);
    return at;
  }

  static std::size_t piece_end(const TextWindow& window, std::size_t at, const char* end) noexcept {
    if (!window.is_sure(at)) return undecided;
    const CharClassSet first = window.class_at(at);
    if ((first & sets[numbers]) != 0) return number_end<numbers>(window, at);
    if ((first & sets[newlines]) != 0) return white_space_end(window, at);
    if (const std::size_t word = word_end(window, at, first, end); word != at) return word;
    if ((first & text::set_of(CharClass::other)) != 0) return punctuation_end(window, at);
    if (window.text()[at] == ' ' && (window.class_at(at + 1) & sets[punctuation]) != 0) {
      return punctuation_end(window, at + 1);
    }
    return white_space_end(window, at);
  }
};

}  // namespace

std::size_t split_o200k_windowed(const simd::Kernel& kernel, const char* at, const char* end, const char** ends,
                                 std::size_t capacity) noexcept {
  return windowed::split<O200k>(kernel, at, end, ends, capacity);
}

}  // namespace tokmill::split
