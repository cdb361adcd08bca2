// The windowed machines of the family of o200k_base. The patterns and their scalar machines are in o200k.cpp.

#include "core/pretokenize/families/windowed.hpp"

namespace tokmill::pretokenize {
namespace {

using namespace windowed;

constexpr auto of_any_case = static_cast<CharClassSet>(any_case_classes);
constexpr CharClassSet of_words = unicode::letters | unicode::set_of(CharClass::mark);
constexpr CharClassSet of_punctuation = unicode::set_of(CharClass::other, CharClass::mark);
constexpr CharClassSet of_newlines = unicode::set_of(CharClass::newline);

template <Pattern pattern, SplitFunction scalar_machine>
class O200k {
  static constexpr Rules rules = rules_of(pattern);
  static constexpr bool has_contractions = rules.contractions == Contractions::after_words;
  static constexpr bool has_han = rules.alphabet == Alphabet::han;

 public:
  static constexpr SplitFunction scalar = scalar_machine;
  static constexpr Alphabet alphabet = rules.alphabet;

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
    if constexpr (rules.tail == Tail::newlines_and_slashes) window.equal(kernel, '/', slashes_);
    for (std::size_t i = 0; i <= window.blocks(); ++i) white_space_[i] = blanks_[i] | newlines_[i];
    if constexpr (has_han) {
      for (std::size_t i = 0; i <= window.blocks(); ++i) words_[i] &= ~han()[i];
    }
  }

  void mark(Marks& marks) const noexcept {
    WindowBits first_other;  // the first character of each run of class `other`, if a piece starts there
    std::uint64_t carried = 0;
    std::uint64_t mark_before = 0;  // 1 if the last byte of the previous block is a mark that does not follow a word
    for (std::size_t block = 0; block < window_.blocks(); ++block) {
      const std::uint64_t after_word = after(words_, block);
      const std::uint64_t after_other = after(others_, block);
      const std::uint64_t after_newline = after(newlines_, block);
      const std::uint64_t after_white_space = after(white_space_, block);
      const std::uint64_t after_upper = after(upper_, block);
      const std::uint64_t after_lower = after(lower_, block);

      const std::uint64_t others = others_[block] & ~after_other & ~after(spaces_, block);
      first_other[block] = whole_characters(others, window_.continuation()[block], carried);
      // A word includes the character before it, unless that is a number, a newline, or not the first of its run.
      std::uint64_t words = words_[block] & ~after_word &
                            (after(numbers_, block) | after_newline | (after_other & ~after(first_other, block)));
      if constexpr (has_han) words |= words_[block] & after(han(), block);
      // An upper-case letter after a lower-case one starts the next word.
      const std::uint64_t cases = upper_[block] & after_lower;
      // White space: as in windowed_cl100k.cpp.
      const std::uint64_t newlines = newlines_[block] & ~after_white_space & ~after_other;
      const std::uint64_t blanks =
          blanks_[block] & (~after_white_space | after_newline | ~before(white_space_, block));
      marks.starts[block] = others | words | cases | newlines | blanks;

      // Slow: an upper-case letter after an uncased letter or a mark, where the result depends on the text after it; an
      // apostrophe after a word; and a mark that does not follow a word, which may be a prefix, a word or punctuation,
      // so that its second byte is slow, too.
      const std::uint64_t lone_marks = marks_[block] & ~after_word;
      marks.slow[block] = (upper_[block] & after_word & ~after_upper & ~after_lower) |
                          (has_contractions ? apostrophes_[block] & after_word : 0) | lone_marks | lone_marks << 1 | mark_before |
                          (blanks_[block] & window_.non_ascii()[block]);
      mark_before = lone_marks >> 63;
      if constexpr (has_han) {
        marks.starts[block] |= han()[block] & ~after(han(), block);
        // Marks and numbers of Han can be in punctuation and numbers, too.
        marks.slow[block] |= han()[block] & (marks_[block] | numbers_[block]);
      }
    }
    if constexpr (rules.tail == Tail::newlines_and_slashes) mark_slashes(marks);
    if constexpr (has_han) mark_symbols_of_han(marks);
    mark_numbers<rules.max_numbers>(window_, numbers_, marks);
    mark_blank_lines(window_, blanks_, newlines_, marks);
    mark_last_white_space(window_, unicode::white_space, marks);
  }

  [[nodiscard]] std::size_t piece_end(std::size_t at, const char* end) const noexcept {
    if (!window_.is_certain(at)) return undecided;
    if (has_han && is_han(at)) return if_certain(window_, run_end(han(), at));
    const CharClassSet first = window_.class_at(at);
    if (first == unicode::set_of(CharClass::number)) return number_end<rules.max_numbers>(window_, numbers_, at);
    if (first == of_newlines) return white_space_end(at);
    if (const std::size_t word = word_end(at, first, end); word != at) return word;
    if (first == unicode::set_of(CharClass::other)) return punctuation_end(at);
    if (window_.text()[at] == ' ' && (window_.class_at(at + 1) & of_punctuation) != 0) return punctuation_end(at + 1);
    return white_space_end(at);
  }

