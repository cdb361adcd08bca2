#include "core/pretokenize/pattern/fusion.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "core/unicode/utf8.hpp"

namespace tokmill::pretokenize::pattern {
namespace {

// The limits of the automaton. Pre-tokenizers in use need less than a tenth of them.
constexpr std::size_t max_fused_entries = std::size_t{1} << 18;
constexpr std::size_t max_possibilities = 64;

// Where one step may be.
struct StepState {
  Row row;                  // of the match that the last character is part of; dead: it is part of a gap
  std::vector<Row> futile;  // of attempts that must not match: those that started in gaps, and what would extend matches

  friend bool operator==(const StepState&, const StepState&) = default;
  friend bool operator<(const StepState& left, const StepState& right) {
    return std::tie(left.row, left.futile) < std::tie(right.row, right.futile);
  }
};

// One way in which all steps may have split the text so far. The ends of pieces that depend on it are waiting.
struct Possibility {
  std::vector<StepState> steps;
  // Whether a piece ends at the mark, and before the last character, if that is not known yet.
  bool ends_at_mark = false;
  bool ends_at_previous = false;

  friend bool operator==(const Possibility&, const Possibility&) = default;
  friend bool operator<(const Possibility& left, const Possibility& right) {
    return std::tie(left.steps, left.ends_at_mark, left.ends_at_previous) <
           std::tie(right.steps, right.ends_at_mark, right.ends_at_previous);
  }
};

}  // namespace

class Fusion::Builder {
 public:
  Builder(std::span<const FusionStep> steps, Unit unit, std::size_t& work_left) : steps_(steps), work_left_(work_left) {
    fusion_.unit_ = unit;
  }

  std::optional<Fusion> build() {
    for (const FusionStep& step : steps_) {
      const bool drops = step.behavior == Behavior::removed && !(step.inverts && step.matcher->matches_everything());
      if (drops || step.matcher->has_boundary() || !step.matcher->lookaheads().empty() || step.matcher->can_be_empty()) {
        return std::nullopt;
      }
    }
    if (!number_symbols()) return std::nullopt;
    number_of({});  // the start of the text
    for (std::size_t i = 0; i < states_.size(); ++i) {
      if (states_.size() * fusion_.symbol_count_ > max_fused_entries) return std::nullopt;
      for (std::size_t symbol = 0; symbol + 1 < fusion_.symbol_count_; ++symbol) {
        if (!add_step(*states_[i], symbol)) return std::nullopt;
      }
      if (!add_end(*states_[i])) return std::nullopt;
    }
    return std::move(fusion_);
  }

 private:
  using State = std::vector<Possibility>;  // sorted

  struct Successor {
    Possibility possibility;  // its waiting ends are those before the symbol
    bool ends_before;         // a piece ends before the symbol
  };

  bool number_symbols() {
    std::vector<const CharacterMap*> maps;
    for (const FusionStep& step : steps_) maps.push_back(&step.matcher->characters());
    if (fusion_.unit_ == Unit::character) {
      std::optional<CharacterMap> refined = CharacterMap::refinement(maps);
      if (!refined) return false;
      fusion_.characters_ = *std::move(refined);
      for (const char32_t example : fusion_.characters_.examples()) {
        for (const CharacterMap* const map : maps) classes_.push_back(map->class_of(example));
      }
      fusion_.symbol_count_ = fusion_.characters_.class_count();
      return true;
    }
    std::map<std::vector<std::uint16_t>, ClassNumber> numbers;
    for (unsigned byte = 0; byte < 256; ++byte) {
      std::vector<std::uint16_t> classes;
      for (const FusionStep& step : steps_) {
        classes.push_back(step.matcher->class_of_byte(static_cast<unsigned char>(byte)));
      }
      const auto [entry, is_new] = numbers.try_emplace(classes, static_cast<ClassNumber>(numbers.size()));
      for (std::size_t i = 0; is_new && i < classes.size(); ++i) classes_.push_back(static_cast<ClassNumber>(classes[i]));
      fusion_.byte_classes_[byte] = entry->second;
    }
    fusion_.symbol_count_ = numbers.size() + 1;
    return numbers.size() < max_classes;
  }

  std::uint32_t number_of(State state) {
    const auto [entry, is_new] = numbers_.try_emplace(std::move(state), static_cast<std::uint32_t>(states_.size()));
    if (is_new) states_.push_back(&entry->first);
    return entry->second;
  }

  [[nodiscard]] const Matcher& matcher(std::size_t step) const { return *steps_[step].matcher; }

