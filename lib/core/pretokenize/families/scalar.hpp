#pragma once

// Building blocks of the scalar machines.

#include <cstddef>

#include "core/pretokenize/pre_tokenizer.hpp"
#include "core/unicode/char_class.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::pretokenize::scalar {

using unicode::CharClass;
using unicode::CharClassSet;

struct Character {
  CharClass char_class;
  std::size_t size;  // in bytes
};

/// The character at `at`. Precondition: it is complete and well-formed.
inline Character character_at(const char* at) noexcept {
  const auto byte = static_cast<unsigned char>(*at);
  if (byte < 0x80) return {unicode::ascii_class(byte), 1};
  const unicode::Decoded decoded = unicode::decode_well_formed(at);
  return {unicode::char_class(decoded.code_point), decoded.size};
}

/// Whether the character at `at` is in `set`; false if at == end.
inline bool is_at(CharClassSet set, const char* at, const char* end) noexcept {
  return at != end && unicode::contains(set, character_at(at).char_class);
}

/// The end of the run of characters of `set` that starts at `at`; `at` if there is none.
inline const char* run_end(CharClassSet set, const char* at, const char* end) noexcept {
  while (at != end) {
    const Character character = character_at(at);
    if (!unicode::contains(set, character.char_class)) break;
    at += character.size;
  }
  return at;
}

/// The same for at most `max_count` characters.
inline const char* run_end(CharClassSet set, const char* at, const char* end, int max_count) noexcept {
  for (; max_count > 0 && at != end; --max_count) {
    const Character character = character_at(at);
    if (!unicode::contains(set, character.char_class)) break;
    at += character.size;
  }
  return at;
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
    if (!unicode::contains(unicode::white_space, character.char_class)) break;
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

/// A PreTokenizer, from a function that returns the end of the piece at `at`.
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
