#include "core/unicode/lowercase.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "core/unicode/utf8.hpp"

namespace tokmill::unicode {
namespace {

/// Characters from `first` to `last`, every `step`-th of them, whose lower case is `distance` after them.
struct Range {
  char32_t first;
  char32_t last;
  char32_t step;
  std::int32_t distance;
};

/// A character whose lower case is two characters.
struct Sequence {
  char32_t from;
  char32_t to[2];
};

namespace lowercase_tables {
#include "core/unicode/lowercase_tables.inc"
}  // namespace lowercase_tables
namespace tables = lowercase_tables;

/// The lower case of a character: the character itself, or a character of the tables, or a sequence.
struct Lower {
  char32_t code_point;
  const Sequence* sequence = nullptr;
};

Lower lower_of(char32_t c) noexcept {
  const Range* const range =
      std::lower_bound(std::begin(tables::ranges), std::end(tables::ranges), c,
                       [](const Range& one, char32_t code_point) { return one.last < code_point; });
  if (range != std::end(tables::ranges) && c >= range->first && (c - range->first) % range->step == 0) {
    return {static_cast<char32_t>(static_cast<std::int32_t>(c) + range->distance)};
  }
  for (const Sequence& sequence : tables::sequences) {
    if (sequence.from == c) return {c, &sequence};
  }
  return {c};
}

constexpr bool is_ascii_upper(char byte) noexcept { return byte >= 'A' && byte <= 'Z'; }

/// Whether characters that start with this byte, which is not ASCII, may have another lower case.
bool may_have_lower(char lead) noexcept { return tables::has_mapping[static_cast<unsigned char>(lead) - 0xC0]; }

bool is_ascii(char byte) noexcept { return static_cast<unsigned char>(byte) < 0x80; }

}  // namespace

std::size_t lowercase_prefix(std::string_view text) noexcept {
  std::size_t at = 0;
  while (at < text.size()) {
    if (is_ascii(text[at])) {
      if (is_ascii_upper(text[at])) break;
      ++at;
    } else if (!may_have_lower(text[at])) {
      at += size_from_lead(text[at]);
    } else {
      const Decoded character = decode_well_formed(text.data() + at);
      const Lower lower = lower_of(character.code_point);
      if (lower.code_point != character.code_point || lower.sequence != nullptr) break;
      at += character.size;
    }
  }
  return at;
}

void append_lowercase(std::string_view text, std::string& out) {
  out.reserve(out.size() + text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (is_ascii(text[at])) {
      out.push_back(static_cast<char>(is_ascii_upper(text[at]) ? text[at] + ('a' - 'A') : text[at]));
      ++at;
    } else if (!may_have_lower(text[at])) {
      const std::size_t size = size_from_lead(text[at]);
      out.append(text, at, size);
      at += size;
    } else {
      const Decoded character = decode_well_formed(text.data() + at);
      const Lower lower = lower_of(character.code_point);
      if (lower.sequence == nullptr) {
        append_utf8(lower.code_point, out);
      } else {
        for (const char32_t c : lower.sequence->to) append_utf8(c, out);
      }
      at += character.size;
    }
  }
}

std::string_view lowercased(std::string_view text, std::string& buffer) {
  const std::size_t prefix = lowercase_prefix(text);
  if (prefix == text.size()) return text;
  buffer.assign(text, 0, prefix);
  append_lowercase(text.substr(prefix), buffer);
  return buffer;
}

}  // namespace tokmill::unicode
