// The pattern of cl100k_base over windows; cl100k.cpp has it in words, and decides what no window shows.

#include "split/windowed.hpp"

namespace tokmill::split {
namespace {

using namespace windowed;

struct Cl100k {
  enum : std::size_t { letters, numbers, newlines, punctuation, white_space };
  static constexpr std::array<CharClassSet, 5> sets{
      text::letters, text::set_of(CharClass::number), text::set_of(CharClass::newline),
      text::set_of(CharClass::other, CharClass::mark), text::white_space};
  using TextWindow = Window<sets.size()>;
  static constexpr Splitter scalar = split_cl100k;

  static std::size_t if_sure(const TextWindow& window, std::size_t at) noexcept {
    return window.is_sure(at) ? at : undecided;
  }

  static std::size_t letters_end(const TextWindow& window, std::size_t at) noexcept {
    return if_sure(window, window.run_end<letters>(at));
  }

  static std::size_t punctuation_end(const TextWindow& window, std::size_t at) noexcept {
    const std::size_t end = window.run_end<punctuation>(at);
    return if_sure(window, window.run_end<newlines>(end));
  }

  static std::size_t white_space_end(const TextWindow& window, std::size_t at) noexcept {
    const std::size_t end = window.run_end<white_space>(at);
    if (!window.is_sure(end)) return undecided;
    if (end == window.size()) return end;  // the text ends here
    const std::size_t after_newline = window.last_end<newlines>(at, end);
    if (after_newline != at) return after_newline;
    const std::size_t last = window.character_before(end);
    return last == at ? end : last;
  }

  static std::size_t piece_end(const TextWindow& window, std::size_t at, const char* end) noexcept {
    if (!window.is_sure(at)) return undecided;
    const CharClassSet first = window.class_at(at);
    if ((first & text::letters) != 0) return letters_end(window, at);
    if (const std::size_t contraction = contraction_end(window, at, end); contraction != at) return contraction;
    if ((first & sets[numbers]) != 0) return number_end<numbers>(window, at);
    if ((first & sets[newlines]) != 0) return white_space_end(window, at);
    // Anything else goes with the letters behind it.
    const std::size_t second = at + window.character_size(at);
    if ((window.class_at(second) & text::letters) != 0) return letters_end(window, second);
    if ((first & sets[punctuation]) != 0) return punctuation_end(window, at);
    if (window.text()[at] == ' ' && (window.class_at(second) & sets[punctuation]) != 0) {
      return punctuation_end(window, second);
    }
    return white_space_end(window, at);
  }
};

}  // namespace

std::size_t split_cl100k_windowed(const simd::Kernel& kernel, const char* at, const char* end, const char** ends,
                                  std::size_t capacity) noexcept {
  return windowed::split<Cl100k>(kernel, at, end, ends, capacity);
}

}  // namespace tokmill::split
