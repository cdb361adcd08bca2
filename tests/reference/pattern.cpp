#include "reference/pattern.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/unistr.h>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace tokmill::reference {
namespace {

using Expression = BacktrackingPattern::Expression;
using Flavor = BacktrackingPattern::Flavor;
using Next = BacktrackingPattern::Next;
using Text = BacktrackingPattern::Text;
using Characters = std::function<bool(char32_t)>;

std::u32string utf32(std::string_view text) {
  std::u32string result;
  const icu::UnicodeString utf16 = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
  for (std::int32_t at = 0; at < utf16.length(); at = utf16.moveIndex32(at, 1)) {
    result += static_cast<char32_t>(utf16.char32At(at));
  }
  return result;
}

bool is_white_space(char32_t c) { return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_WHITE_SPACE) != 0; }

bool is_in_category(char32_t c, std::uint32_t mask) { return (U_GET_GC_MASK(static_cast<UChar32>(c)) & mask) != 0; }

bool is_word(char32_t c, Flavor flavor, bool in_class = false) {
  if (is_in_category(c, U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK)) return true;
  if (u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_ALPHABETIC) != 0) return true;
  if (flavor == Flavor::fancy_regex) return c == 0x200C || c == 0x200D;
  return !in_class && c < 0x100 && is_in_category(c, U_GC_N_MASK);
}

Characters is(char32_t expected) {
  return [expected](char32_t c) { return c == expected; };
}

Characters negation(Characters characters) {
  return [characters = std::move(characters)](char32_t c) { return !characters(c); };
}

// Reads a pattern from left to right.
class Reader {
 public:
  Reader(std::u32string pattern, Flavor flavor) : pattern_(std::move(pattern)), flavor_(flavor) {}

  Expression whole() {
    Expression expression = alternatives(false);
    if (!at_end()) fail("unmatched )");
    return expression;
  }

 private:
  [[noreturn]] void fail(const char* what) const {
    throw std::invalid_argument(std::string(what) + " at character " + std::to_string(at_));
  }
  [[nodiscard]] bool at_end() const { return at_ == pattern_.size(); }
  [[nodiscard]] bool is_next(std::u32string_view text) const {
    return std::u32string_view(pattern_).substr(at_).starts_with(text);
  }
  bool skip(std::u32string_view text) {
    if (!is_next(text)) return false;
    at_ += text.size();
    return true;
  }
  char32_t take() {
    if (at_end()) fail("unexpected end");
    return pattern_[at_++];
  }

  Expression alternatives(bool ignore_case) {
    if (skip(U"(?i)")) ignore_case = true;
    Expression first = sequence(ignore_case);
    while (skip(U"|")) {
      first = [first, second = sequence(ignore_case)](Text& text, std::size_t at, const Next& next) {
        return first(text, at, next) || second(text, at, next);
      };
    }
    return first;
  }

  Expression sequence(bool ignore_case) {
    Expression all = [](Text&, std::size_t at, const Next& next) { return next(at); };
    while (!at_end() && !is_next(U"|") && !is_next(U")")) {
      all = [first = all, second = repeated(ignore_case)](Text& text, std::size_t at, const Next& next) {
        return first(text, at, [&](std::size_t then) { return second(text, then, next); });
      };
    }
    return all;
  }

  std::optional<std::size_t> number() {
    std::size_t value = 0;
    const std::size_t start = at_;
    while (!at_end() && pattern_[at_] >= '0' && pattern_[at_] <= '9') value = 10 * value + (take() - '0');
    return at_ == start ? std::nullopt : std::optional(value);
  }

  Expression repeated(bool ignore_case) {
    Expression once = single(ignore_case);
    std::size_t min = 0;
    std::size_t max = ~std::size_t{0};
    bool has_braces = false;
    bool is_exact = false;
    if (skip(U"+")) {
      min = 1;
    } else if (skip(U"?")) {
      max = 1;
    } else if (skip(U"{")) {
      has_braces = true;
      min = number().value_or(0);
      is_exact = !skip(U",");
      max = is_exact ? min : number().value_or(max);
      if (!skip(U"}")) fail("expected }");
    } else if (!skip(U"*")) {
      return once;
    }
    const bool is_oniguruma = flavor_ == Flavor::oniguruma;
    if (skip(U"?")) {
      if (is_oniguruma && is_exact) return greedy(greedy(once, min, max), 0, 1);
      return lazy(once, min, max);
    }
    if (skip(U"+")) {
      if (is_oniguruma && has_braces) return greedy(greedy(once, min, max), 1, ~std::size_t{0});
      return atomic(greedy(once, min, max));
    }
    return greedy(once, min, max);
  }

