#include "core/pretokenize/long_piece.hpp"

#include "core/pretokenize/families/scalar.hpp"

namespace tokmill::pretokenize {
namespace {

using scalar::Character;
using unicode::CharClass;
using unicode::CharClassSet;

// Enough text to match any alternative that is not a run: the longest is three digits of four bytes.
constexpr std::size_t lookahead = 16;
constexpr std::size_t longest_contraction = 3;

constexpr CharClassSet numbers = unicode::set_of(CharClass::number);
constexpr CharClassSet punctuation = unicode::set_of(CharClass::other, CharClass::mark);
constexpr CharClassSet any_case = unicode::set_of(CharClass::uncased, CharClass::mark);
constexpr CharClassSet upper_phase = any_case | unicode::set_of(CharClass::upper);
constexpr CharClassSet lower_phase = any_case | unicode::set_of(CharClass::lower);

std::size_t size_of(const char* from, const char* to) { return static_cast<std::size_t>(to - from); }

}  // namespace

std::optional<std::size_t> LongPiece::find_end(std::string_view text, bool is_last) noexcept {
  const char* const end = text.data() + text.size();
  if (phase_ == Phase::start) {
    if (text.size() < lookahead && !is_last) return std::nullopt;
    if (const Result found = begin(text.data(), end)) return found;
  }
  if (phase_ == Phase::run) {
    skip(set_, text);
    if (at_ == text.size() && !is_last) return std::nullopt;
    if (set_ != punctuation || pattern_ == Pattern::gpt2) return at_;
    phase_ = Phase::newlines;
  }
  if (phase_ == Phase::newlines) {
    const bool with_slashes = pattern_ == Pattern::o200k;
    while (at_ < text.size() && (text[at_] == '\r' || text[at_] == '\n' || (with_slashes && text[at_] == '/'))) ++at_;
    if (at_ == text.size() && !is_last) return std::nullopt;
    return at_;
  }
  if (phase_ == Phase::upper) {
    Character character{};
    for (; at_ < text.size(); at_ += character.size) {
      character = scalar::character_at(text.data() + at_);
      if (!unicode::contains(upper_phase, character.char_class)) break;
      if (character.char_class != CharClass::upper) after_any_case_ = at_ + character.size;
    }
    if (at_ == text.size() && !is_last) return std::nullopt;
    if (at_ < text.size() && character.char_class == CharClass::lower) {
      phase_ = Phase::lower;
    } else {
      if (after_any_case_ && *after_any_case_ != at_) return after_any_case_;
      phase_ = Phase::contraction;
    }
  }
  if (phase_ == Phase::lower) {
    skip(lower_phase, text);
    if (at_ == text.size() && !is_last) return std::nullopt;
    phase_ = Phase::contraction;
  }
  if (phase_ == Phase::contraction) {
    if (text.size() - at_ <= longest_contraction && !is_last) return std::nullopt;
    const char* const apostrophe = text.data() + at_;
    if (apostrophe == end || *apostrophe != '\'') return at_;
    const char* const found = scalar::contraction_end<true>(apostrophe + 1, end);
    return found == apostrophe + 1 ? at_ : size_of(text.data(), found);
  }
  for (Character character{}; at_ < text.size(); at_ += character.size) {
    character = scalar::character_at(text.data() + at_);
    if (!unicode::contains(unicode::white_space, character.char_class)) return white_space_end(false);
    has_several_ = has_several_ || at_ > 0;
    last_ = at_;
    if (character.char_class == CharClass::newline && pattern_ != Pattern::gpt2) after_newline_ = at_ + 1;
  }
  if (!is_last) return std::nullopt;
  return white_space_end(true);
}

std::size_t LongPiece::certain() const noexcept {
  switch (phase_) {
    case Phase::start: return 0;
    case Phase::upper: return after_any_case_.value_or(at_);
    case Phase::white_space: return after_newline_.value_or(last_);
    case Phase::run:
    case Phase::newlines:
    case Phase::lower:
    case Phase::contraction: break;
  }
  return at_;
}

void LongPiece::drop(std::size_t bytes) noexcept {
  at_ -= bytes;
  if (after_any_case_) *after_any_case_ -= bytes;
  if (after_newline_) *after_newline_ -= bytes;
  // If a newline follows the last character that is certain, the last character may have been dropped.
  last_ = last_ < bytes ? 0 : last_ - bytes;
}

std::optional<std::size_t> LongPiece::begin(const char* text, const char* end) noexcept {
  switch (pattern_) {
    case Pattern::gpt2: return begin_gpt2(text, end);
    case Pattern::cl100k: return begin_cl100k(text, end);
    case Pattern::o200k: break;
  }
  return begin_o200k(text, end);
}

std::optional<std::size_t> LongPiece::begin_gpt2(const char* text, const char* end) noexcept {
  if (*text == '\'') {
    const char* const contraction = scalar::contraction_end<false>(text + 1, end);
    if (contraction != text + 1) return size_of(text, contraction);
  }
  const std::size_t body = *text == ' ' ? 1 : 0;
  if (text + body == end) return body;
  const CharClass first = scalar::character_at(text + body).char_class;
  for (const CharClassSet set : {unicode::letters, numbers, punctuation}) {
    if (unicode::contains(set, first)) return enter_run(set, body);
  }
  return enter(Phase::white_space, 0);
}

std::optional<std::size_t> LongPiece::begin_cl100k(const char* text, const char* end) noexcept {
  if (*text == '\'') {
    const char* const contraction = scalar::contraction_end<true>(text + 1, end);
    if (contraction != text + 1) return size_of(text, contraction);
  }
  const Character first = scalar::character_at(text);
  const char* const second = text + first.size;
  if (unicode::contains(unicode::letters, first.char_class)) return enter_run(unicode::letters, first.size);
  if (first.char_class == CharClass::number) return size_of(text, scalar::run_end(numbers, second, end, 2));
  if (first.char_class == CharClass::newline) return enter(Phase::white_space, 0);
  if (scalar::is_at(unicode::letters, second, end)) return enter_run(unicode::letters, first.size);
  if (unicode::contains(punctuation, first.char_class)) return enter_run(punctuation, 0);
  if (*text == ' ' && scalar::is_at(punctuation, second, end)) return enter_run(punctuation, 1);
  return enter(Phase::white_space, 0);
}

std::optional<std::size_t> LongPiece::begin_o200k(const char* text, const char* end) noexcept {
  const Character first = scalar::character_at(text);
  const char* const second = text + first.size;
  if (first.char_class == CharClass::number) return size_of(text, scalar::run_end(numbers, second, end, 2));
  if (first.char_class == CharClass::newline) return enter(Phase::white_space, 0);
  // A mark at the start is the prefix or a part of the word, with the same result.
  if (unicode::contains(unicode::letters, first.char_class) || first.char_class == CharClass::mark) {
    return enter(Phase::upper, 0);
  }
  if (scalar::is_at(upper_phase | lower_phase, second, end)) return enter(Phase::upper, first.size);
  if (first.char_class == CharClass::other) return enter_run(punctuation, 0);
  if (*text == ' ' && scalar::is_at(punctuation, second, end)) return enter_run(punctuation, 1);
  return enter(Phase::white_space, 0);
}

std::optional<std::size_t> LongPiece::enter(Phase phase, std::size_t at) noexcept {
  phase_ = phase;
  at_ = at;
  return std::nullopt;
}

std::optional<std::size_t> LongPiece::enter_run(CharClassSet set, std::size_t at) noexcept {
  set_ = set;
  return enter(Phase::run, at);
}

std::optional<std::size_t> LongPiece::white_space_end(bool is_last) const noexcept {
  const bool takes_newlines_first = !is_last || pattern_ == Pattern::o200k;
  if (after_newline_ && takes_newlines_first) return after_newline_;
  return is_last || !has_several_ ? at_ : last_;
}

void LongPiece::skip(CharClassSet set, std::string_view text) noexcept {
  const char* const from = text.data() + at_;
  at_ += size_of(from, scalar::run_end(set, from, text.data() + text.size()));
}

}  // namespace tokmill::pretokenize
