// The windowed machines of the family of cl100k_base. The patterns and their scalar machines are in cl100k.cpp.

#include "core/pretokenize/families/windowed.hpp"

namespace tokmill::pretokenize {
namespace {

using namespace windowed;

constexpr CharClassSet of_newlines = unicode::set_of(CharClass::newline);

template <Pattern pattern, SplitFunction scalar_machine>
class Cl100k {
  static constexpr Rules rules = rules_of(pattern);
  static constexpr auto of_letters = static_cast<CharClassSet>(rules.letters);
  static constexpr auto of_punctuation = static_cast<CharClassSet>(rules.punctuation);

 public:
  static constexpr SplitFunction scalar = scalar_machine;
  static constexpr Alphabet alphabet = rules.alphabet;

  Cl100k(const Window& window, const simd::Kernel& kernel) noexcept : window_(window) {
    window.members(kernel, of_letters, letters_);
    window.members(kernel, unicode::set_of(CharClass::number), numbers_);
    window.members(kernel, of_newlines, newlines_);
    window.members(kernel, unicode::set_of(CharClass::space), blanks_);
    window.members(kernel, unicode::white_space, white_space_);
    window.members(kernel, of_punctuation, punctuation_);
    window.equal(kernel, ' ', spaces_);
    window.equal(kernel, '\'', apostrophes_);
  }

  void mark(Marks& marks) const noexcept {
    WindowBits first_punctuation;  // the first character of each run of punctuation, if a piece starts there
    std::uint64_t carried = 0;
    for (std::size_t block = 0; block < window_.blocks(); ++block) {
      const std::uint64_t after_punctuation = after(punctuation_, block);
      const std::uint64_t after_newline = after(newlines_, block);
      const std::uint64_t after_white_space = after(white_space_, block);

      const std::uint64_t punctuation =
          punctuation_[block] & ~after_punctuation & ~after(spaces_, block);
      first_punctuation[block] = whole_characters(punctuation, window_.continuation()[block], carried);
      // A word includes the character before it, unless that is a number, a newline, or not the first of its run.
      const std::uint64_t letters = letters_[block] & ~after(letters_, block) &
                                    (after(numbers_, block) | after_newline |
                                     (after_punctuation & ~after(first_punctuation, block)));
      // Newlines after punctuation belong to it. In other white space, a piece starts after the last newline, and at
      // the last character unless that is a newline.
      const std::uint64_t newlines = newlines_[block] & ~after_white_space & ~after_punctuation;
      const std::uint64_t blanks =
          blanks_[block] & (~after_white_space | after_newline | ~before(white_space_, block));
      marks.starts[block] = punctuation | letters | newlines | blanks;
      marks.slow[block] = (letters_[block] & after(apostrophes_, block)) |
                          (blanks_[block] & window_.non_ascii()[block]);
    }
    mark_numbers<rules.max_numbers>(window_, numbers_, marks);
    mark_blank_lines(window_, blanks_, newlines_, marks);
    mark_last_white_space(window_, unicode::white_space, marks);
  }

  [[nodiscard]] std::size_t piece_end(std::size_t at, const char* end) const noexcept {
    if (!window_.is_certain(at)) return undecided;
    const CharClassSet first = window_.class_at(at);
    if ((first & of_letters) != 0) return if_certain(window_, run_end(letters_, at));
    if (const std::size_t contraction = contraction_end(window_, at, end); contraction != at) return contraction;
    if (first == unicode::set_of(CharClass::number)) return number_end<rules.max_numbers>(window_, numbers_, at);
    if (first == of_newlines) return white_space_end(at);
    // Any other character is in one piece with letters that follow it.
    const std::size_t second = at + window_.character_size(at);
    if ((window_.class_at(second) & of_letters) != 0) return if_certain(window_, run_end(letters_, second));
    if ((first & of_punctuation) != 0) return punctuation_end(at);
    if (window_.text()[at] == ' ' && (window_.class_at(second) & of_punctuation) != 0) return punctuation_end(second);
    return white_space_end(at);
  }

 private:
  [[nodiscard]] std::size_t punctuation_end(std::size_t at) const noexcept {
    return if_certain(window_, run_end(newlines_, run_end(punctuation_, at)));
  }

  [[nodiscard]] std::size_t white_space_end(std::size_t at) const noexcept {
    return windowed::white_space_end<rules.newlines>(window_, white_space_, at);
  }

  const Window& window_;
  WindowBits letters_;
  WindowBits numbers_;
  WindowBits newlines_;
  WindowBits blanks_;  // white space except newlines
  WindowBits white_space_;
  WindowBits punctuation_;
  WindowBits spaces_;  // U+0020
  WindowBits apostrophes_;
};

}  // namespace

std::size_t pre_tokenize_cl100k_windowed(const simd::Kernel& kernel, const char* at, const char* end,
                                         const char** ends) noexcept {
  return windowed::split<Cl100k<Pattern::cl100k, pre_tokenize_cl100k>>(kernel, at, end, ends);
}
std::size_t pre_tokenize_llama3_windowed(const simd::Kernel& kernel, const char* at, const char* end,
                                         const char** ends) noexcept {
  return windowed::split<Cl100k<Pattern::llama3, pre_tokenize_llama3>>(kernel, at, end, ends);
}
std::size_t pre_tokenize_qwen2_windowed(const simd::Kernel& kernel, const char* at, const char* end,
                                        const char** ends) noexcept {
  return windowed::split<Cl100k<Pattern::qwen2, pre_tokenize_qwen2>>(kernel, at, end, ends);
}
std::size_t pre_tokenize_qwen3_5_windowed(const simd::Kernel& kernel, const char* at, const char* end,
                                          const char** ends) noexcept {
  return windowed::split<Cl100k<Pattern::qwen3_5, pre_tokenize_qwen3_5>>(kernel, at, end, ends);
}

}  // namespace tokmill::pretokenize
