#include "core/pretokenize/text_runs.hpp"

#include <algorithm>

#include "core/pretokenize/families/scalar.hpp"

namespace tokmill::pretokenize {
namespace {

// The classes of each mark, and of the runs in which it is looked for.
struct MarkClasses {
  ClassSet mark;
  ClassSet run;
};
constexpr MarkClasses classes_of_mark[] = {{unicode::set_of(CharClass::newline), unicode::white_space},
                                           {any_case_classes, upper_phase_classes}};

}  // namespace

TextRuns::TextRuns(Pattern pattern, std::string_view text)
    : rules_(rules_of(pattern)), text_(text), checkpoints_(text.size() / distance + 1) {
  classes_[letters] = rules_.letters;
  classes_[numbers] = number_classes;
  classes_[punctuation] = rules_.punctuation;
  classes_[white_space] = unicode::white_space;
  if (rules_.family == Family::o200k) {
    classes_[han] = rules_.alphabet == Alphabet::han ? han_classes : ClassSet{0};
    classes_[upper_phase] = upper_phase_classes;
    classes_[lower_phase] = lower_phase_classes;
  } else if (rules_.family == Family::deepseek) {
    classes_[ascii_letters] = cjk::ascii_letters;
    classes_[cjk_letters] = cjk::letters_of_cjk;
    classes_[cjk_symbols] = cjk::symbols_of_cjk;
    classes_[controls] = cjk::controls;
    classes_[cjk_controls] = cjk::controls_of_cjk;
  }
  for (std::size_t i = checkpoints_.size(); i-- > 0;) {
    const bool is_last = i + 1 == checkpoints_.size();
    const std::size_t stop = is_last ? text.size() : position(i + 1);
    for (std::size_t index = 0; index < set_count; ++index) {
      const auto set = static_cast<Set>(index);
      const std::size_t end = scan(set, position(i), stop);
      checkpoints_[i].run_ends[set] = end == stop && !is_last ? checkpoints_[i + 1].run_ends[set] : end;
    }
  }
  checkpoints_.front().after_marks = {};
  for (std::size_t i = 1; i < checkpoints_.size(); ++i) {
    for (const Mark mark : {newline, any_case}) {
      const std::size_t from = position(i - 1);
      const std::size_t found = scan_back(mark, from, position(i));
      checkpoints_[i].after_marks[mark] = found == from ? checkpoints_[i - 1].after_marks[mark] : found;
    }
  }
}

std::size_t TextRuns::position(std::size_t checkpoint) const noexcept {
  std::size_t at = checkpoint * distance;
  while (at < text_.size() && unicode::is_continuation(text_[at])) ++at;
  return at;
}

// The end of the run at `at`.
std::size_t TextRuns::scan(Set set, std::size_t at, std::size_t end) const noexcept {
  if (set == tail) {
    while (at < end && scalar::is_in_tail(rules_.tail, text_[at])) ++at;
    return at;
  }
  const char* const found = scalar::run_end(rules_.alphabet, classes_[set], text_.data() + at, text_.data() + end);
  return static_cast<std::size_t>(found - text_.data());
}

// The end of the last `mark` in the part of the run before `end` that starts at or after `from`; 0 if the run starts
// after `from` and has none; `from` if it does not and has none.
std::size_t TextRuns::scan_back(Mark mark, std::size_t from, std::size_t end) const noexcept {
  for (std::size_t at = end; at > from;) {
    std::size_t start = at - 1;
    while (unicode::is_continuation(text_[start])) --start;
    const CharClass char_class = character_at(rules_.alphabet, text_.data() + start).char_class;
    if (contains(classes_of_mark[mark].mark, char_class)) return at;
    if (!contains(classes_of_mark[mark].run, char_class)) return 0;
    at = start;
  }
  return from;
}

std::size_t TextRuns::run_end(Set set, std::size_t at, std::size_t end) const noexcept {
  // The first checkpoint after the character at `at`, unless it is the last one.
  const std::size_t next = at / distance + 1;
  if (next >= checkpoints_.size()) return scan(set, at, end);
  const std::size_t stop = position(next);
  const std::size_t found = scan(set, at, std::min(stop, end));
  return found < stop || stop >= end ? found : std::min(end, checkpoints_[next].run_ends[set]);
}

// The end of the last `mark` in [from, end), or 0 if there is none. Precondition: [from, end) is in one run.
std::size_t TextRuns::after_last(Mark mark, std::size_t from, std::size_t end) const noexcept {
  std::size_t checkpoint = end / distance;
  if (position(checkpoint) > end) --checkpoint;
  const std::size_t start = position(checkpoint);
  const std::size_t near = std::max(from, start);
  std::size_t found = scan_back(mark, near, end);
  if (found == near && near == start) found = checkpoints_[checkpoint].after_marks[mark];
  return found > from ? found : 0;
}

std::size_t TextRuns::white_space_end(std::size_t start, std::size_t end) const noexcept {
  const std::size_t run = run_end(white_space, start, end);
  const bool divides = rules_.newlines == Newlines::always || (rules_.newlines == Newlines::unless_text_ends && run < end);
  const std::size_t after_newline = divides ? after_last(newline, start, run) : 0;
  if (after_newline > 0) return after_newline;
  if (run == end) return end;
  if (rules_.family == Family::deepseek) {
    const CharClass next = character_at(rules_.alphabet, text_.data() + run).char_class;
    if (contains(cjk::ends_of_step_3, next)) return run;
  }
  std::size_t last = run - 1;
  while (unicode::is_continuation(text_[last])) --last;
  return last == start ? run : last;
}

std::size_t TextRuns::punctuation_end(std::size_t at, std::size_t end) const noexcept {
  at = run_end(punctuation, at, end);
  return rules_.tail == Tail::none || at == end ? at : run_end(tail, at, end);
}

// The end of a word of the family of o200k that starts, without its prefix, at `at` (see families/o200k.cpp).
std::size_t TextRuns::word_end(std::size_t at, std::size_t end) const noexcept {
  const char* const text = text_.data();
  std::size_t after = run_end(upper_phase, at, end);
  if (scalar::is_at(rules_.alphabet, unicode::set_of(CharClass::lower), text + after, text + end)) {
    after = run_end(lower_phase, after, end);
  } else {
    const std::size_t after_any_case = after_last(any_case, at, after);
    if (after_any_case > 0 && after_any_case != after) return after_any_case;
  }
  if (rules_.contractions == Contractions::none || after == end || text_[after] != '\'') return after;
  const char* const contraction = scalar::contraction_end<true>(text + after + 1, text + end);
  return contraction == text + after + 1 ? after : static_cast<std::size_t>(contraction - text);
}

bool TextRuns::is_at(Set set, std::size_t at, std::size_t end) const noexcept {
  return scalar::is_at(rules_.alphabet, classes_[set], text_.data() + at, text_.data() + end);
}

std::size_t TextRuns::gpt2_end(std::size_t start, std::size_t end) const noexcept {
  const std::size_t body = text_[start] == ' ' ? start + 1 : start;
  if (body == end) return end;
  for (const Set set : {letters, numbers, punctuation}) {
    if (is_at(set, body, end)) return run_end(set, body, end);
  }
  return white_space_end(start, end);
}

std::size_t TextRuns::cl100k_end(std::size_t start, std::size_t end) const noexcept {
  const Character first = character_at(text_.data() + start);
  const std::size_t second = start + first.size;
  if (contains(rules_.letters, first.char_class)) return run_end(letters, start, end);
  if (first.char_class == CharClass::newline) return white_space_end(start, end);
  if (is_at(letters, second, end)) return run_end(letters, second, end);
  if (contains(rules_.punctuation, first.char_class)) return punctuation_end(start, end);
  if (text_[start] == ' ' && is_at(punctuation, second, end)) return punctuation_end(second, end);
  return white_space_end(start, end);
}

std::size_t TextRuns::o200k_end(std::size_t start, std::size_t end) const noexcept {
  const Character first = character_at(rules_.alphabet, text_.data() + start);
  const std::size_t second = start + first.size;
  if (first.char_class == CharClass::newline) return white_space_end(start, end);
  // A mark at the start is the prefix or a part of the word, with the same result.
  if (contains(word_classes, first.char_class)) return word_end(start, end);
  if (is_at(upper_phase, second, end) || is_at(lower_phase, second, end)) return word_end(second, end);
  if (first.char_class == CharClass::other) return punctuation_end(start, end);
  if (text_[start] == ' ' && is_at(punctuation, second, end)) return punctuation_end(second, end);
  return white_space_end(start, end);
}

// The end of the run of `controls_set` at `at`, without its last character if that is the prefix of a word.
std::size_t TextRuns::gap_end(Set controls_set, Set letters_set, std::size_t at, std::size_t end) const noexcept {
  const std::size_t after = run_end(controls_set, at, end);
  if (!is_at(letters_set, after, end)) return after;
  std::size_t last = after - 1;
  while (unicode::is_continuation(text_[last])) --last;
  return last == at ? run_end(letters_set, after, end) : last;
}

std::size_t TextRuns::deepseek_end(std::size_t start, std::size_t end) const noexcept {
  const Character first = character_at(rules_.alphabet, text_.data() + start);
  const std::size_t second = start + first.size;
  for (const Set set : {letters, cjk_letters, cjk_symbols}) {
    if (contains(classes_[set], first.char_class)) return run_end(set, start, end);
  }
  if (contains(cjk::controls_of_cjk, first.char_class)) return gap_end(cjk_controls, cjk_letters, start, end);
  if (first.char_class == cjk::control) return gap_end(controls, letters, start, end);
  if (first.char_class == CharClass::newline) return white_space_end(start, end);
  if (first.char_class == cjk::symbol) {
    const bool joins = first.size == 1 && is_at(ascii_letters, second, end);
    return joins ? run_end(ascii_letters, second, end) : punctuation_end(start, end);
  }
  if (is_at(letters, second, end)) return run_end(letters, second, end);
  if (text_[start] == ' ' && is_at(punctuation, second, end)) return punctuation_end(second, end);
  return white_space_end(start, end);
}

std::size_t TextRuns::piece_end(std::size_t start, std::size_t end) const noexcept {
  const char* const text = text_.data();
  const bool may_be_alone =
      rules_.contractions == Contractions::alone || rules_.contractions == Contractions::alone_any_case;
  if (text[start] == '\'' && may_be_alone) {
    const char* const at = text + start + 1;
    const char* const contraction = rules_.contractions == Contractions::alone
                                        ? scalar::contraction_end<false>(at, text + end)
                                        : scalar::contraction_end<true>(at, text + end);
    if (contraction != at) return static_cast<std::size_t>(contraction - text);
  }
  if (rules_.family == Family::gpt2) return gpt2_end(start, end);
  const Character first = character_at(rules_.alphabet, text + start);
  if (contains(han_classes, first.char_class) && rules_.alphabet == Alphabet::han) return run_end(han, start, end);
  if (first.char_class == CharClass::number) {
    std::size_t at = start;
    for (std::size_t left = rules_.max_numbers; left > 0 && is_at(numbers, at, end); --left) {
      at += unicode::size_from_lead(text_[at]);
    }
    return at;
  }
  switch (rules_.family) {
    case Family::cl100k: return cl100k_end(start, end);
    case Family::o200k: return o200k_end(start, end);
    case Family::deepseek: return deepseek_end(start, end);
    case Family::gpt2: break;
  }
  return gpt2_end(start, end);
}

std::vector<TextRuns::Run> TextRuns::long_numbers() const {
  std::vector<Run> runs;
  for (std::size_t i = 0; i < checkpoints_.size(); ++i) {
    std::size_t start = position(i);
    const std::size_t end = checkpoints_[i].run_ends[numbers];
    if (end - start < distance / 4 || (!runs.empty() && start < runs.back().end)) continue;
    while (start > 0) {
      std::size_t before = start - 1;
      while (unicode::is_continuation(text_[before])) --before;
      if (!is_at(numbers, before, end)) break;
      start = before;
    }
    // Numbers of Han are in one piece, however many they are, if the first one starts it.
    const auto is_han = [this](std::size_t at) {
      return contains(han_classes, character_at(rules_.alphabet, text_.data() + at).char_class);
    };
    bool has_han = false;
    if (rules_.alphabet == Alphabet::han) {
      for (std::size_t at = start; at < end && !has_han; at += unicode::size_from_lead(text_[at])) has_han = is_han(at);
    }
    if (has_han) continue;
    runs.push_back({start, end});
  }
  return runs;
}

}  // namespace tokmill::pretokenize