  // Adds an attempt that must not match. Returns false if it does.
  [[nodiscard]] bool add_futile(std::size_t step, Row row, std::vector<Row>& futile) const {
    if (row == Automaton::dead) return true;
    if (matcher(step).always_matches_after(row)) return false;
    const auto place = std::lower_bound(futile.begin(), futile.end(), row);
    if (place == futile.end() || *place != row) futile.insert(place, row);
    return true;
  }

  // Whether the piece of a step may end here.
  [[nodiscard]] bool may_end(std::size_t step, const StepState& state) const {
    const Automaton& automaton = matcher(step).automaton();
    const ClassNumber end = matcher(step).characters().end_class();
    const auto matches = [&](Row row) { return automaton.transition(row, end).matches; };
    return (state.row == Automaton::dead || matches(state.row)) &&
           std::none_of(state.futile.begin(), state.futile.end(), matches);
  }

  // Adds what may happen at a symbol in step `step` and those after it. `is_split`: an earlier step ends a piece there.
  void follow(const Possibility& from, std::size_t symbol, std::size_t step, bool is_split, Possibility& next) {
    if (work_left_ == 0) return;
    --work_left_;
    if (step == steps_.size()) {
      successors_.push_back({next, is_split});
      return;
    }
    const Automaton& automaton = matcher(step).automaton();
    const ClassNumber number = classes_[symbol * steps_.size() + step];
    const auto go_on = [&](StepState state, bool ends_part) {
      if (std::binary_search(state.futile.begin(), state.futile.end(), state.row)) return;  // it would match
      next.steps.push_back(std::move(state));
      follow(from, symbol, step + 1, ends_part, next);
      next.steps.pop_back();
    };
    // A part starts at the symbol: a match, or a gap. `ends_before`: before which kind of part one ends.
    const auto start_part = [&](const std::vector<Row>& futile, bool ends_before_match, bool ends_before_gap) {
      const Row row = automaton.transition(automaton.start(false), number).next;
      if (row != Automaton::dead) go_on({row, futile}, ends_before_match);
      std::vector<Row> with_attempt = futile;
      if (add_futile(step, row, with_attempt)) go_on({Automaton::dead, std::move(with_attempt)}, ends_before_gap);
    };
    if (is_split) {
      if (from.steps.empty() || may_end(step, from.steps[step])) start_part({}, true, true);
      return;
    }
    const StepState& state = from.steps[step];
    std::vector<Row> futile;
    for (const Row row : state.futile) {
      const Automaton::Transition transition = automaton.transition(row, number);
      if (transition.matches || !add_futile(step, transition.next, futile)) return;
    }
    const auto ends = [&](bool was_match, bool is_match) {
      const bool inverts = steps_[step].inverts;
      return !joins(steps_[step].behavior, was_match != inverts, is_match != inverts);
    };
    if (state.row == Automaton::dead) {
      start_part(futile, ends(false, true), false);
      return;
    }
    const Automaton::Transition transition = automaton.transition(state.row, number);
    if (transition.next != Automaton::dead) go_on({transition.next, futile}, false);
    if (transition.matches && add_futile(step, transition.next, futile)) {
      start_part(futile, ends(true, true), ends(true, false));
    }
  }

  // Returns false if a limit is exceeded.
  bool add_step(const State& state, std::size_t symbol) {
    successors_.clear();
    const bool is_start = state.empty();
    const State start{Possibility{}};
    for (const Possibility& possibility : is_start ? start : state) {
      Possibility next{{}, possibility.ends_at_mark, possibility.ends_at_previous};
      follow(possibility, symbol, 0, is_start, next);
    }
    if (is_start) {
      for (Successor& successor : successors_) successor.ends_before = false;
    }
    if (successors_.empty() || successors_.size() > max_possibilities || work_left_ == 0) return false;
    const std::optional<std::uint32_t> bits = settle();
    if (!bits) return false;
    State next;
    for (Successor& successor : successors_) {
      next.push_back(std::move(successor.possibility));
    }
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    const std::size_t row = number_of(std::move(next)) * fusion_.symbol_count_;
    fusion_.steps_.push_back(static_cast<std::uint32_t>(row) << StepBits::row_shift | *bits);
    return true;
  }

