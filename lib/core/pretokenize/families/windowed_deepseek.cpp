// The windowed machine for the pattern of DeepSeek V3. The pattern and its scalar machine are in deepseek.cpp.

#include "core/pretokenize/families/windowed.hpp"

namespace tokmill::pretokenize {
namespace {

using namespace windowed;

constexpr Rules rules = rules_of(Pattern::deepseek_v3);

bool has(const WindowBits& bits, std::size_t at) { return (bits[at / 64] >> at % 64 & 1U) != 0; }

class DeepSeek {
 public:
  static constexpr SplitFunction scalar = pre_tokenize_deepseek_v3;
  static constexpr Alphabet alphabet = rules.alphabet;

  DeepSeek(const Window& window, const simd::Kernel& kernel) noexcept : window_(window) {
    window.members(kernel, unicode::set_of(CharClass::upper), cjk_letters_);
    window.members(kernel, unicode::set_of(CharClass::lower), cjk_symbols_);
    window.members(kernel, unicode::set_of(cjk::other_letter), letters_);
    window.members(kernel, unicode::set_of(cjk::symbol), symbols_);
    window.members(kernel, unicode::set_of(cjk::control), controls_);
    window.members(kernel, unicode::set_of(CharClass::number), numbers_);
    window.members(kernel, unicode::set_of(CharClass::newline), newlines_);
    window.members(kernel, unicode::set_of(CharClass::space), blanks_);
    window.equal(kernel, ' ', spaces_);
    WindowBits ascii_controls;
    window.ascii_controls(kernel, ascii_controls);
    for (std::size_t i = 0; i < window.blocks(); ++i) {
      const std::uint64_t non_ascii = window.non_ascii()[i];
      ascii_letters_[i] = (cjk_letters_[i] | cjk_symbols_[i]) & ~non_ascii;
      cjk_letters_[i] &= non_ascii;
      cjk_symbols_[i] &= non_ascii;
      letters_[i] |= ascii_letters_[i];
      controls_[i] = (controls_[i] & ~cjk_controls()[i]) | (symbols_[i] & ascii_controls[i]);
      symbols_[i] &= ~ascii_controls[i];
      white_space_[i] = blanks_[i] | newlines_[i];
      ends_[i] = numbers_[i] | cjk_letters_[i] | cjk_symbols_[i] | cjk_controls()[i];
    }
    ascii_letters_[window.blocks()] = white_space_[window.blocks()] = ends_[window.blocks()] = 0;
  }

  void mark(Marks& marks) const noexcept {
    std::uint64_t carried = 0;       // 1 if the letters at the end of the block before are in one piece with a symbol
    std::uint64_t after_single = 0;  // 1 if the last byte of the block before is a first symbol of ASCII
    for (std::size_t block = 0; block < window_.blocks(); ++block) {
      const std::uint64_t after_newline = after(newlines_, block);
      const std::uint64_t after_white_space = after(white_space_, block);
      const std::uint64_t after_symbol = after(symbols_, block);
      const std::uint64_t after_control = after(controls_, block);
      const std::uint64_t continuation = window_.continuation()[block];

      const std::uint64_t symbols = symbols_[block] & ~after_symbol & ~after(spaces_, block);
      // ASCII letters after a symbol of ASCII that starts a piece are in that piece. Adding such a first letter to the
      // letters sets the bit after the last one.
      const std::uint64_t first_symbols = symbols & ~window_.non_ascii()[block];
      const std::uint64_t joined = ascii_letters_[block] & (first_symbols << 1 | after_single);
      after_single = first_symbols >> 63;
      const std::uint64_t sum = ascii_letters_[block] + joined;
      const std::uint64_t sum_with_carry = sum + carried;
      carried = sum < ascii_letters_[block] || sum_with_carry < sum ? 1 : 0;
      const std::uint64_t after_joined = sum_with_carry & ~ascii_letters_[block];
      // Other words include a blank or control character before them.
      const std::uint64_t words = letters_[block] & ~joined &
                                  (after_joined | ~(after(letters_, block) | after(blanks_, block) | after_control));
      const std::uint64_t ideographs = (cjk_letters_[block] & ~after(cjk_letters_, block)) |
                                       (cjk_symbols_[block] & ~after(cjk_symbols_, block)) |
                                       (cjk_controls()[block] & ~after(cjk_controls(), block));
      const std::uint64_t controls = controls_[block] & ~after_control;
      // White space: as in windowed_cl100k.cpp, but undivided before what ends the text for the third step.
      const std::uint64_t newlines = newlines_[block] & ~after_white_space & ~after_symbol;
      const std::uint64_t blanks =
          blanks_[block] &
          (~after_white_space | after_newline | ~(before(white_space_, block) | before(ends_, block)));
      marks.starts[block] = symbols | words | ideographs | controls | newlines | blanks;
      // Slow: whether a control character after another one starts a piece depends on the character after it.
      marks.slow[block] = (controls_[block] & after_control & ~continuation) | cjk_controls()[block] |
                          (blanks_[block] & window_.non_ascii()[block]);
    }
    mark_numbers<rules.max_numbers>(window_, numbers_, marks);
    mark_blank_lines(window_, blanks_, newlines_, marks);
    mark_last_white_space(window_, unicode::white_space, marks);
  }

