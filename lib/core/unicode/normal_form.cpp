#include "core/unicode/normal_form.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <utility>
#include <vector>

#include "core/unicode/lead_search.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::unicode {
namespace {

/// What a class of characters has in common. A set of forms has the bit 1 << form for each of them.
struct Properties {
  std::uint8_t combining;  ///< Canonical combining class.
  std::uint8_t changing;   ///< The forms in which the character is replaced, wherever it is.
  std::uint8_t boundary;   ///< The forms in which a text can be cut in front of the character.
  std::uint8_t second;     ///< Index in `seconds`, or 0 if the character is never the second of a composition.
};

/// The compositions with the same second character: their indexes in first_of_pair and composite_of_pair, which are in
/// order of the first character. Both arrays have the low 16 bits; the high ones are in `plane`.
struct Second {
  char32_t plane;
  std::uint16_t begin;
  std::uint16_t end;
};

// A two-stage table: block_of_prefix[code point >> block_bits] is the index of a block of classes. The decomposition of
// a character is found by its rank among those of its block of 64 code points that have one: with the bitmaps, the
// offsets take 16 KB, and in a two-stage table they would take 24 KB.
namespace normal_form_tables {
#include "core/unicode/normal_form_tables.inc"
}  // namespace normal_form_tables
namespace tables = normal_form_tables;

// Conjoining jamo (Unicode 9.0, section 3.12).
constexpr char32_t first_syllable = 0xAC00;
constexpr char32_t first_leading = 0x1100;
constexpr char32_t first_vowel = 0x1161;
constexpr char32_t before_trailing = 0x11A7;
constexpr char32_t leading_count = 19;
constexpr char32_t vowel_count = 21;
constexpr char32_t trailing_count = 28;  // one of them is "none"
constexpr char32_t syllables_of_leading = vowel_count * trailing_count;
constexpr char32_t syllable_count = leading_count * syllables_of_leading;

constexpr bool is_syllable(char32_t c) noexcept { return c - first_syllable < syllable_count; }

const Properties& properties_of(char32_t code_point) noexcept {
  if (code_point >= tables::table_end) return tables::classes[0];
  constexpr unsigned bits = tables::block_bits;
  const std::size_t block = tables::block_of_prefix[code_point >> bits];
  return tables::classes[tables::class_blocks[block << bits | (code_point & ((1U << bits) - 1))]];
}

constexpr unsigned bit_of(NormalForm form) noexcept { return 1U << static_cast<unsigned>(form); }
constexpr bool is_composed(NormalForm form) noexcept { return form == NormalForm::nfc || form == NormalForm::nfkc; }
constexpr bool is_compatible(NormalForm form) noexcept { return form >= NormalForm::nfkc; }

/// The set that has only the decomposed form with the same decompositions.
constexpr unsigned bit_of_decomposed(NormalForm form) noexcept {
  return bit_of(is_compatible(form) ? NormalForm::nfkd : NormalForm::nfd);
}

/// The full decomposition of a character as UTF-8. Precondition: it has one and is no Hangul syllable.
std::string_view decomposition(char32_t code_point, bool compatible) noexcept {
  constexpr unsigned canonical_flag = 0x80;
  constexpr unsigned compatible_flag = 0x40;
  constexpr unsigned size_bits = 0x3F;
  const std::size_t block = tables::mapped_block_of_prefix[code_point >> 6];
  const std::uint64_t before = tables::mapped_bits[block] & ((std::uint64_t{1} << (code_point & 63)) - 1);
  const std::size_t rank = tables::mapped_first[block] + static_cast<std::size_t>(std::popcount(before));
  const std::uint8_t* text = &tables::texts[tables::text_offsets[rank]];
  constexpr unsigned both = canonical_flag | compatible_flag;
  if (compatible && (*text & both) == both) text += 1 + (*text & size_bits);
  return {reinterpret_cast<const char*>(text + 1), *text & size_bits};
}

/// The character that two characters compose to, or 0 if there is none.
char32_t composite(char32_t first, char32_t second) noexcept {
  if (first - first_leading < leading_count && second - first_vowel < vowel_count) {
    return first_syllable + (first - first_leading) * syllables_of_leading + (second - first_vowel) * trailing_count;
  }
  if (is_syllable(first) && (first - first_syllable) % trailing_count == 0 && second > before_trailing &&
      second - before_trailing < trailing_count) {
    return first + (second - before_trailing);
  }
  const Second& row = tables::seconds[properties_of(second).second];
  if (row.begin == row.end || (first ^ row.plane) > 0xFFFF) return 0;
  const std::uint16_t* const end = tables::first_of_pair + row.end;
  const auto low = static_cast<std::uint16_t>(first);
  const std::uint16_t* const found = std::lower_bound(tables::first_of_pair + row.begin, end, low);
  if (found == end || *found != low) return 0;
  return row.plane | tables::composite_of_pair[found - tables::first_of_pair];
}

/// A decomposed character and its combining class.
struct Unit {
  std::uint32_t code_point : 24;
  std::uint32_t combining : 8;
};
using Units = std::vector<Unit>;

/// Appends a character that has no decomposition.
void append_unit(char32_t code_point, const Properties& properties, Units& units) {
  units.push_back({code_point & 0xFFFFFFU, properties.combining});
}

void append_decomposed_syllable(char32_t syllable, Units& units) {
  const char32_t index = syllable - first_syllable;
  const char32_t trailing = index % trailing_count;
  const auto append = [&units](char32_t c) { units.push_back({c & 0xFFFFFFU, 0}); };
  append(first_leading + index / syllables_of_leading);
  append(first_vowel + index % syllables_of_leading / trailing_count);
  if (trailing != 0) append(before_trailing + trailing);
}

/// Appends the characters of `text`, decomposed.
void append_decomposed(NormalForm form, std::string_view text, Units& units) {
  const unsigned decomposed = bit_of_decomposed(form);
  for (std::size_t at = 0; at < text.size();) {
    const Decoded character = decode_well_formed(text.data() + at);
    at += character.size;
    const Properties& properties = properties_of(character.code_point);
    if ((properties.changing & decomposed) == 0) {
      append_unit(character.code_point, properties, units);
    } else if (is_syllable(character.code_point)) {
      append_decomposed_syllable(character.code_point, units);
    } else {
      const std::string_view parts = decomposition(character.code_point, is_compatible(form));
      for (std::size_t i = 0; i < parts.size();) {
        const Decoded part = decode_well_formed(parts.data() + i);
        append_unit(part.code_point, properties_of(part.code_point), units);
        i += part.size;
      }
    }
  }
}

/// Puts each run of marks in order of their combining classes. Marks of the same class stay in order.
void sort_marks(Units& units) {
  const auto is_starter = [](Unit unit) { return unit.combining == 0; };
  const auto is_before = [](Unit a, Unit b) { return a.combining < b.combining; };
  const auto is_wrong = [](Unit a, Unit b) { return b.combining != 0 && b.combining < a.combining; };
  if (std::adjacent_find(units.begin(), units.end(), is_wrong) == units.end()) return;
  for (auto at = units.begin(); at != units.end();) {
    at = std::find_if_not(at, units.end(), is_starter);
    const auto end = std::find_if(at, units.end(), is_starter);
    if (!std::is_sorted(at, end, is_before)) std::stable_sort(at, end, is_before);
    at = end;
  }
}

/// Composes the characters of a sorted decomposition (Unicode 9.0, section 3.11, D117).
void compose(Units& units) {
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::size_t size = 0;
  std::size_t starter = none;
  int last = -1;  // the combining class of the last character after the starter, or -1 if there is none
  for (const Unit unit : units) {
    const int combining = unit.combining;
    if (starter != none && last < combining) {
      const char32_t composed = composite(units[starter].code_point, unit.code_point);
      if (composed != 0) {
        units[starter].code_point = composed & 0xFFFFFFU;
        continue;
      }
    }
    if (combining == 0) starter = size;
    last = combining == 0 ? -1 : combining;
    units[size++] = unit;
  }
  units.resize(size);
}

/// Appends the normal form of `part` to `out`. `units` is memory for reuse.
void append_part(NormalForm form, std::string_view part, Units& units, std::string& out) {
  units.clear();
  append_decomposed(form, part, units);
  sort_marks(units);
  if (is_composed(form)) compose(units);
  for (const Unit unit : units) append_utf8(unit.code_point, out);
}

/// By form: the first bytes of characters that may be of interest to it.
constexpr std::array<LeadSet, 4> leads_of_interest = [] {
  std::array<LeadSet, 4> sets{};
  for (unsigned form = 0; form < sets.size(); ++form) {
    for (unsigned lead = 0xC0; lead <= 0xFF; ++lead) {
      if ((tables::plain_leads[lead - 0xC0] >> form & 1U) == 0) sets[form].insert(static_cast<unsigned char>(lead));
    }
  }
  return sets;
}();

/// The end of the characters from `at` on that are known by their first byte to be of no interest to the form: they do
/// not change, and a text can be cut in front of each of them.
std::size_t end_of_plain(std::string_view text, std::size_t at, NormalForm form) noexcept {
  const auto lead_at = [text](std::size_t where) { return static_cast<unsigned char>(text[where]); };
  const auto is_plain = [form](unsigned char lead) { return (tables::plain_leads[lead - 0xC0] & bit_of(form)) != 0; };
  if (at < text.size() && lead_at(at) >= 0x80 && !is_plain(lead_at(at))) return at;
  at = skip_without_leads(leads_of_interest[static_cast<std::size_t>(form)], text, at);
  while (at < text.size()) {
    if (lead_at(at) < 0x80) {
      const std::size_t words = ascii_words(text.substr(at));
      at += words == 0 ? 1 : words;
    } else if (is_plain(lead_at(at))) {
      at += size_from_lead(text[at]);
    } else {
      break;
    }
  }
  return at;
}

/// The start of the last character in front of `at`. Precondition: at > 0.
std::size_t character_before(std::string_view text, std::size_t at) noexcept {
  do --at;
  while (is_continuation(text[at]));
  return at;
}

/// Whether the starter at `at` may change when it is followed by `second`, with at most marks of lower classes between.
/// True for each starter with a decomposition, followed by a mark: the mark may come before those of the decomposition.
bool may_compose(std::string_view text, std::size_t at, char32_t second, const Properties& properties) noexcept {
  const char32_t starter = decode_well_formed(text.data() + at).code_point;
  if (properties.combining != 0 && (properties_of(starter).changing & bit_of(NormalForm::nfd)) != 0) return true;
  return composite(starter, second) != 0;
}

/// The end of the part of `text` that starts at `from`, a boundary or the start of the text.
std::size_t end_of_part(NormalForm form, std::string_view text, std::size_t from) noexcept {
  return next_boundary(form, text, from + size_from_lead(text[from]));
}

}  // namespace