  // Settles the ends of pieces that all possibilities agree on, up to the first on which they do not, and lets the others
  // wait. Returns the bits of a step; nullopt if a second mark would be needed.
  std::optional<std::uint32_t> settle() {
    std::uint32_t bits = 0;
    // Returns whether the possibilities agree on a member. If so, adds the bit if it is true, and sets it to false.
    const auto settle_member = [&](std::uint32_t bit, auto&& member) {
      const auto count = std::count_if(successors_.begin(), successors_.end(), member);
      if (count != 0 && static_cast<std::size_t>(count) != successors_.size()) return false;
      if (count != 0) bits |= bit;
      for (Successor& successor : successors_) member(successor) = false;
      return true;
    };
    const auto at_mark = [](Successor& one) -> bool& { return one.possibility.ends_at_mark; };
    const auto at_previous = [](Successor& one) -> bool& { return one.possibility.ends_at_previous; };
    if (!settle_member(StepBits::ends_at_mark, at_mark)) {
      if (std::any_of(successors_.begin(), successors_.end(), at_previous)) return std::nullopt;
    } else if (!settle_member(StepBits::ends_at_previous, at_previous)) {
      bits |= StepBits::marks_previous;
      for (Successor& one : successors_) at_mark(one) = at_previous(one);
    } else {
      settle_member(StepBits::ends_before, [](Successor& one) -> bool& { return one.ends_before; });
    }
    for (Successor& one : successors_) at_previous(one) = one.ends_before;
    return bits;
  }

  // Adds what happens at the end of the text. Returns false if more than one possibility is left.
  bool add_end(const State& state) {
    std::uint32_t bits = 0;
    std::size_t left = 0;
    for (const Possibility& possibility : state) {
      bool is_left = true;
      for (std::size_t i = 0; i < steps_.size(); ++i) is_left = is_left && may_end(i, possibility.steps[i]);
      if (!is_left) continue;
      ++left;
      if (possibility.ends_at_mark) bits |= StepBits::ends_at_mark;
      if (possibility.ends_at_previous) bits |= StepBits::ends_at_previous;
    }
    fusion_.steps_.push_back(bits);
    return left == (state.empty() ? 0 : 1);
  }

  std::span<const FusionStep> steps_;
  Fusion fusion_;
  std::vector<ClassNumber> classes_;  // by symbol and step
  std::map<State, std::uint32_t> numbers_;
  std::vector<const State*> states_;  // by number
  std::vector<Successor> successors_;
  std::size_t& work_left_;
};

std::optional<Fusion> Fusion::make(std::span<const FusionStep> steps, Unit unit, std::size_t& work_left) {
  return Builder(steps, unit, work_left).build();
}

namespace {

struct FusedCharacters {
  const CharacterMap& characters;

  [[nodiscard]] std::size_t read(const char*& at) const {
    const auto byte = static_cast<unsigned char>(*at);
    if (byte < 0x80) {
      ++at;
      return characters.ascii_class(byte);
    }
    const unicode::Decoded decoded = unicode::decode_well_formed(at);
    at += decoded.size;
    return characters.class_of(decoded.code_point);
  }
};

struct FusedBytes {
  const std::array<ClassNumber, 256>& classes;

  [[nodiscard]] std::size_t read(const char*& at) const { return classes[static_cast<unsigned char>(*at++)]; }
};

}  // namespace

template <class Reader>
std::size_t Fusion::next_with(const Reader& reader, Progress& progress, const char** ends,
                              std::size_t capacity) const noexcept {
  const std::uint32_t* const steps = steps_.data();
  // At most one piece ends for each character, in addition to the two that waited, and one at the end of the text.
  const auto room = static_cast<std::ptrdiff_t>(capacity - 4);
  const char* const stop = progress.end - progress.at > room ? progress.at + room : progress.end;
  const char** out = ends;
  const char* at = progress.at;
  const char* mark = progress.mark;
  const char* previous = progress.previous;
  std::uint32_t row = progress.row;
  // Writes each end whether or not it is one, and advances if it is: without a branch.
  const auto write = [&](const char* end, bool is_end) {
    *out = end;
    out += is_end ? 1 : 0;
  };
  while (at < stop) {
    const char* const before = at;
    const std::uint32_t step = steps[row + reader.read(at)];
    write(mark, (step & StepBits::ends_at_mark) != 0);
    write(previous, (step & StepBits::ends_at_previous) != 0);
    write(before, (step & StepBits::ends_before) != 0);
    mark = (step & StepBits::marks_previous) != 0 ? previous : mark;
    previous = before;
    row = step >> StepBits::row_shift;
  }
  if (at == progress.end) {
    const std::uint32_t step = steps[row + symbol_count_ - 1];
    write(mark, (step & StepBits::ends_at_mark) != 0);
    write(previous, (step & StepBits::ends_at_previous) != 0);
    write(at, true);
    progress.is_finished = true;
  }
  progress.at = at;
  progress.mark = mark;
  progress.previous = previous;
  progress.row = row;
  return static_cast<std::size_t>(out - ends);
}

std::size_t Fusion::next(Progress& progress, const char** ends, std::size_t capacity) const noexcept {
  if (unit_ == Unit::character) return next_with(FusedCharacters{characters_}, progress, ends, capacity);
  return next_with(FusedBytes{byte_classes_}, progress, ends, capacity);
}

}  // namespace tokmill::pretokenize::pattern
