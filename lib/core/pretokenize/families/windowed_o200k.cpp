// The pattern of o200k_base and o200k_harmony over windows; o200k.cpp has it in words, and decides what no window shows.

#include "core/pretokenize/families/windowed.hpp"

namespace tokmill::pretokenize {
namespace {

using namespace windowed;

constexpr CharClassSet of_both_cases = unicode::set_of(CharClass::uncased, CharClass::mark);
constexpr CharClassSet of_words = unicode::letters | unicode::set_of(CharClass::mark);
constexpr CharClassSet of_punctuation = unicode::set_of(CharClass::other, CharClass::mark);
constexpr CharClassSet of_newlines = unicode::set_of(CharClass::newline);

class O200k {
 public:
  static constexpr PreTokenizer scalar = pre_tokenize_o200k;

  O200k(const Window& window, const simd::Kernel& kernel) noexcept : window_(window) {
    window.members(kernel, of_words, words_);
    window.members(kernel, unicode::set_of(CharClass::upper), upper_);
    window.members(kernel, unicode::set_of(CharClass::lower), lower_);
    window.members(kernel, unicode::set_of(CharClass::mark), marks_);
    window.members(kernel, unicode::set_of(CharClass::number), numbers_);
    window.members(kernel, of_newlines, newlines_);
    window.members(kernel, unicode::set_of(CharClass::space), blanks_);
    window.members(kernel, unicode::set_of(CharClass::other), others_);
    window.equal(kernel, ' ', spaces_);
    window.equal(kernel, '\'', apostrophes_);
    window.equal(kernel, '/', slashes_);
    for (std::size_t i = 0; i <= window.blocks(); ++i) white_space_[i] = blanks_[i] | newlines_[i];
  }

  void mark(Marks& marks) const noexcept {
    WindowBits first_other;  // the character that a run of `other` starts with, where a piece starts there too
    std::uint64_t carried = 0;
    std::uint64_t mark_before = 0;  // whether the last byte of the block before is a mark without a letter
    for (std::size_t block = 0; block < window_.blocks(); ++block) {
      const std::uint64_t after_word = of_byte_before(words_, block);
      const std::uint64_t after_other = of_byte_before(others_, block);
      const std::uint64_t after_newline = of_byte_before(newlines_, block);
      const std::uint64_t after_white_space = of_byte_before(white_space_, block);
      const std::uint64_t after_upper = of_byte_before(upper_, block);
      const std::uint64_t after_lower = of_byte_before(lower_, block);

      const std::uint64_t others = others_[block] & ~after_other & ~of_byte_before(spaces_, block);
      first_other[block] = whole_characters(others, window_.continuation()[block], carried);
      // A word goes with one character before it, unless that is a number, a newline or not the first of its run.
      const std::uint64_t words =
          words_[block] & ~after_word &
          (of_byte_before(numbers_, block) | after_newline | (after_other & ~of_byte_before(first_other, block)));
      // Within a word, an upper-case letter behind a lower-case one starts the next.
      const std::uint64_t cases = upper_[block] & after_lower;
      // As in cl100k.
      const std::uint64_t newlines = newlines_[block] & ~after_white_space & ~after_other;
      const std::uint64_t blanks =
          blanks_[block] & (~after_white_space | after_newline | ~of_byte_behind(white_space_, block));
      marks.starts[block] = others | words | cases | newlines | blanks;

      // Hard: an upper-case letter behind one of both cases, where it depends on what comes after it; an apostrophe behind a word;
      // and a mark that no letter carries, which may be a prefix, a word or punctuation, so that its second byte is hard too.
      const std::uint64_t lone_marks = marks_[block] & ~after_word;
      marks.hard[block] = (upper_[block] & after_word & ~after_upper & ~after_lower) |
                          (apostrophes_[block] & after_word) | lone_marks | lone_marks << 1 | mark_before |
                          (blanks_[block] & window_.non_ascii()[block]);
      mark_before = lone_marks >> 63;
    }
    mark_slashes(marks);
    mark_numbers(window_, numbers_, marks);
    mark_blank_lines(window_, blanks_, newlines_, marks);
    mark_last_white_space(window_, unicode::white_space, marks);
  }

