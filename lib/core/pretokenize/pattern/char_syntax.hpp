#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/pretokenize/pattern/parser.hpp"
#include "core/unicode/code_point_set.hpp"

namespace tokmill::pretokenize::pattern {

/// What is wrong with a pattern. Thrown inside of the parser only.
struct SyntaxError {
  std::size_t position;
  std::string message;
};

/// Reads the parts of a pattern that match one character: literals, escapes, classes.
class CharReader {
 public:
  /// Precondition: `pattern` is UTF-8.
  CharReader(std::string_view pattern, Flavor flavor) : pattern_(pattern), flavor_(flavor) {}

  [[nodiscard]] std::size_t position() const noexcept { return at_; }
  [[nodiscard]] bool at_end() const noexcept { return at_ == pattern_.size(); }
  [[nodiscard]] Flavor flavor() const noexcept { return flavor_; }

  /// Whether the rest of the pattern starts with `text`.
  [[nodiscard]] bool is_next(std::string_view text) const noexcept { return pattern_.substr(at_).starts_with(text); }

  /// Skips `text` and returns true if the rest starts with it.
  bool skip(std::string_view text) noexcept;

  /// Goes back to `position`. Precondition: a position of this reader.
  void go_to(std::size_t position) noexcept { at_ = position; }

  /// A decimal number; nullopt if there is no digit. Numbers above 100,000 are an error.
  [[nodiscard]] std::optional<std::uint32_t> read_number();

  /// Reads a literal, an escape of a character or of a class, `.`, or a class in brackets. If `ignore_case`, with the
  /// other cases of the ASCII letters in it. Precondition: not at the end.
  [[nodiscard]] unicode::CodePointSet read(bool ignore_case);

  [[noreturn]] void fail(std::size_t position, std::string message) const;

 private:
  struct Item {
    unicode::CodePointSet set;
    std::optional<char32_t> character;  // if it is one, so that it can start a range
    bool is_property = false;           // a class that has no list of characters, such as \p{L}
  };

  char32_t read_code_point();
  char32_t read_hex(std::size_t start, std::size_t min_digits, std::size_t max_digits);
  Item read_escape(bool in_class);
  Item read_item(bool in_class);
  unicode::CodePointSet read_property(std::size_t start, bool negated);
  unicode::CodePointSet read_brackets(bool ignore_case, std::size_t depth);
  unicode::CodePointSet read_union(bool ignore_case, std::size_t depth);
  void check_ignore_case(const Item& item, std::size_t start) const;

  std::string_view pattern_;
  std::size_t at_ = 0;
  Flavor flavor_;
};

}  // namespace tokmill::pretokenize::pattern
