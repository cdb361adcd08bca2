#pragma once

// Building blocks of the scalar machines.

#include <cstddef>

#include "core/pretokenize/pre_tokenizer.hpp"
#include "core/pretokenize/rules.hpp"
#include "core/unicode/char_class.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::pretokenize::scalar {

/// Whether the character at `at` is in `set`; false if at == end.
template <Alphabet alphabet = Alphabet::plain>
inline bool is_at(ClassSet set, const char* at, const char* end) noexcept {
  return at != end && contains(set, character_at<alphabet>(at).char_class);
}

/// The end of the run of characters of `set` that starts at `at`; `at` if there is none.
template <Alphabet alphabet = Alphabet::plain>
inline const char* run_end(ClassSet set, const char* at, const char* end) noexcept {
  const auto byte_at = [](const char* where) { return static_cast<unsigned char>(*where); };
  while (at != end) {
    while ((ascii_sets<alphabet>[byte_at(at)] & set) != 0) {
      if (++at == end) return at;
    }
    if (byte_at(at) < 0x80) break;
    do {
      const Character character = character_at<alphabet>(at);
      if (!contains(set, character.char_class)) return at;
      at += character.size;
    } while (at != end && byte_at(at) >= 0x80);
  }
  return at;
}

/// The same for at most `max_count` characters.
template <Alphabet alphabet = Alphabet::plain>
inline const char* run_end(ClassSet set, const char* at, const char* end, std::size_t max_count) noexcept {
  for (; max_count > 0 && at != end; --max_count) {
    const Character character = character_at<alphabet>(at);
    if (!contains(set, character.char_class)) break;
    at += character.size;
  }
  return at;
}

/// The functions above for an alphabet that is not known when compiling.
inline bool is_at(Alphabet alphabet, ClassSet set, const char* at, const char* end) noexcept {
  return at != end && contains(set, character_at(alphabet, at).char_class);
}
inline const char* run_end(Alphabet alphabet, ClassSet set, const char* at, const char* end) noexcept {
  switch (alphabet) {
    case Alphabet::plain: break;
    case Alphabet::han: return run_end<Alphabet::han>(set, at, end);
    case Alphabet::cjk: return run_end<Alphabet::cjk>(set, at, end);
  }
  return run_end(set, at, end);
}

/// Whether `byte` may follow punctuation in the same piece.
constexpr bool is_in_tail(Tail tail, char byte) noexcept {
  if (tail == Tail::newlines_and_slashes && byte == '/') return true;
  return tail != Tail::none && (byte == '\r' || byte == '\n');
}

/// A run of white space.
struct WhiteSpaceRun {
  const char* end;
  const char* last;           // the start of the last character
  const char* after_newline;  // the end of the last CR or LF; null if there is none
};

/// The run of white space at `at`. Precondition: there is at least one character.
inline WhiteSpaceRun white_space_run(const char* at, const char* end) noexcept {
  WhiteSpaceRun run{at, at, nullptr};
  while (run.end != end) {
    const Character character = character_at(run.end);
    if (!contains(unicode::white_space, character.char_class)) break;
    run.last = run.end;
    run.end += character.size;
    if (character.char_class == CharClass::newline) run.after_newline = run.end;
  }
  return run;
}

/// The end of `\s+(?!\S)|\s` for a run that starts at `at` and does not reach the end of the text: all characters but
/// the last, which belongs to the next piece; or the only character of the run.
inline const char* all_but_last(const WhiteSpaceRun& run, const char* at) noexcept {
  return run.last == at ? run.end : run.last;
}

/// The end of the piece of white space that starts at `at`, where no other alternative matches.
template <Newlines newlines>
inline const char* white_space_end(const char* at, const char* end) noexcept {
  const WhiteSpaceRun run = white_space_run(at, end);
  if (newlines == Newlines::always && run.after_newline != nullptr) return run.after_newline;
  if (run.end == end) return run.end;
  if (newlines == Newlines::unless_text_ends && run.after_newline != nullptr) return run.after_newline;
  return all_but_last(run, at);
}

/// The end of the punctuation at `at`, with its tail.
template <Pattern pattern>
inline const char* punctuation_end(const char* at, const char* end) noexcept {
  constexpr const Rules& rules = rules_of(pattern);
  at = run_end<rules.alphabet>(rules.punctuation, at, end);
  while (at != end && is_in_tail(rules.tail, *at)) ++at;
  return at;
}

/// The end of `[sdmt]|ll|ve|re` at `at`, which is after an apostrophe; `at` if it does not match. `fold` ignores case
/// according to Unicode's simple case folding; the only non-ASCII match is then U+017F, which folds to s.
template <bool fold>
const char* contraction_end(const char* at, const char* end) noexcept {
  const auto letter = [end](const char* where) -> char {
    if (where == end) return '\0';
    return fold && *where >= 'A' && *where <= 'Z' ? static_cast<char>(*where - 'A' + 'a') : *where;
  };
  switch (letter(at)) {
    case 's':
    case 'd':
    case 'm':
    case 't': return at + 1;
    case 'l': return letter(at + 1) == 'l' ? at + 2 : at;
    case 'v':
    case 'r': return letter(at + 1) == 'e' ? at + 2 : at;
    case '\xC5': return fold && at + 1 != end && at[1] == '\xBF' ? at + 2 : at;
    default: return at;
  }
}

/// A SplitFunction, from a function that returns the end of the piece at `at`.
template <auto piece_end>
std::size_t split_pieces(const char* at, const char* end, const char** ends, std::size_t capacity) noexcept {
  std::size_t written = 0;
  while (written < capacity && at != end) {
    at = piece_end(at, end);
    ends[written++] = at;
  }
  return written;
}

}  // namespace tokmill::pretokenize::scalar