 private:
  // A slash after a newline may belong to the punctuation before the newline. Then a piece starts at the next character
  // of its run, so the whole run and the byte after it are slow.
  void mark_slashes(Marks& marks) const noexcept {
    for (std::size_t block = 0; block < window_.blocks(); ++block) {
      for (std::uint64_t left = slashes_[block] & after(newlines_, block); left != 0; left &= left - 1) {
        const std::size_t at = block * 64 + static_cast<std::size_t>(std::countr_zero(left));
        const std::size_t end = run_end(others_, at);
        for (std::size_t i = at; i <= end && i < window_.size(); ++i) set_bit(marks.slow, i);
      }
    }
  }

  // Symbols of Han can be in a piece of Han or in punctuation, so the rest of their run and the byte after it are slow.
  void mark_symbols_of_han(Marks& marks) const noexcept {
    std::size_t slow_end = 0;
    for (std::size_t block = 0; block < window_.blocks(); ++block) {
      for (std::uint64_t left = others_[block] & han()[block]; left != 0; left &= left - 1) {
        const std::size_t at = block * 64 + static_cast<std::size_t>(std::countr_zero(left));
        if (at < slow_end) continue;
        slow_end = run_end(others_, at) + 1;
        for (std::size_t i = at; i < slow_end && i < window_.size(); ++i) set_bit(marks.slow, i);
      }
    }
  }

  [[nodiscard]] const WindowBits& han() const noexcept { return window_.flagged(); }
  [[nodiscard]] bool is_han(std::size_t at) const noexcept { return (han()[at / 64] >> at % 64 & 1U) != 0; }

  // The end of the part of a word at `at` whose characters are in `set`; see end_of().
  [[nodiscard]] std::size_t phase_end(CharClassSet set, std::size_t at) const noexcept {
    while ((window_.class_at(at) & set) != 0 && !(has_han && is_han(at))) ++at;
    return at;
  }

  // The end of the run of characters of `set` at `at`. Byte by byte, because runs on the slow path are short.
  [[nodiscard]] std::size_t end_of(CharClassSet set, std::size_t at) const noexcept {
    while ((window_.class_at(at) & set) != 0) ++at;
    return at;
  }

  [[nodiscard]] std::size_t white_space_end(std::size_t at) const noexcept {
    return windowed::white_space_end<rules.newlines>(window_, white_space_, at);
  }

  [[nodiscard]] std::size_t punctuation_end(std::size_t at) const noexcept {
    std::size_t end = end_of(of_punctuation, at);
    while (end < window_.size() && scalar::is_in_tail(rules.tail, window_.text()[end])) ++end;
    return if_certain(window_, end);
  }

  // See o200k.cpp. An alternative that does not match has the start of the word as its end.
  struct WordEnds {
    std::size_t first;
    std::size_t second;
    bool certain;
  };

  [[nodiscard]] WordEnds word_ends(std::size_t at) const noexcept {
    const std::size_t phase = phase_end(static_cast<CharClassSet>(upper_phase_classes), at);
    if ((window_.class_at(phase) & unicode::set_of(CharClass::lower)) != 0) {
      const std::size_t end = phase_end(static_cast<CharClassSet>(lower_phase_classes), phase);
      return {end, at, window_.is_certain(end)};
    }
    return {window_.last_end(of_any_case, at, phase), phase, window_.is_certain(phase)};
  }

  [[nodiscard]] std::size_t with_contraction(std::size_t at, const char* end) const noexcept {
    return has_contractions ? contraction_end(window_, at, end) : at;
  }

  // The end of the word at `at`, or `undecided`; `at` if no word starts there.
  [[nodiscard]] std::size_t word_end(std::size_t at, CharClassSet first, const char* end) const noexcept {
    if ((first & unicode::letters) != 0) {
      const WordEnds ends = word_ends(at);
      if (!ends.certain) return undecided;
      return with_contraction(ends.first != at ? ends.first : ends.second, end);
    }
    const std::size_t second = at + window_.character_size(at);
    const WordEnds after_prefix = word_ends(second);
    if (!after_prefix.certain) return undecided;
    if (after_prefix.first != second) return with_contraction(after_prefix.first, end);
    if (first == unicode::set_of(CharClass::mark)) return with_contraction(second, end);
    if (after_prefix.second != second) return with_contraction(after_prefix.second, end);
    return at;
  }

  const Window& window_;
  WindowBits words_;  // letters and marks
  WindowBits upper_;
  WindowBits lower_;
  WindowBits marks_;
  WindowBits numbers_;
  WindowBits newlines_;
  WindowBits blanks_;  // white space except newlines
  WindowBits white_space_;
  WindowBits others_;
  WindowBits spaces_;  // U+0020
  WindowBits apostrophes_;
  WindowBits slashes_;
};

}  // namespace

std::size_t pre_tokenize_o200k_windowed(const simd::Kernel& kernel, const char* at, const char* end,
                                        const char** ends) noexcept {
  return windowed::split<O200k<Pattern::o200k, pre_tokenize_o200k>>(kernel, at, end, ends);
}
std::size_t pre_tokenize_tekken_windowed(const simd::Kernel& kernel, const char* at, const char* end,
                                         const char** ends) noexcept {
  return windowed::split<O200k<Pattern::tekken, pre_tokenize_tekken>>(kernel, at, end, ends);
}
std::size_t pre_tokenize_kimi_windowed(const simd::Kernel& kernel, const char* at, const char* end,
                                       const char** ends) noexcept {
  return windowed::split<O200k<Pattern::kimi, pre_tokenize_kimi>>(kernel, at, end, ends);
}

}  // namespace tokmill::pretokenize
