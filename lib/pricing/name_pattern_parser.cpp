#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "pricing/name_pattern.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::pricing {
namespace {

using Steps = std::vector<NamePattern::Step>;
using StepKind = NamePattern::Step::Kind;

constexpr std::size_t max_steps = 4000;
constexpr std::size_t max_repetitions = 1000;  // RE2's
constexpr char32_t max_character = 0x10FFFF;

void append(Steps& steps, const Steps& more) { steps.insert(steps.end(), more.begin(), more.end()); }

std::int32_t length(const Steps& steps) { return static_cast<std::int32_t>(steps.size()); }

// The set of \d, \D, \w, \W, \s or \S; no ranges for other letters.
NamePattern::CharSet class_of_letter(char32_t letter) {
  NamePattern::CharSet set;
  switch (letter) {
    case 'd':
    case 'D': set.ranges = {{'0', '9'}}; break;
    case 'w':
    case 'W': set.ranges = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}; break;
    case 's':
    case 'S': set.ranges = {{'\t', '\n'}, {'\f', '\r'}, {' ', ' '}}; break;
    default: break;
  }
  set.negated = letter == 'D' || letter == 'W' || letter == 'S';
  return set;
}

// The ranges of a set that is not negated.
std::vector<NamePattern::Range> plain_ranges(const NamePattern::CharSet& set) {
  if (!set.negated) return set.ranges;
  std::vector<NamePattern::Range> others;  // the ranges of class_of_letter() are in order
  char32_t next = 0;
  for (const NamePattern::Range& range : set.ranges) {
    if (next < range.first) others.push_back({next, range.first - 1});
    next = range.last + 1;
  }
  others.push_back({next, max_character});
  return others;
}

// Adds the other case of the ASCII letters of a set.
void add_other_case(std::vector<NamePattern::Range>& ranges) {
  for (std::size_t i = 0, size = ranges.size(); i < size; ++i) {
    for (const char first : {'A', 'a'}) {
      const auto from = std::max(ranges[i].first, static_cast<char32_t>(first));
      const auto to = std::min(ranges[i].last, static_cast<char32_t>(first + 25));
      constexpr char32_t case_bit = 'a' - 'A';
      if (from <= to) ranges.push_back({from ^ case_bit, to ^ case_bit});
    }
  }
}

}  // namespace

// Each function reads what it is named after and returns its steps. After an error, nothing is left to read.
class NamePatternParser {
 public:
  NamePatternParser(std::string_view pattern, PatternCase letter_case)
      : pattern_(pattern), any_case_(letter_case == PatternCase::any) {}

  Result<NamePattern> parse() {
    if (const auto at = find_ill_formed(pattern_)) return Error{ErrorCode::malformed_pattern, "invalid UTF-8", *at};
    Steps steps = alternatives();
    if (!at_end()) fail("unexpected )");
    if (error_) return *std::move(error_);
    result_.steps_ = std::move(steps);
    return std::move(result_);
  }

 private:
  struct Repetition {
    std::size_t least;
    std::optional<std::size_t> most;
    bool prefers_fewer;
  };

  [[nodiscard]] bool at_end() const { return at_ == pattern_.size(); }

  [[nodiscard]] bool is_next(std::string_view text) const { return pattern_.substr(at_).starts_with(text); }

  bool take(std::string_view text) {
    if (!is_next(text)) return false;
    at_ += text.size();
    return true;
  }

  char32_t take_character() {
    const Utf8Unit unit = next_utf8_unit(pattern_.substr(at_));
    at_ += unit.size;
    return unit.code_point;
  }

  Steps fail(std::string message) {
    if (!error_) error_ = Error{ErrorCode::malformed_pattern, std::move(message), at_};
    at_ = pattern_.size();
    return {};
  }

  Steps alternatives() {
    Steps steps = sequence();
    std::vector<Steps> others;
    while (take("|")) others.push_back(sequence());
    if (others.empty()) return steps;
    // The last alternative first, each earlier one before it.
    Steps result = std::move(others.back());
    others.back() = std::move(steps);
    std::rotate(others.begin(), others.end() - 1, others.end());
    for (auto other = others.rbegin(); other != others.rend(); ++other) {
      Steps joined = {{StepKind::fork, 1, length(*other) + 2}};
      append(joined, *other);
      joined.push_back({StepKind::jump, length(result) + 1});
      append(joined, result);
      result = std::move(joined);
    }
    return limited(std::move(result));
  }

  Steps sequence() {
    Steps steps;
    while (!at_end() && !is_next("|") && !is_next(")")) append(steps, repeated());
    return limited(std::move(steps));
  }

  Steps limited(Steps steps) { return steps.size() > max_steps ? fail("pattern too large") : std::move(steps); }

  Steps repeated() {
    const std::size_t start = at_;
    Steps atom = single();
    const std::optional<Repetition> repetition = suffix();
    if (!repetition) return atom;
    if (atom.size() == 1 && atom[0].kind != StepKind::one_of) {
      at_ = start;
      return fail("expected a character or a group before a repetition");
    }
    if (is_next("*") || is_next("+") || is_next("?") || is_next("{")) return fail("repetition of a repetition");
    const std::size_t copies = std::max<std::size_t>(repetition->most.value_or(repetition->least), 1);
    if (copies * (atom.size() + 1) > max_steps) return fail("pattern too large");

    const auto choice = [&](std::int32_t again, std::int32_t on) {
      return repetition->prefers_fewer ? NamePattern::Step{StepKind::fork, on, again}
                                       : NamePattern::Step{StepKind::fork, again, on};
    };
    Steps steps;
    for (std::size_t i = 0; i < repetition->least; ++i) append(steps, atom);
    if (repetition->most) {
      for (std::size_t left = *repetition->most - repetition->least; left > 0; --left) {
        steps.push_back(choice(1, static_cast<std::int32_t>(left) * (length(atom) + 1)));
        append(steps, atom);
      }
    } else if (repetition->least > 0) {
      steps.push_back(choice(-length(atom), 1));
    } else {
      steps.push_back(choice(1, length(atom) + 2));
      append(steps, atom);
      steps.push_back({StepKind::jump, -(length(atom) + 1)});
    }
    return steps;
  }