  static Expression greedy(const Expression& once, std::size_t min, std::size_t max) {
    return [=](Text& text, std::size_t at, const Next& next) {
      const auto more = [&](auto&& self, std::size_t count, std::size_t from) -> bool {
        if (count < max && once(text, from, [&](std::size_t then) { return self(self, count + 1, then); })) return true;
        return count >= min && next(from);
      };
      return more(more, 0, at);
    };
  }

  static Expression lazy(const Expression& once, std::size_t min, std::size_t max) {
    return [=](Text& text, std::size_t at, const Next& next) {
      const auto more = [&](auto&& self, std::size_t count, std::size_t from) -> bool {
        if (count >= min && next(from)) return true;
        return count < max && once(text, from, [&](std::size_t then) { return self(self, count + 1, then); });
      };
      return more(more, 0, at);
    };
  }

  // Takes the first match of the expression, whatever follows.
  static Expression atomic(const Expression& expression) {
    return [=](Text& text, std::size_t at, const Next& next) {
      std::size_t end = 0;
      const auto note = [&](std::size_t then) {
        end = then;
        return true;
      };
      return expression(text, at, note) && next(end);
    };
  }

  static Expression lookahead(const Expression& expression, bool expected) {
    return [=](Text& text, std::size_t at, const Next& next) {
      return expression(text, at, [](std::size_t) { return true; }) == expected && next(at);
    };
  }

  Expression single(bool ignore_case) {
    if (skip(U"(")) {
      int expected = -1;  // of a lookahead
      if (skip(U"?=")) expected = 1;
      if (expected < 0 && skip(U"?!")) expected = 0;
      if (expected < 0 && skip(U"?i:")) ignore_case = true;
      skip(U"?:");
      const Expression inner = alternatives(ignore_case);
      if (!skip(U")")) fail("expected )");
      return expected < 0 ? inner : lookahead(inner, expected == 1);
    }
    if (skip(U"$")) {
      return [flavor = flavor_](Text& text, std::size_t at, const Next& next) {
        const std::u32string& all = text.characters;
        const bool is_end = at == all.size() || (flavor == Flavor::oniguruma && all[at] == '\n');
        return is_end && next(at);
      };
    }
    if (skip(U"\\b")) {
      return [flavor = flavor_](Text& text, std::size_t at, const Next& next) {
        const std::u32string& all = text.characters;
        const bool before = at > 0 && is_word(all[at - 1], flavor);
        const bool after = at < all.size() && is_word(all[at], flavor);
        return before != after && next(at);
      };
    }
    return [characters = characters(ignore_case)](Text& text, std::size_t at, const Next& next) {
      if (text.steps_left-- == 0) throw std::length_error("too many steps");
      return at < text.characters.size() && characters(text.characters[at]) && next(at + 1);
    };
  }

