#include "core/pretokenize/long_piece.hpp"

#include "core/pretokenize/rules.hpp"
#include "core/pretokenize/families/scalar.hpp"

namespace tokmill::pretokenize {
namespace {

// Enough text to match any alternative that is not a run: the longest is three digits of four bytes.
constexpr std::size_t lookahead = 16;
constexpr std::size_t longest_contraction = 3;

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
    if (set_ != rules_->punctuation) return at_;
    phase_ = Phase::tail;
  }
  if (phase_ == Phase::tail) {
    while (at_ < text.size() && scalar::is_in_tail(rules_->tail, text[at_])) ++at_;
    if (at_ == text.size() && !is_last) return std::nullopt;
    return at_;
  }
  if (phase_ == Phase::upper) {
    Character character{};
    for (; at_ < text.size(); at_ += character.size) {
      character = character_at(rules_->alphabet, text.data() + at_);
      if (!contains(upper_phase_classes, character.char_class)) break;
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
    skip(lower_phase_classes, text);
    if (at_ == text.size() && !is_last) return std::nullopt;
    phase_ = Phase::contraction;
  }
  if (phase_ == Phase::contraction) {
    if (rules_->contractions != Contractions::after_words) return at_;
    if (text.size() - at_ <= longest_contraction && !is_last) return std::nullopt;
    const char* const apostrophe = text.data() + at_;
    if (apostrophe == end || *apostrophe != '\'') return at_;
    const char* const found = scalar::contraction_end<true>(apostrophe + 1, end);
    return found == apostrophe + 1 ? at_ : size_of(text.data(), found);
  }
  if (phase_ == Phase::gap) {
    for (Character character{}; at_ < text.size(); at_ += character.size) {
      character = character_at(rules_->alphabet, text.data() + at_);
      if (contains(set_, character.char_class)) {
        last_ = at_;
        continue;
      }
      // The last character is the prefix of a word.
      const ClassSet letters = set_ == cjk::controls ? rules_->letters : cjk::letters_of_cjk;
      return contains(letters, character.char_class) ? last_ : at_;
    }
    if (!is_last) return std::nullopt;
    return at_;
  }
  for (Character character{}; at_ < text.size(); at_ += character.size) {
    character = character_at(rules_->alphabet, text.data() + at_);
    if (!contains(unicode::white_space, character.char_class)) {
      return white_space_end(rules_->family == Family::deepseek && contains(cjk::ends_of_step_3, character.char_class));
    }
    has_several_ = has_several_ || at_ > 0;
    last_ = at_;
    if (character.char_class == CharClass::newline && rules_->newlines != Newlines::nowhere) after_newline_ = at_ + 1;
  }
  if (!is_last) return std::nullopt;
  return white_space_end(true);
}

std::size_t LongPiece::certain() const noexcept {
  switch (phase_) {
    case Phase::start: return 0;
    case Phase::upper: return after_any_case_.value_or(at_);
    case Phase::white_space: return after_newline_.value_or(last_);
    case Phase::gap: return last_;
    case Phase::run:
    case Phase::tail:
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
  switch (rules_->family) {
    case Family::gpt2: return begin_gpt2(text, end);
    case Family::cl100k: return begin_cl100k(text, end);
    case Family::o200k: return begin_o200k(text, end);
    case Family::deepseek: break;
  }
  return begin_deepseek(text, end);
}

std::optional<std::size_t> LongPiece::begin_gpt2(const char* text, const char* end) noexcept {
  if (*text == '\'') {
    const char* const contraction = scalar::contraction_end<false>(text + 1, end);
    if (contraction != text + 1) return size_of(text, contraction);
  }
  const std::size_t body = *text == ' ' ? 1 : 0;
  if (text + body == end) return body;
  const CharClass first = character_at(text + body).char_class;
  for (const ClassSet set : {rules_->letters, number_classes, rules_->punctuation}) {
    if (contains(set, first)) return enter_run(set, body);
  }
  return enter(Phase::white_space, 0);
}

std::optional<std::size_t> LongPiece::begin_cl100k(const char* text, const char* end) noexcept {
  if (*text == '\'') {
    const char* const contraction = scalar::contraction_end<true>(text + 1, end);
    if (contraction != text + 1) return size_of(text, contraction);
  }
  const Character first = character_at(text);
  const char* const second = text + first.size;
  if (contains(rules_->letters, first.char_class)) return enter_run(rules_->letters, first.size);
  if (first.char_class == CharClass::number) return numbers_end(text, end);
  if (first.char_class == CharClass::newline) return enter(Phase::white_space, 0);
  if (scalar::is_at(rules_->letters, second, end)) return enter_run(rules_->letters, first.size);
  if (contains(rules_->punctuation, first.char_class)) return enter_run(rules_->punctuation, 0);
  if (*text == ' ' && scalar::is_at(rules_->punctuation, second, end)) return enter_run(rules_->punctuation, 1);
  return enter(Phase::white_space, 0);
}

std::optional<std::size_t> LongPiece::begin_o200k(const char* text, const char* end) noexcept {
  const Alphabet alphabet = rules_->alphabet;
  const Character first = character_at(alphabet, text);
  const char* const second = text + first.size;
  if (contains(han_classes, first.char_class)) return enter_run(han_classes, 0);
  if (first.char_class == CharClass::number) return numbers_end(text, end);
  if (first.char_class == CharClass::newline) return enter(Phase::white_space, 0);
  // A mark at the start is the prefix or a part of the word, with the same result.
  if (contains(word_classes, first.char_class)) return enter(Phase::upper, 0);
  if (scalar::is_at(alphabet, word_classes, second, end)) {
    return enter(Phase::upper, first.size);
  }
  if (first.char_class == CharClass::other) return enter_run(rules_->punctuation, 0);
  if (*text == ' ' && scalar::is_at(alphabet, rules_->punctuation, second, end)) {
    return enter_run(rules_->punctuation, 1);
  }
  return enter(Phase::white_space, 0);
}

std::optional<std::size_t> LongPiece::begin_deepseek(const char* text, const char* end) noexcept {
  const Character first = character_at(rules_->alphabet, text);
  const char* const second = text + first.size;
  const auto is_second = [&](ClassSet set) { return scalar::is_at(rules_->alphabet, set, second, end); };
  for (const ClassSet set : {rules_->letters, cjk::letters_of_cjk, cjk::symbols_of_cjk}) {
    if (contains(set, first.char_class)) return enter_run(set, first.size);
  }
  if (first.char_class == CharClass::number) return numbers_end(text, end);
  if (first.char_class == CharClass::newline) return enter(Phase::white_space, 0);
  if (first.char_class == cjk::symbol) {
    return first.size == 1 && is_second(cjk::ascii_letters) ? enter_run(cjk::ascii_letters, 1)
                                                            : enter_run(rules_->punctuation, 0);
  }
  if (contains(cjk::controls_of_cjk, first.char_class)) {
    return is_second(cjk::letters_of_cjk) ? enter_run(cjk::letters_of_cjk, first.size) : enter_gap(cjk::controls_of_cjk);
  }
  if (is_second(rules_->letters)) return enter_run(rules_->letters, first.size);
  if (first.char_class == cjk::control) return enter_gap(cjk::controls);
  if (*text == ' ' && is_second(rules_->punctuation)) return enter_run(rules_->punctuation, 1);
  return enter(Phase::white_space, 0);
}

std::size_t LongPiece::numbers_end(const char* text, const char* end) const noexcept {
  const char* at = text;
  for (std::size_t left = rules_->max_numbers; left > 0; --left) {
    if (!scalar::is_at(rules_->alphabet, number_classes, at, end)) break;
    at += unicode::size_from_lead(*at);
  }
  return size_of(text, at);
}

std::optional<std::size_t> LongPiece::enter(Phase phase, std::size_t at) noexcept {
  phase_ = phase;
  at_ = at;
  return std::nullopt;
}

std::optional<std::size_t> LongPiece::enter_run(ClassSet set, std::size_t at) noexcept {
  set_ = set;
  return enter(Phase::run, at);
}

std::optional<std::size_t> LongPiece::enter_gap(ClassSet set) noexcept {
  set_ = set;
  return enter(Phase::gap, 0);
}

std::optional<std::size_t> LongPiece::white_space_end(bool is_last) const noexcept {
  const bool takes_newlines_first = !is_last || rules_->newlines == Newlines::always;
  if (after_newline_ && takes_newlines_first) return after_newline_;
  return is_last || !has_several_ ? at_ : last_;
}

void LongPiece::skip(ClassSet set, std::string_view text) noexcept {
  const char* const from = text.data() + at_;
  at_ += size_of(from, scalar::run_end(rules_->alphabet, set, from, text.data() + text.size()));
}

}  // namespace tokmill::pretokenize
