#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tokmill::reference {

/// A pattern of a pre-tokenizer, matched by backtracking: every alternative is a function that tries itself and then what
/// follows. Takes exponential time and deep recursion where the pattern and the text ask for it. Character properties
/// are those of ICU.
class BacktrackingPattern {
 public:
  enum class Flavor { oniguruma, fancy_regex };

  /// Throws std::invalid_argument if the pattern is malformed. Accepts more than the library does.
  BacktrackingPattern(std::string_view pattern, Flavor flavor);

  /// A match, or the text between two matches: [start, end) in bytes.
  struct Part {
    std::size_t start;
    std::size_t end;
    bool is_match;

    friend bool operator==(const Part&, const Part&) = default;
  };

  /// The matches in `text` and the gaps between them, as the loops of both regex libraries find them. Throws
  /// std::length_error if more than `max_steps` characters are looked at.
  [[nodiscard]] std::vector<Part> parts(std::string_view text, std::size_t max_steps = 20'000) const;

  /// The rest of a match, from a position on.
  using Next = std::function<bool(std::size_t)>;

  /// Whether a part of the pattern matches at a position, followed by the rest.
  struct Text {
    std::u32string characters;
    std::size_t steps_left;
  };
  using Expression = std::function<bool(Text& text, std::size_t at, const Next& next)>;

 private:
  Expression expression_;
};

}  // namespace tokmill::reference
