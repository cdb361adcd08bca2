#pragma once

// Byte offsets in a text, and in the same text with U+FFFD for each ill-formed part.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/tokenizer/stream_utf8.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// A byte offset in the original text, as an offset in the text with replaced parts.
struct ReplacedPosition {
  std::size_t unit;    // of the character, or of the U+FFFD, that the position is before or inside
  std::size_t next;    // of the character after that; `unit` if the position is not inside
  std::size_t inside;  // the number of original bytes of it before the position
  std::size_t left;    // the number of original bytes of it after the position; 0 if it is not inside
  std::string_view start;  // these bytes before the position
};

/// A part of the original text: U+FFFD `replaced_before` times, [from, to) of the text with replaced parts, and U+FFFD
/// `replaced_after` times.
struct ReplacedPart {
  std::size_t replaced_before;
  std::size_t from;
  std::size_t to;
  std::size_t replaced_after;
};

/// The ill-formed parts of a text.
class Replacements {
 public:
  /// Adds the part `bytes` at `start` in the original text, whose U+FFFD is at `replaced`. Parts are added in order.
  void add(std::size_t start, std::string_view bytes, std::size_t replaced) {
    Part part{start, replaced, bytes.size(), {}};
    std::copy(bytes.begin(), bytes.end(), part.bytes);
    parts_.push_back(part);
  }

  /// Removes the parts that end after `size` bytes of the original text.
  void truncate(std::size_t size) {
    while (!parts_.empty() && parts_.back().start + parts_.back().size > size) parts_.pop_back();
  }

  /// `text` is the text with replaced parts, whose bytes the result refers to. Logarithmic time.
  [[nodiscard]] ReplacedPosition find(std::string_view text, std::size_t at) const noexcept {
    const auto after = std::lower_bound(parts_.begin(), parts_.end(), at,
                                        [](const Part& part, std::size_t offset) { return part.start < offset; });
    std::size_t replaced = at;
    if (after != parts_.begin()) {
      const Part& part = *std::prev(after);
      const std::size_t end = part.start + part.size;
      const std::size_t after_replaced = part.replaced + unicode::replacement_character.size();
      const std::size_t inside = at - part.start;
      if (at < end) return {part.replaced, after_replaced, inside, end - at, {part.bytes, inside}};
      replaced = after_replaced + (at - end);
    }
    if (unicode::is_character_boundary(text, replaced)) return {replaced, replaced, 0, 0, {}};
    std::size_t unit = replaced;
    while (unicode::is_continuation(text[unit])) --unit;
    const std::size_t next = unit + unicode::size_from_lead(text[unit]);
    return {unit, next, replaced - unit, next - replaced, text.substr(unit, replaced - unit)};
  }

  /// The part [start, end) of the original text. Precondition: start < end. `text` is as for find().
  [[nodiscard]] ReplacedPart part(std::string_view text, std::size_t start, std::size_t end) const noexcept {
    const ReplacedPosition first = find(text, start);
    const ReplacedPosition last = find(text, end);
    // Each byte after the first one of a character is ill-formed by itself, and so is the start of a character.
    const bool is_within_one = first.inside > 0 && first.unit == last.unit;
    return {std::min(first.left, end - start), first.next, std::max(first.next, last.unit),
            last.inside > 0 && !is_within_one ? std::size_t{1} : 0};
  }

 private:
  struct Part {
    std::size_t start;     // in the original text
    std::size_t replaced;  // the offset of its U+FFFD
    std::size_t size;      // in the original text
    char bytes[3];         // the longest ill-formed part lacks the last byte of a character
  };
  std::vector<Part> parts_;
};

/// Replaces the ill-formed parts of `text`.
[[nodiscard]] inline Replacements replace_ill_formed_parts(std::string& text) {
  Replacements replacements;
  if (unicode::well_formed_prefix(text) == text.size()) return replacements;
  std::string replaced;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t prefix = unicode::well_formed_prefix(rest);
    replaced += rest.substr(0, prefix);
    rest.remove_prefix(prefix);
    if (rest.empty()) break;
    const std::string_view part = rest.substr(0, unicode::ill_formed_size(rest));
    replacements.add(text.size() - rest.size(), part, replaced.size());
    replaced += unicode::replacement_character;
    rest.remove_prefix(part.size());
  }
  text = std::move(replaced);
  return replacements;
}

/// Continues the original text, of `size` bytes so far, with `part`: appends it to `text` with replaced parts, except for
/// what `utf8` holds back.
inline void append_replaced(StreamUtf8& utf8, std::string_view part, std::size_t size, std::string& text,
                            Replacements& replacements) {
  std::size_t at = size - utf8.held().size();
  utf8.append(
      part,
      [&](std::string_view characters) {
        text += characters;
        at += characters.size();
      },
      [&](std::string_view bytes) {
        replacements.add(at, bytes, text.size());
        text += unicode::replacement_character;
        at += bytes.size();
      });
}

}  // namespace tokmill