std::size_t normal_prefix(NormalForm form, std::string_view text) noexcept {
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  const unsigned form_bit = bit_of(form);
  std::size_t boundary = 0;    // the last one
  std::size_t starter = none;  // the last one
  unsigned last = 0;           // the combining class of the last character
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    at = end_of_plain(text, at, form);
    if (at == text.size()) break;
    if (at != begin) {
      boundary = starter = character_before(text, at);
      last = 0;
    }
    const Decoded character = decode_well_formed(text.data() + at);
    const Properties& properties = properties_of(character.code_point);
    const unsigned combining = properties.combining;
    if ((properties.boundary & form_bit) != 0) {
      boundary = at;
    } else {
      if (combining != 0 && combining < last) return boundary;
      const bool is_reachable = starter != none && (last == 0 || last < combining);
      if (is_reachable && is_composed(form) && properties.second != 0 &&
          may_compose(text, starter, character.code_point, properties)) {
        return boundary;
      }
    }
    if ((properties.changing & form_bit) != 0) return boundary;
    if (combining == 0) starter = at;
    last = combining;
    at += character.size;
  }
  return text.size();
}

void append_normal_form(NormalForm form, std::string_view text, std::string& out) {
  Units units;
  while (true) {
    const std::size_t prefix = normal_prefix(form, text);
    out.append(text, 0, prefix);
    if (prefix == text.size()) return;
    const std::size_t end = end_of_part(form, text, prefix);
    append_part(form, text.substr(prefix, end - prefix), units, out);
    text.remove_prefix(end);
  }
}