  // nullopt if there is no repetition.
  std::optional<Repetition> suffix() {
    Repetition repetition{0, std::nullopt, false};
    if (take("+")) {
      repetition.least = 1;
    } else if (take("?")) {
      repetition.most = 1;
    } else if (take("{")) {
      const std::optional<std::size_t> least = number();
      repetition.least = least.value_or(0);
      repetition.most = least;
      if (take(",")) repetition.most = number();
      if (!least || !take("}") || repetition.least > max_repetitions ||
          repetition.most.value_or(repetition.least) > max_repetitions ||
          repetition.most.value_or(repetition.least) < repetition.least) {
        fail("invalid repetition");
        return std::nullopt;
      }
    } else if (!take("*")) {
      return std::nullopt;
    }
    repetition.prefers_fewer = take("?");
    return repetition;
  }

  std::optional<std::size_t> number() {
    std::optional<std::size_t> value;
    while (!at_end() && pattern_[at_] >= '0' && pattern_[at_] <= '9') {
      // Larger numbers are all too large.
      value = std::min<std::size_t>(10 * value.value_or(0) + static_cast<std::size_t>(pattern_[at_++] - '0'), 10'000);
    }
    return value;
  }

  Steps single() {
    if (is_next("*") || is_next("+") || is_next("?") || is_next("{")) return fail("no argument for a repetition");
    if (take("(")) return group();
    if (take("[")) return bracketed();
    if (take("^")) return {{StepKind::name_start}};
    if (take("$")) return {{StepKind::name_end}};
    if (take(".")) return one_of({{{'\n', '\n'}}, true});
    if (!take("\\")) return one_character(take_character());
    if (at_end()) return fail("trailing backslash");
    if (take("A")) return {{StepKind::name_start}};
    if (take("z")) return {{StepKind::name_end}};
    if (take("b")) return {{StepKind::word_edge}};
    if (take("B")) return {{StepKind::no_word_edge}};
    if (const auto set = letter_class()) return one_of(*set);
    return one_character(escaped());
  }

  Steps group() {
    const bool is_marked = !take("?:");
    if (is_next("?")) return fail("unsupported kind of group");
    const auto mark = static_cast<std::int32_t>(2 * result_.groups_);
    Steps steps;
    if (is_marked) {
      ++result_.groups_;
      steps.push_back({StepKind::mark, mark});
    }
    append(steps, alternatives());
    if (is_marked) steps.push_back({StepKind::mark, mark + 1});
    return take(")") ? steps : fail("missing )");
  }

  // After a bracket.
  Steps bracketed() {
    NamePattern::CharSet set;
    set.negated = take("^");
    for (bool is_first = true; is_first || !take("]"); is_first = false) {
      if (at_end()) return fail("missing ]");
      if (is_next("[:")) return fail("unsupported class");
      if (take("\\")) {
        if (const auto letters = letter_class()) {
          const auto ranges = plain_ranges(*letters);
          set.ranges.insert(set.ranges.end(), ranges.begin(), ranges.end());
          continue;
        }
        --at_;
      }
      const char32_t first = class_character();
      char32_t last = first;
      if (is_next("-") && !is_next("-]") && at_ + 1 < pattern_.size()) {
        ++at_;
        last = class_character();
      }
      if (last < first) return fail("invalid range");
      set.ranges.push_back({first, last});
    }
    return error_ ? Steps() : one_of(std::move(set));
  }

  char32_t class_character() {
    if (at_end()) return 0;
    return take("\\") ? escaped() : take_character();
  }

  // After a backslash: a class such as d.
  std::optional<NamePattern::CharSet> letter_class() {
    if (at_end()) return std::nullopt;
    NamePattern::CharSet set = class_of_letter(static_cast<unsigned char>(pattern_[at_]));
    if (set.ranges.empty()) return std::nullopt;
    ++at_;
    return set;
  }

  // After a backslash: the character that is meant.
  char32_t escaped() {
    constexpr std::string_view letters = "tnrfva";
    constexpr std::string_view controls = "\t\n\r\f\v\a";
    const char32_t character = at_end() ? char32_t{'a'} : take_character();
    if (character < 0x80 && !is_ascii_word(character)) return character;
    const std::size_t letter = character < 0x80 ? letters.find(static_cast<char>(character)) : letters.npos;
    if (letter != letters.npos) return static_cast<unsigned char>(controls[letter]);
    fail("unsupported escape");
    return 0;
  }

  Steps one_character(char32_t character) { return one_of({{{character, character}}}); }

  Steps one_of(NamePattern::CharSet set) {
    if (any_case_) add_other_case(set.ranges);
    result_.sets_.push_back(std::move(set));
    return {{StepKind::one_of, static_cast<std::int32_t>(result_.sets_.size() - 1)}};
  }

  std::string_view pattern_;
  bool any_case_;
  std::size_t at_ = 0;
  std::optional<Error> error_;
  NamePattern result_;
};

Result<NamePattern> NamePattern::compile(std::string_view pattern, PatternCase letter_case) {
  return NamePatternParser(pattern, letter_case).parse();
}

}  // namespace tokmill::pricing
