#pragma once

// What the scalar machines are made of: looking at one character, and running over characters of one set.

#include <cstddef>

#include "core/pretokenize/pre_tokenizer.hpp"
#include "core/unicode/char_class.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::pretokenize::scalar {

using unicode::CharClass;
using unicode::CharClassSet;

/// A character as the patterns see it.
struct Seen {
  CharClass char_class;
  std::size_t size;  // in bytes
};

/// The character at `at`. Precondition: a whole one stands there.
inline Seen look(const char* at) noexcept {
  const auto byte = static_cast<unsigned char>(*at);
  if (byte < 0x80) return {unicode::ascii_class(byte), 1};
  const unicode::Decoded decoded = unicode::decode_well_formed(at);
  return {unicode::char_class(decoded.code_point), decoded.size};
}

/// Whether a character of `set` stands at `at`; false at the end.
inline bool is_at(CharClassSet set, const char* at, const char* end) noexcept {
  return at != end && unicode::contains(set, look(at).char_class);
}

/// The end of the run of characters of `set` that starts at `at`; `at` itself where there is none.
inline const char* run_end(CharClassSet set, const char* at, const char* end) noexcept {
  while (at != end) {
    const Seen seen = look(at);
    if (!unicode::contains(set, seen.char_class)) break;
    at += seen.size;
  }
  return at;
}

/// As run_end, but at most `most` characters.
inline const char* run_end(CharClassSet set, const char* at, const char* end, int most) noexcept {
  for (; most > 0 && at != end; --most) {
    const Seen seen = look(at);
    if (!unicode::contains(set, seen.char_class)) break;
    at += seen.size;
  }
  return at;
}

/// A run of white space and what the patterns ask of it.
struct WhiteSpaceRun {
  const char* end;            // the end of the run
  const char* last;           // where its last character starts
  const char* after_newline;  // the end of its last CR or LF; null where it has none
};

/// The run of white space at `at`. Precondition: it has at least one character.
inline WhiteSpaceRun white_space_run(const char* at, const char* end) noexcept {
  WhiteSpaceRun run{at, at, nullptr};
  while (run.end != end) {
    const Seen seen = look(run.end);
    if (!unicode::contains(unicode::white_space, seen.char_class)) break;
    run.last = run.end;
    run.end += seen.size;
    if (seen.char_class == CharClass::newline) run.after_newline = run.end;
  }
  return run;
}

/// `\s+(?!\S)|\s` of a run that started at `at` and does not reach the end of the text: all but its last
/// character, which is left to the next piece, or that one where there is no other.
inline const char* leaving_last(const WhiteSpaceRun& run, const char* at) noexcept {
  return run.last == at ? run.end : run.last;
}

/// The end of a contraction's tail after its apostrophe, as in `(?i:[sdmt]|ll|ve|re)`; `at` itself where
/// there is none. `fold` ignores case as Unicode's simple folding does: beyond ASCII, only U+017F, which
/// folds to s, can match.
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

/// A PreTokenizer made of a function that finds the end of one piece.
template <auto piece_end>
std::size_t split_each(const char* at, const char* end, const char** ends, std::size_t capacity) noexcept {
  std::size_t written = 0;
  while (written < capacity && at != end) {
    at = piece_end(at, end);
    ends[written++] = at;
  }
  return written;
}

}  // namespace tokmill::pretokenize::scalar
