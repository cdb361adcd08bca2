#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <string_view>

#include "core/pretokenize/pattern/parser.hpp"

namespace tokmill::tests {

/// Random patterns of the supported language, and texts that they are likely to match.
class RandomPatterns {
 public:
  explicit RandomPatterns(unsigned seed) : chance_(seed) {}

  std::string pattern(pretokenize::pattern::Flavor flavor) {
    is_oniguruma_ = flavor == pretokenize::pattern::Flavor::oniguruma;
    return alternatives(3);
  }

  std::string text(std::size_t max_characters) {
    std::string text;
    for (std::size_t left = below(max_characters + 1); left > 0; --left) {
      const std::string_view character = characters[below(std::size(characters))];
      text += character;
      while (left > 1 && below(3) == 0) {
        text += character;
        --left;
      }
    }
    return text;
  }

  std::size_t below(std::size_t limit) { return chance_() % limit; }

 private:
  static constexpr std::string_view characters[] = {"a", "b", "c", "s", "S", "k", "A", "1", "2", " ", " ", "\n", "\r", "'",
                                                    "!", "-", "_", "\u00E9", "\u017F", "\u212A", "\u00B2", "\u4E2D",
                                                    "\u0301", "\u3000", "\u01C5", "\U0001F600"};

  std::string alternatives(int depth) {
    std::string all = sequence(depth);
    for (std::size_t more = below(3); more > 0; --more) all += "|" + sequence(depth);
    return all;
  }

  std::string sequence(int depth) {
    std::string all;
    for (std::size_t left = below(8) == 0 ? 0 : 1 + below(4); left > 0; --left) all += item(depth);
    return all;
  }

  std::string item(int depth) {
    switch (below(12)) {
      case 0: return depth > 0 ? "(?:" + alternatives(depth - 1) + ")" + (below(2) == 0 ? repetition(false) : "") : "$";
      case 1: return depth > 0 ? "(" + alternatives(depth - 1) + ")" + (below(2) == 0 ? repetition(false) : "") : "\\b";
      case 2: return below(3) == 0 ? "$" : "(?=" + set() + ")";
      case 3: return below(3) == 0 ? "\\b" : "(?!" + set() + ")";
      case 4: return below(3) != 0 || depth == 0 ? set() : (below(2) == 0 ? "(?=" : "(?!") + alternatives(0) + ")";
      case 5: return "(?i:" + letters() + ")";
      default: return set() + (below(2) == 0 ? repetition(true) : "");
    }
  }

  std::string repetition(bool may_be_possessive) {
    static constexpr std::string_view operations[] = {"*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "{1,}"};
    std::string operation(operations[below(std::size(operations))]);
    switch (below(may_be_possessive || (is_oniguruma_ && operation[0] == '{') ? 4 : 3)) {
      case 0: return operation + "?";
      case 3: return operation + "+";
      default: return operation;
    }
  }

  std::string set() {
    static constexpr std::string_view sets[] = {
        "a", "b", " ", "\\n", "!", "1", "\\s", "\\S", "\\d", "\\D", "\\w", "\\W", ".", "[ab]", "[^ab]", "[a-c1]",
        "[^\\s\\p{L}]", "\\p{L}", "\\p{N}", "\\P{L}", "\\p{Lu}", "[\\p{Ll}\\p{Lo}]", "\\p{M}", "[\\p{P}\\p{S}]",
        "[\\w&&[^\\d_]]", "[^\\w&&\\p{L}]", "\\p{Han}", "[\\r\\n]", "\\x{4E2D}", "\\-", "[\\p{L}&&[^\\p{Han}]]", "\\'"};
    return std::string(sets[below(std::size(sets))]);
  }

  std::string letters() {
    static constexpr std::string_view texts[] = {"a", "s", "k", "ab", "'s", "'s|'re", "[a-c]", "[^s]", "b1", "sa"};
    return std::string(texts[below(std::size(texts))]);
  }

  std::mt19937 chance_;
  bool is_oniguruma_ = false;
};

}  // namespace tokmill::tests
