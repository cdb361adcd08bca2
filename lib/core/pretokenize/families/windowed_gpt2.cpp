// The windowed machine for the pattern of gpt2, r50k_base, p50k_base and p50k_edit. The pattern and its scalar machine
// are in gpt2.cpp.

#include "core/pretokenize/families/windowed.hpp"

namespace tokmill::pretokenize {
namespace {

using namespace windowed;

class Gpt2 {
 public:
  static constexpr SplitFunction scalar = pre_tokenize_gpt2;
  static constexpr Alphabet alphabet = Alphabet::plain;

  Gpt2(const Window& window, const simd::Kernel& kernel) noexcept : window_(window) {
    window.members(kernel, unicode::letters, letters_);
    window.members(kernel, unicode::set_of(CharClass::number), numbers_);
    window.members(kernel, unicode::set_of(CharClass::other, CharClass::mark), punctuation_);
    window.members(kernel, unicode::white_space, white_space_);
    window.equal(kernel, ' ', spaces_);
    window.equal(kernel, '\'', apostrophes_);
  }

  void mark(Marks& marks) const noexcept {
    for (std::size_t block = 0; block < window_.blocks(); ++block) {
      const auto run_starts = [block](const WindowBits& run) { return run[block] & ~after(run, block); };
      // A run includes a U+0020 before it; the last character of a run of white space starts a piece.
      const std::uint64_t runs = (run_starts(letters_) | run_starts(numbers_) | run_starts(punctuation_)) &
                                 ~after(spaces_, block);
      const std::uint64_t white_space =
          run_starts(white_space_) | (white_space_[block] & ~before(white_space_, block));
      marks.starts[block] = runs | white_space;
      marks.slow[block] = (letters_[block] & after(apostrophes_, block)) |
                          (white_space_[block] & window_.non_ascii()[block]);
    }
    mark_last_white_space(window_, unicode::white_space, marks);
  }

  [[nodiscard]] std::size_t piece_end(std::size_t at, const char* end) const noexcept {
    if (!window_.is_certain(at)) return undecided;
    if (window_.is_at(at, CharClass::other, '\'')) {
      const char* const tail = window_.text() + at + 1;
      const char* const contraction = scalar::contraction_end<false>(tail, end);
      if (contraction != tail) return static_cast<std::size_t>(contraction - window_.text());
    }
    // A U+0020 is in one piece with the word, number or punctuation that follows it.
    const std::size_t body = at + (window_.text()[at] == ' ' ? 1 : 0);
    if (const std::size_t letters = run_end(letters_, body); letters != body) return if_certain(window_, letters);
    if (const std::size_t numbers = run_end(numbers_, body); numbers != body) return if_certain(window_, numbers);
    if (const std::size_t punctuation = run_end(punctuation_, body); punctuation != body) {
      return if_certain(window_, punctuation);
    }
    return windowed::white_space_end<Newlines::nowhere>(window_, white_space_, at);
  }

 private:
  const Window& window_;
  WindowBits letters_;
  WindowBits numbers_;
  WindowBits punctuation_;
  WindowBits white_space_;
  WindowBits spaces_;  // U+0020
  WindowBits apostrophes_;
};

}  // namespace

std::size_t pre_tokenize_gpt2_windowed(const simd::Kernel& kernel, const char* at, const char* end,
                                const char** ends) noexcept {
  return windowed::split<Gpt2>(kernel, at, end, ends);
}

}  // namespace tokmill::pretokenize
