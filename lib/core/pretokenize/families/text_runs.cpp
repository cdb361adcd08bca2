#include "core/pretokenize/text_runs.hpp"

#include <algorithm>

#include "core/pretokenize/families/scalar.hpp"

namespace tokmill::pretokenize {
namespace {

using scalar::Character;
using unicode::CharClass;
using unicode::CharClassSet;

constexpr CharClassSet punctuation_classes = unicode::set_of(CharClass::other, CharClass::mark);
constexpr CharClassSet any_case_classes = unicode::set_of(CharClass::uncased, CharClass::mark);
constexpr CharClassSet upper_classes = any_case_classes | unicode::set_of(CharClass::upper);
constexpr CharClassSet lower_classes = any_case_classes | unicode::set_of(CharClass::lower);

// The classes of each set but the last, which is not made of classes.
constexpr CharClassSet classes_of_set[] = {unicode::letters,       unicode::set_of(CharClass::number),
                                           punctuation_classes,    unicode::white_space,
                                           upper_classes,          lower_classes};

// The classes of each mark, and of the runs in which it is looked for.
struct MarkClasses {
  CharClassSet mark;
  CharClassSet run;
};
constexpr MarkClasses classes_of_mark[] = {{unicode::set_of(CharClass::newline), unicode::white_space},
                                           {any_case_classes, upper_classes}};

}  // namespace

TextRuns::TextRuns(Pattern pattern, std::string_view text)
    : pattern_(pattern), text_(text), checkpoints_(text.size() / distance + 1) {
  for (std::size_t i = checkpoints_.size(); i-- > 0;) {
    const bool is_last = i + 1 == checkpoints_.size();
    const std::size_t stop = is_last ? text.size() : position(i + 1);
    for (const Set set : {letters, numbers, punctuation, white_space, upper_phase, lower_phase, line_ends}) {
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
  if (set == line_ends) {
    const bool with_slashes = pattern_ == Pattern::o200k;
    while (at < end && (text_[at] == '\r' || text_[at] == '\n' || (with_slashes && text_[at] == '/'))) ++at;
    return at;
  }
  const char* const found = scalar::run_end(classes_of_set[set], text_.data() + at, text_.data() + end);
  return static_cast<std::size_t>(found - text_.data());
}

// The end of the last `mark` in the part of the run before `end` that starts at or after `from`; 0 if the run starts
// after `from` and has none; `from` if it does not and has none.
std::size_t TextRuns::scan_back(Mark mark, std::size_t from, std::size_t end) const noexcept {
  for (std::size_t at = end; at > from;) {
    std::size_t start = at - 1;
    while (unicode::is_continuation(text_[start])) --start;
    const CharClass char_class = scalar::character_at(text_.data() + start).char_class;
    if (unicode::contains(classes_of_mark[mark].mark, char_class)) return at;
    if (!unicode::contains(classes_of_mark[mark].run, char_class)) return 0;
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
  if (run == end && pattern_ != Pattern::o200k) return end;
  const std::size_t after_newline = pattern_ == Pattern::gpt2 ? 0 : after_last(newline, start, run);
  if (after_newline > 0) return after_newline;
  if (run == end) return end;
  std::size_t last = run - 1;
  while (unicode::is_continuation(text_[last])) --last;
  return last == start ? run : last;
}

std::size_t TextRuns::punctuation_end(std::size_t at, std::size_t end) const noexcept {
  at = run_end(punctuation, at, end);
  return pattern_ == Pattern::gpt2 || at == end ? at : run_end(line_ends, at, end);
}

// The end of a word of o200k that starts, without its prefix, at `at` (see families/o200k.cpp).
std::size_t TextRuns::word_end(std::size_t at, std::size_t end) const noexcept {
  const char* const text = text_.data();
  std::size_t after = run_end(upper_phase, at, end);
  if (scalar::is_at(unicode::set_of(CharClass::lower), text + after, text + end)) {
    after = run_end(lower_phase, after, end);
  } else {
    const std::size_t after_any_case = after_last(any_case, at, after);
    if (after_any_case > 0 && after_any_case != after) return after_any_case;
  }
  if (after == end || text_[after] != '\'') return after;
  const char* const contraction = scalar::contraction_end<true>(text + after + 1, text + end);
  return contraction == text + after + 1 ? after : static_cast<std::size_t>(contraction - text);
}

std::size_t TextRuns::gpt2_end(std::size_t start, std::size_t end) const noexcept {
  const std::size_t body = text_[start] == ' ' ? start + 1 : start;
  if (body == end) return end;
  const CharClass first = scalar::character_at(text_.data() + body).char_class;
  for (const Set set : {letters, numbers, punctuation}) {
    if (unicode::contains(classes_of_set[set], first)) return run_end(set, body, end);
  }
  return white_space_end(start, end);
}

std::size_t TextRuns::cl100k_end(std::size_t start, std::size_t end) const noexcept {
  const char* const text = text_.data();
  const Character first = scalar::character_at(text + start);
  const std::size_t second = start + first.size;
  if (unicode::contains(unicode::letters, first.char_class)) return run_end(letters, start, end);
  if (first.char_class == CharClass::newline) return white_space_end(start, end);
  if (scalar::is_at(unicode::letters, text + second, text + end)) return run_end(letters, second, end);
  if (unicode::contains(punctuation_classes, first.char_class)) return punctuation_end(start, end);
  if (*(text + start) == ' ' && scalar::is_at(punctuation_classes, text + second, text + end)) {
    return punctuation_end(second, end);
  }
  return white_space_end(start, end);
}

std::size_t TextRuns::o200k_end(std::size_t start, std::size_t end) const noexcept {
  const char* const text = text_.data();
  const Character first = scalar::character_at(text + start);
  const std::size_t second = start + first.size;
  if (first.char_class == CharClass::newline) return white_space_end(start, end);
  // A mark at the start is the prefix or a part of the word, with the same result.
  if (unicode::contains(unicode::letters | unicode::set_of(CharClass::mark), first.char_class)) {
    return word_end(start, end);
  }
  if (scalar::is_at(upper_classes | lower_classes, text + second, text + end)) return word_end(second, end);
  if (first.char_class == CharClass::other) return punctuation_end(start, end);
  if (*(text + start) == ' ' && scalar::is_at(punctuation_classes, text + second, text + end)) {
    return punctuation_end(second, end);
  }
  return white_space_end(start, end);
}

std::size_t TextRuns::piece_end(std::size_t start, std::size_t end) const noexcept {
  const char* const text = text_.data();
  if (text[start] == '\'' && pattern_ != Pattern::o200k) {
    const char* const at = text + start + 1;
    const char* const contraction = pattern_ == Pattern::gpt2 ? scalar::contraction_end<false>(at, text + end)
                                                              : scalar::contraction_end<true>(at, text + end);
    if (contraction != at) return static_cast<std::size_t>(contraction - text);
  }
  if (pattern_ == Pattern::gpt2) return gpt2_end(start, end);
  const Character first = scalar::character_at(text + start);
  if (first.char_class == CharClass::number) {
    const char* const found =
        scalar::run_end(classes_of_set[numbers], text + start + first.size, text + end, 2);
    return static_cast<std::size_t>(found - text);
  }
  return pattern_ == Pattern::cl100k ? cl100k_end(start, end) : o200k_end(start, end);
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
      if (scalar::character_at(text_.data() + before).char_class != CharClass::number) break;
      start = before;
    }
    runs.push_back({start, end});
  }
  return runs;
}

}  // namespace tokmill::pretokenize