std::string_view normalized(NormalForm form, std::string_view text, std::string& buffer) {
  Units units;
  for (std::size_t at = 0;;) {
    at += normal_prefix(form, text.substr(at));
    if (at == text.size()) return text;
    const std::size_t end = end_of_part(form, text, at);
    const std::string_view part = text.substr(at, end - at);
    buffer.clear();
    append_part(form, part, units, buffer);
    if (buffer != part) {
      buffer.insert(0, text.substr(0, at));
      append_normal_form(form, text.substr(end), buffer);
      return buffer;
    }
    at = end;
  }
}

std::size_t next_boundary(NormalForm form, std::string_view text, std::size_t from) noexcept {
  while (from < text.size()) {
    const Decoded character = decode_well_formed(text.data() + from);
    if ((properties_of(character.code_point).boundary & bit_of(form)) != 0) break;
    from += character.size;
  }
  return from;
}

std::size_t last_boundary(NormalForm form, std::string_view text, std::size_t from) noexcept {
  for (std::size_t at = text.size(); at > from;) {
    at = character_before(text, at);
    const char32_t character = decode_well_formed(text.data() + at).code_point;
    if ((properties_of(character).boundary & bit_of(form)) != 0) return at;
  }
  return 0;
}

}  // namespace tokmill::unicode
