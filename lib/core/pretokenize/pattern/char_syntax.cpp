#include "core/pretokenize/pattern/char_syntax.hpp"

#include <cstdint>
#include <utility>
#include <vector>

#include "core/base/exceptions.hpp"
#include "core/unicode/properties.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::pretokenize::pattern {
namespace {

using unicode::CodePointSet;

CodePointSet single(char32_t code_point) { return CodePointSet({{code_point, code_point}}); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

struct Escape {
  char letter;
  char32_t character;
};
constexpr Escape escapes[] = {{'n', '\n'}, {'r', '\r'}, {'t', '\t'}, {'f', '\f'}, {'v', '\v'}, {'a', '\a'}, {'e', 0x1B}};

// Adds the other case of each ASCII letter, and the two characters outside of ASCII that fold to one.
CodePointSet with_all_cases(const CodePointSet& set) {
  std::vector<unicode::CodePointRange> ranges(set.ranges().begin(), set.ranges().end());
  for (char32_t lower = 'a'; lower <= 'z'; ++lower) {
    const char32_t upper = lower - 'a' + 'A';
    if (!set.contains(lower) && !set.contains(upper)) continue;
    ranges.push_back({lower, lower});
    ranges.push_back({upper, upper});
    if (lower == 's') ranges.push_back({0x17F, 0x17F});
    if (lower == 'k') ranges.push_back({0x212A, 0x212A});
  }
  return CodePointSet(std::move(ranges));
}

CodePointSet decimal_digits() {
  return unicode::code_points_of(*unicode::categories_named("Nd"));
}

CodePointSet word_characters(Flavor flavor, bool in_class) {
  const CodePointSet word = unicode::word_code_points();
  // Rust's \w contains the joiners. Oniguruma's contains the numbers of Latin-1 that are not decimal digits, but not in
  // a class.
  if (flavor == Flavor::fancy_regex) return word.union_with(CodePointSet({{0x200C, 0x200D}}));
  return in_class ? word : word.union_with(CodePointSet({{0xB2, 0xB3}, {0xB9, 0xB9}, {0xBC, 0xBE}}));
}

}  // namespace

bool CharReader::skip(std::string_view text) noexcept {
  if (!is_next(text)) return false;
  at_ += text.size();
  return true;
}

void CharReader::fail(std::size_t position, std::string message) const {
  base::raise(SyntaxError{position, std::move(message)});
}

std::optional<std::uint32_t> CharReader::read_number() {
  const std::size_t start = at_;
  std::uint32_t number = 0;
  for (; !at_end() && is_digit(pattern_[at_]); ++at_) {
    number = 10 * number + static_cast<std::uint32_t>(pattern_[at_] - '0');
    if (number > 100'000) fail(start, "a number of repeats above 100,000 is not supported");
  }
  if (at_ == start) return std::nullopt;
  return number;
}

char32_t CharReader::read_code_point() {
  const unicode::Decoded decoded = unicode::decode_well_formed(pattern_.data() + at_);
  at_ += decoded.size;
  return decoded.code_point;
}

char32_t CharReader::read_hex(std::size_t start, std::size_t min_digits, std::size_t max_digits) {
  char32_t value = 0;
  std::size_t digits = 0;
  for (; digits < max_digits && !at_end(); ++digits, ++at_) {
    const char c = pattern_[at_];
    if (is_digit(c)) {
      value = 16 * value + static_cast<char32_t>(c - '0');
    } else if (is_letter(c) && (c | 0x20) <= 'f') {
      value = 16 * value + static_cast<char32_t>((c | 0x20) - 'a' + 10);
    } else {
      break;
    }
  }
  if (digits < min_digits) fail(start, "expected hexadecimal digits in an escape");
  if (value > unicode::max_code_point || (value >= 0xD800 && value <= 0xDFFF)) {
    fail(start, "an escape is not a Unicode character");
  }
  return value;
}

CodePointSet CharReader::read_property(std::size_t start, bool negated) {
  std::string_view name;
  if (skip("{")) {
    if (skip("^")) negated = !negated;
    const std::size_t end = pattern_.find('}', at_);
    if (end == std::string_view::npos) fail(start, "expected } after the name of a property");
    name = pattern_.substr(at_, end - at_);
    at_ = end + 1;
  } else if (flavor_ == Flavor::fancy_regex && !at_end() && is_letter(pattern_[at_])) {
    name = pattern_.substr(at_++, 1);
  } else {
    fail(start, "expected { after \\p");
  }
  std::string_view property;
  if (flavor_ == Flavor::fancy_regex && name.find('=') != std::string_view::npos) {
    property = name.substr(0, name.find('='));
    name.remove_prefix(property.size() + 1);
  }
  const bool may_be_category = property.empty() || property == "gc" || property == "General_Category";
  const bool may_be_script = property.empty() || property == "sc" || property == "Script";
  const std::optional<unicode::CategorySet> categories =
      may_be_category ? unicode::categories_named(name) : std::nullopt;
  CodePointSet set;
  if (categories) {
    set = unicode::code_points_of(*categories);
  } else if (may_be_script && (name == "Han" || name == "han")) {
    set = unicode::han_code_points();
  } else {
    fail(start, "the property \"" + std::string(name) + "\" is not supported");
  }
  return negated ? set.complement() : set;
}

CharReader::Item CharReader::read_escape(bool in_class) {
  const std::size_t start = at_++;
  if (at_end()) fail(start, "expected a character after \\");
  const char c = pattern_[at_];
  if (unicode::is_continuation(c) || static_cast<unsigned char>(c) >= 0x80) {
    fail(start, "an escaped character outside of ASCII is not supported");
  }
  ++at_;
  const auto property = [](const CodePointSet& set, bool negated) {
    return Item{negated ? set.complement() : set, std::nullopt, true};
  };
  const auto character = [](char32_t code_point) { return Item{single(code_point), code_point}; };
  switch (c) {
    case 's':
    case 'S': return property(unicode::white_space_code_points(), c == 'S');
    case 'd':
    case 'D': return property(decimal_digits(), c == 'D');
    case 'w':
    case 'W': return property(word_characters(flavor_, in_class), c == 'W');
    case 'p':
    case 'P': return Item{read_property(start, c == 'P'), std::nullopt, true};
    case 'x': {
      if (!skip("{")) return character(read_hex(start, 2, 2));
      const char32_t code_point = read_hex(start, 1, 8);
      if (!skip("}")) fail(start, "expected } after an escape in hexadecimal");
      return character(code_point);
    }
    case 'u': return character(read_hex(start, 4, 4));
    default: break;
  }
  for (const Escape& escape : escapes) {
    if (c == escape.letter) return character(escape.character);
  }
  if (is_letter(c) || is_digit(c)) {
    fail(start, "\\" + std::string(1, c) + (in_class ? " in a class" : "") + " is not supported");
  }
  return character(static_cast<char32_t>(c));
}

CharReader::Item CharReader::read_item(bool in_class) {
  if (is_next("\\")) return read_escape(in_class);
  const char32_t code_point = read_code_point();
  return {single(code_point), code_point};
}

void CharReader::check_ignore_case(const Item& item, std::size_t start) const {
  if (item.is_property) fail(start, "a class of properties under (?i) is not supported");
  if (!item.set.empty() && item.set.ranges().back().last >= 0x80) {
    fail(start, "a character outside of ASCII under (?i) is not supported");
  }
}

// The items up to && or ].
CodePointSet CharReader::read_union(bool ignore_case, std::size_t depth) {
  std::vector<unicode::CodePointRange> ranges;
  const auto add = [&](const CodePointSet& set) {
    ranges.insert(ranges.end(), set.ranges().begin(), set.ranges().end());
    if (ranges.size() > 1'000'000) fail(at_, "a class of more than 1,000,000 ranges is not supported");
  };
  const std::size_t union_start = at_;
  while (!is_next("]") && !is_next("&&")) {
    const std::size_t start = at_;
    if (at_end()) fail(start, "expected ] at the end of a class");
    if (is_next("[:")) fail(start, "a class in the form [:name:] is not supported");
    if (is_next("[")) {
      add(read_brackets(ignore_case, depth + 1));
      continue;
    }
    if (flavor_ == Flavor::fancy_regex && (is_next("--") || is_next("~~"))) {
      fail(start, pattern_.substr(at_, 2) == "--" ? "-- in a class is not supported" : "~~ in a class is not supported");
    }
    const bool is_hyphen = is_next("-");
    Item item = read_item(true);
    if (is_hyphen && start != union_start && !is_next("]")) {
      fail(start, "a hyphen in a class that is neither in a range nor at an end is not supported");
    }
    if (is_next("-") && !pattern_.substr(at_).starts_with("-]") && !is_next("--")) {
      if (!item.character) fail(start, "a range that starts with a class is not supported");
      ++at_;
      const std::size_t end_start = at_;
      if (at_end()) fail(end_start, "expected ] at the end of a class");
      if (is_next("[")) fail(end_start, "an unescaped [ at the end of a range is not supported");
      if (is_next("&&")) fail(end_start, "&& at the end of a range is not supported");
      const Item last = read_item(true);
      if (!last.character) fail(end_start, "a range that ends with a class is not supported");
      if (*last.character < *item.character) fail(start, "the range ends before its start");
      item.set = CodePointSet({{*item.character, *last.character}});
    }
    if (ignore_case) {
      check_ignore_case(item, start);
      item.set = with_all_cases(item.set);
    }
    add(item.set);
  }
  if (ranges.empty()) fail(union_start, "an empty class is not supported");
  return CodePointSet(std::move(ranges));
}

CodePointSet CharReader::read_brackets(bool ignore_case, std::size_t depth) {
  const std::size_t start = at_++;
  if (depth > max_nesting) {
    fail(start, "classes nested deeper than " + std::to_string(max_nesting) + " levels are not supported");
  }
  const bool negated = skip("^");
  if (is_next("]")) fail(at_, "an unescaped ] at the start of a class is not supported");
  CodePointSet set = read_union(ignore_case, depth);
  while (skip("&&")) set = set.intersection(read_union(ignore_case, depth));
  ++at_;  // ]
  return negated ? set.complement() : set;
}

CodePointSet CharReader::read(bool ignore_case) {
  if (is_next("[")) return read_brackets(ignore_case, 1);
  if (skip(".")) return single('\n').complement();
  const std::size_t start = at_;
  const Item item = read_item(false);
  if (!ignore_case) return item.set;
  check_ignore_case(item, start);
  return with_all_cases(item.set);
}

}  // namespace tokmill::pretokenize::pattern