  static Characters in_either_case(const Characters& characters) {
    return [=](char32_t c) {
      for (char32_t other = 0; other < 0x80; ++other) {
        if (characters(other) &&
            u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT) ==
                u_foldCase(static_cast<UChar32>(other), U_FOLD_CASE_DEFAULT)) {
          return true;
        }
      }
      return characters(c);
    };
  }

  Characters characters(bool ignore_case) {
    if (skip(U"[")) return brackets(ignore_case);
    if (skip(U".")) return negation(is('\n'));
    const Characters found = is_next(U"\\") ? escape(false).second : is(take());
    return ignore_case ? in_either_case(found) : found;
  }

  // After [
  Characters brackets(bool ignore_case) {
    const bool negated = skip(U"^");
    Characters all = items(ignore_case);
    while (skip(U"&&")) {
      all = [first = all, second = items(ignore_case)](char32_t c) { return first(c) && second(c); };
    }
    if (!skip(U"]")) fail("expected ]");
    return negated ? negation(all) : all;
  }

  Characters items(bool ignore_case) {
    Characters all = [](char32_t) { return false; };
    while (!is_next(U"]") && !is_next(U"&&")) {
      Characters item;
      if (skip(U"[")) {
        item = brackets(ignore_case);
      } else {
        const auto [character, found] = is_next(U"\\") ? escape(true) : literal();
        item = found;
        if (character && is_next(U"-") && !is_next(U"-]")) {
          take();
          const std::optional<char32_t> last = (is_next(U"\\") ? escape(true) : literal()).first;
          if (!last) fail("expected a character");
          item = [first = *character, last = *last](char32_t c) { return c >= first && c <= last; };
        }
        if (ignore_case) item = in_either_case(item);
      }
      all = [first = all, second = item](char32_t c) { return first(c) || second(c); };
    }
    return all;
  }

  std::pair<std::optional<char32_t>, Characters> literal() {
    const char32_t c = take();
    return {c, is(c)};
  }

  // At a backslash: the character, if it is only one, and the class.
  std::pair<std::optional<char32_t>, Characters> escape(bool in_class) {
    take();
    const char32_t c = take();
    const auto plain = [](char32_t value) { return std::pair<std::optional<char32_t>, Characters>(value, is(value)); };
    const auto either = [](bool negated, const Characters& all) {
      return std::pair<std::optional<char32_t>, Characters>(std::nullopt, negated ? negation(all) : all);
    };
    switch (c) {
      case 'n': return plain('\n');
      case 'r': return plain('\r');
      case 't': return plain('\t');
      case 'f': return plain('\f');
      case 'v': return plain('\v');
      case 'a': return plain('\a');
      case 'e': return plain(0x1B);
      case 'x': {
        const bool has_braces = skip(U"{");
        std::string digits;
        while (digits.size() < (has_braces ? 8U : 2U) && !is_next(U"}")) digits += static_cast<char>(take());
        if (has_braces) take();
        return plain(static_cast<char32_t>(std::stoul(digits, nullptr, 16)));
      }
      case 'u': {
        std::string digits;
        for (int i = 0; i < 4; ++i) digits += static_cast<char>(take());
        return plain(static_cast<char32_t>(std::stoul(digits, nullptr, 16)));
      }
      case 's':
      case 'S': return either(c == 'S', is_white_space);
      case 'd':
      case 'D': return either(c == 'D', [](char32_t x) { return is_in_category(x, U_GC_ND_MASK); });
      case 'w':
      case 'W': return either(c == 'W', [=, flavor = flavor_](char32_t x) { return is_word(x, flavor, in_class); });
      case 'p':
      case 'P': return either(c == 'P', property());
      default: return plain(c);
    }
  }

  Characters property() {
    if (!skip(U"{")) fail("expected {");
    const bool negated = skip(U"^");
    std::string name;
    for (char32_t c = take(); c != '}'; c = take()) name += static_cast<char>(c);
    Characters found;
    if (name == "Han") {
      found = [](char32_t c) {
        UErrorCode status = U_ZERO_ERROR;
        return uscript_getScript(static_cast<UChar32>(c), &status) == USCRIPT_HAN;
      };
    } else {
      const std::int32_t mask = u_getPropertyValueEnum(UCHAR_GENERAL_CATEGORY_MASK, name.c_str());
      if (mask == UCHAR_INVALID_CODE) fail("unknown property");
      found = [mask](char32_t c) { return is_in_category(c, static_cast<std::uint32_t>(mask)); };
    }
    return negated ? negation(found) : found;
  }

  std::u32string pattern_;
  Flavor flavor_;
  std::size_t at_ = 0;
};

}  // namespace

BacktrackingPattern::BacktrackingPattern(std::string_view pattern, Flavor flavor)
    : expression_(Reader(utf32(pattern), flavor).whole()) {}

std::vector<BacktrackingPattern::Part> BacktrackingPattern::parts(std::string_view text, std::size_t max_steps) const {
  Text subject{utf32(text), max_steps};
  const std::u32string& characters = subject.characters;
  std::vector<std::size_t> offsets;  // in bytes, of each character and of the end
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) offsets.push_back(at);
  }
  offsets.push_back(text.size());

  std::vector<Part> found;
  std::size_t after = 0;                  // the end of the last part
  std::optional<std::size_t> last_match;  // the end of the last match
  for (std::size_t at = 0; at <= characters.size();) {
    std::size_t end = 0;
    const auto note = [&](std::size_t then) {
      end = then;
      return true;
    };
    if (!expression_(subject, at, note) || (end == at && last_match == at)) {
      ++at;
      continue;
    }
    if (after < at) found.push_back({offsets[after], offsets[at], false});
    found.push_back({offsets[at], offsets[end], true});
    after = end;
    last_match = end;
    at = end;
  }
  if (after < characters.size()) found.push_back({offsets[after], text.size(), false});
  return found;
}

}  // namespace tokmill::reference