  [[nodiscard]] std::size_t piece_end(std::size_t at, const char*) const noexcept {
    if (!window_.is_certain(at)) return undecided;
    for (const WindowBits* const run : {&letters_, &cjk_letters_, &cjk_symbols_}) {
      if (has(*run, at)) return if_certain(window_, run_end(*run, at));
    }
    if (has(numbers_, at)) return number_end<rules.max_numbers>(window_, numbers_, at);
    if (has(newlines_, at)) return white_space_end(at);
    const std::size_t second = at + window_.character_size(at);
    if (has(cjk_controls(), at)) return control_end(cjk_controls(), cjk_letters_, at, second);
    if (has(controls_, at)) return control_end(controls_, letters_, at, second);
    if (has(symbols_, at)) {
      const bool joins = second == at + 1 && has(ascii_letters_, second);
      return joins ? if_certain(window_, run_end(ascii_letters_, second)) : symbols_end(at);
    }
    if (has(letters_, second)) return if_certain(window_, run_end(letters_, second));
    if (window_.text()[at] == ' ' && has(symbols_, second)) return symbols_end(second);
    return white_space_end(at);
  }

 private:
  // Ideographs and kana that are neither letters nor marks nor symbols.
  [[nodiscard]] const WindowBits& cjk_controls() const noexcept { return window_.flagged(); }

  [[nodiscard]] std::size_t symbols_end(std::size_t at) const noexcept {
    return if_certain(window_, run_end(newlines_, run_end(symbols_, at)));
  }

  // The end of a piece that starts with a character of `controls`; the next one is at `second`.
  [[nodiscard]] std::size_t control_end(const WindowBits& controls, const WindowBits& letters, std::size_t at,
                                        std::size_t second) const noexcept {
    if (has(letters, second)) return if_certain(window_, run_end(letters, second));
    const std::size_t end = run_end(controls, at);
    if (!window_.is_certain(end)) return undecided;
    return has(letters, end) ? window_.character_before(end) : end;
  }

  [[nodiscard]] std::size_t white_space_end(std::size_t at) const noexcept {
    const std::size_t end = windowed::white_space_end<rules.newlines>(window_, white_space_, at);
    if (end == undecided) return undecided;
    // All but the last character, unless the text ends there for the third step.
    const std::size_t run = run_end(white_space_, at);
    return end < run && !has(newlines_, end - 1) && has(ends_, run) ? run : end;
  }

  const Window& window_;
  WindowBits letters_;  // and marks, other than cjk_letters_
  WindowBits ascii_letters_;
  WindowBits symbols_;  // and punctuation, other than cjk_symbols_
  WindowBits controls_;
  WindowBits cjk_letters_;
  WindowBits cjk_symbols_;
  WindowBits numbers_;
  WindowBits ends_;  // numbers and all that is ideographs or kana
  WindowBits newlines_;
  WindowBits blanks_;  // white space except newlines
  WindowBits white_space_;
  WindowBits spaces_;  // U+0020
};

}  // namespace

std::size_t pre_tokenize_deepseek_v3_windowed(const simd::Kernel& kernel, const char* at, const char* end,
                                              const char** ends) noexcept {
  return windowed::split<DeepSeek>(kernel, at, end, ends);
}

}  // namespace tokmill::pretokenize
