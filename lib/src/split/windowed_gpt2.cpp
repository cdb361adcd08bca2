// The pattern of gpt2, r50k_base and p50k_base over windows; gpt2.cpp has it in words, and decides what no window
// shows.

#include "split/windowed.hpp"

namespace tokmill::split {
namespace {

using namespace windowed;

struct Gpt2 {
  enum : std::size_t { letters, numbers, punctuation, white_space };
  static constexpr std::array<CharClassSet, 4> sets{text::letters, text::set_of(CharClass::number),
                                                    text::set_of(CharClass::other, CharClass::mark),
                                                    text::white_space};
  using TextWindow = Window<sets.size()>;
  static constexpr Splitter scalar = split_gpt2;

  static std::size_t if_sure(const TextWindow& window, std::size_t at) noexcept {
    return window.is_sure(at) ? at : undecided;
  }

  static std::size_t white_space_end(const TextWindow& window, std::size_t at) noexcept {
    const std::size_t end = window.run_end<white_space>(at);
    if (!window.is_sure(end)) return undecided;
    if (end == window.size()) return end;  // the text ends here
    const std::size_t last = window.character_before(end);
    return last == at ? end : last;
  }

  static std::size_t piece_end(const TextWindow& window, std::size_t at, const char* end) noexcept {
    if (!window.is_sure(at)) return undecided;
    if (window.is_at(at, CharClass::other, '\'')) [[unlikely]] {
      const char* const tail = window.text() + at + 1;
      const char* const contraction = scalar::contraction_end<false>(tail, end);
      if (contraction != tail) return static_cast<std::size_t>(contraction - window.text());
    }
    // One U+0020 goes with the word, number or punctuation behind it.
    const std::size_t body = at + (window.text()[at] == ' ' ? 1 : 0);
    const CharClassSet first = window.class_at(body);
    if ((first & sets[letters]) != 0) return if_sure(window, window.run_end<letters>(body));
    if ((first & sets[numbers]) != 0) return if_sure(window, window.run_end<numbers>(body));
    if ((first & sets[punctuation]) != 0) return if_sure(window, window.run_end<punctuation>(body));
    return white_space_end(window, at);
  }
};

}  // namespace

std::size_t split_gpt2_windowed(const simd::Kernel& kernel, const char* at, const char* end, const char** ends,
                                std::size_t capacity) noexcept {
  return windowed::split<Gpt2>(kernel, at, end, ends, capacity);
}

}  // namespace tokmill::split