  [[nodiscard]] std::size_t piece_end(std::size_t at, const char* end) const noexcept {
    if (!window_.is_sure(at)) return undecided;
    const CharClassSet first = window_.class_at(at);
    if (first == unicode::set_of(CharClass::number)) return number_end(window_, numbers_, at);
    if (first == of_newlines) return white_space_end(at);
    if (const std::size_t word = word_end(at, first, end); word != at) return word;
    if (first == unicode::set_of(CharClass::other)) return punctuation_end(at);
    if (window_.text()[at] == ' ' && (window_.class_at(at + 1) & of_punctuation) != 0) return punctuation_end(at + 1);
    return white_space_end(at);
  }

 private:
  // A slash behind a newline may belong to the punctuation before that. The rest of its run then starts a piece, so that
  // all of the run is hard, and what follows it.
  void mark_slashes(Marks& marks) const noexcept {
    for (std::size_t block = 0; block < window_.blocks(); ++block) {
      for (std::uint64_t left = slashes_[block] & of_byte_before(newlines_, block); left != 0; left &= left - 1) {
        const std::size_t at = block * 64 + static_cast<std::size_t>(std::countr_zero(left));
        const std::size_t end = run_end(others_, at);
        for (std::size_t i = at; i <= end && i < window_.size(); ++i) set_bit(marks.hard, i);
      }
    }
  }

  // The end of the run of characters of `set` at `at`. Byte by byte: what is hard is short.
  [[nodiscard]] std::size_t end_of(CharClassSet set, std::size_t at) const noexcept {
    while ((window_.class_at(at) & set) != 0) ++at;
    return at;
  }

  [[nodiscard]] std::size_t white_space_end(std::size_t at) const noexcept {
    const std::size_t end = run_end(white_space_, at);
    if (!window_.is_sure(end)) return undecided;
    const std::size_t after_newline = window_.last_end(of_newlines, at, end);
    if (after_newline != at) return after_newline;
    if (end == window_.size()) return end;  // the text ends here
    return leaving_last(window_, at, end);
  }

  [[nodiscard]] std::size_t punctuation_end(std::size_t at) const noexcept {
    std::size_t end = end_of(of_punctuation, at);
    while ((window_.class_at(end) & of_newlines) != 0 || window_.is_at(end, CharClass::other, '/')) ++end;
    return if_sure(window_, end);
  }

  // As in o200k.cpp, with the start of the word for "does not match".
  struct WordEnds {
    std::size_t first;
    std::size_t second;
    bool sure;
  };

  [[nodiscard]] WordEnds word_ends(std::size_t at) const noexcept {
    const std::size_t phase = end_of(of_both_cases | unicode::set_of(CharClass::upper), at);
    if ((window_.class_at(phase) & unicode::set_of(CharClass::lower)) != 0) {
      const std::size_t end = end_of(of_both_cases | unicode::set_of(CharClass::lower), phase);
      return {end, at, window_.is_sure(end)};
    }
    return {window_.last_end(of_both_cases, at, phase), phase, window_.is_sure(phase)};
  }

  // `undecided`, or the end of the word at `at`; `at` itself where no word starts there.
  [[nodiscard]] std::size_t word_end(std::size_t at, CharClassSet first, const char* end) const noexcept {
    if ((first & unicode::letters) != 0) {
      const WordEnds ends = word_ends(at);
      if (!ends.sure) return undecided;
      return contraction_end(window_, ends.first != at ? ends.first : ends.second, end);
    }
    const std::size_t second = at + window_.character_size(at);
    const WordEnds behind_prefix = word_ends(second);
    if (!behind_prefix.sure) return undecided;
    if (behind_prefix.first != second) return contraction_end(window_, behind_prefix.first, end);
    if (first == unicode::set_of(CharClass::mark)) return contraction_end(window_, second, end);
    if (behind_prefix.second != second) return contraction_end(window_, behind_prefix.second, end);
    return at;
  }

  const Window& window_;
  WindowBits words_;  // letters and marks
  WindowBits upper_;
  WindowBits lower_;
  WindowBits marks_;
  WindowBits numbers_;
  WindowBits newlines_;
  WindowBits blanks_;  // white space but newlines
  WindowBits white_space_;
  WindowBits others_;
  WindowBits spaces_;  // U+0020
  WindowBits apostrophes_;
  WindowBits slashes_;
};

}  // namespace

std::size_t pre_tokenize_o200k_windowed(const simd::Kernel& kernel, const char* at, const char* end,
                                 const char** ends) noexcept {
  return windowed::split<O200k>(kernel, at, end, ends);
}

}  // namespace tokmill::pretokenize
