#include "core/pretokenize/pattern/fusion.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/pretokenize/pattern/splitter.hpp"
#include "lib/core/pretokenize/pattern/random_pattern.hpp"
#include "lib/core/pretokenize/pattern/split_pieces.hpp"

namespace {

using namespace tokmill::pretokenize::pattern;
using namespace tokmill::tests;

Pieces fused_pieces(const Fusion& fusion, std::string_view text, std::size_t capacity) {
  Pieces all;
  if (text.empty()) return all;
  Fusion::Progress progress = Fusion::start(text.data(), text.data() + text.size());
  std::vector<const char*> ends(capacity);
  const char* start = text.data();
  while (!progress.is_finished) {
    const std::size_t count = fusion.next(progress, ends.data(), capacity);
    for (std::size_t i = 0; i < count; ++i) all.emplace_back(std::exchange(start, ends[i]), ends[i]);
  }
  return all;
}

// What the steps do to the pieces of each other, by the definition: each step by itself, with Scan and joins().
Pieces pieces_step_by_step(const std::vector<Step>& steps, Unit unit, std::string_view text) {
  Pieces pieces;
  if (!text.empty()) pieces.emplace_back(text);
  for (const Step& step : steps) {
    Pieces next;
    for (const std::string& piece : pieces) {
      Scan scan(*step.matcher(), unit);
      scan.start(piece.data(), piece.data() + piece.size());
      const char* ends[50];
      bool are_matches[50];
      const char* start = piece.data();
      bool is_first = true;
      bool was_match = false;
      while (const std::size_t count = scan.next({ends, are_matches, 50})) {
        for (std::size_t i = 0; i < count; ++i) {
          const bool is_match = are_matches[i] != step.inverts();
          const std::string part(std::exchange(start, ends[i]), ends[i]);
          if (!is_first && joins(step.behavior(), was_match, is_match)) {
            next.back() += part;
          } else {
            next.push_back(part);
          }
          is_first = false;
          was_match = is_match;
        }
      }
    }
    pieces = std::move(next);
  }
  return pieces;
}

std::optional<Fusion> fused(const std::vector<Step>& steps, Unit unit) {
  std::vector<FusionStep> all;
  for (const Step& step : steps) all.push_back({step.matcher(), step.behavior(), step.inverts()});
  std::size_t work_left = 20'000;
  return Fusion::make(all, unit, work_left);
}

std::vector<Step> isolated(const std::vector<std::string_view>& patterns) {
  std::vector<Step> steps;
  for (const std::string_view pattern : patterns) {
    steps.push_back(*Step::split(pattern, Flavor::oniguruma, Behavior::isolated));
  }
  return steps;
}

}  // namespace

TEST_CASE("fusion: random steps give the pieces of each step, one after the other") {
  constexpr Behavior behaviors[] = {Behavior::isolated, Behavior::isolated, Behavior::merged_with_previous,
                                    Behavior::merged_with_next, Behavior::contiguous};
  RandomPatterns random(11);
  std::size_t made = 0;
  std::size_t with_many_states = 0;
  std::size_t joined = 0;
  for (int repeat = 0; repeat < 120; ++repeat) {
    std::vector<Step> steps;
    std::string patterns;
    for (std::size_t left = 1 + random.below(3); left > 0; --left) {
      const std::string pattern = random.pattern(Flavor::oniguruma);
      const bool invert = random.below(3) == 0;
      auto step = Step::split(pattern, Flavor::oniguruma, behaviors[random.below(5)], invert);
      if (!step || step->matcher()->can_be_empty() || step->matcher()->has_boundary()) continue;
      patterns += pattern + (invert ? " inverted " : " ") + std::to_string(static_cast<int>(step->behavior())) + "\n";
      steps.push_back(*std::move(step));
    }
    const Unit unit = random.below(4) == 0 ? Unit::mapped_byte : Unit::character;
    const std::optional<Fusion> fusion = steps.empty() ? std::nullopt : fused(steps, unit);
    if (!fusion) continue;
    ++made;
    if (fusion->state_count() > 10) ++with_many_states;
    if (steps.back().behavior() != Behavior::isolated) ++joined;
    CAPTURE(patterns);
    for (int i = 0; i < 8; ++i) {
      const std::string text = random.text(i == 0 ? 40 : 12);
      CAPTURE(text);
      REQUIRE(fused_pieces(*fusion, text, Fusion::min_capacity + random.below(20)) ==
              pieces_step_by_step(steps, unit, text));
    }
  }
  CHECK(made > 20);
  CHECK(with_many_states > 3);
  CHECK(joined > 5);
}

TEST_CASE("fusion: ends of pieces that wait for what follows") {
  const auto fusion = fused(isolated({"\\d", "\\s?[a-z]+", "\\s+$"}), Unit::character);
  REQUIRE(fusion);
  CHECK(fused_pieces(*fusion, "!   a", 8) == Pieces{"!", "  ", " a"});
  CHECK(fused_pieces(*fusion, "!   !", 8) == Pieces{"!   !"});
  CHECK(fused_pieces(*fusion, "!   ", 8) == Pieces{"!", "   "});
  CHECK(fused_pieces(*fusion, "!   7 7", 8) == Pieces{"!", "   ", "7", " ", "7"});
}

TEST_CASE("fusion: what cannot be fused") {
  CHECK(fused(isolated({"a", "b"}), Unit::character));
  CHECK(!fused(isolated({"a", "\\bb"}), Unit::character));
  CHECK(!fused(isolated({"a", "b*"}), Unit::character));
  CHECK(!fused(isolated({"a", "b(?=cd)"}), Unit::character));
  CHECK(!fused({*Step::split("a", Flavor::oniguruma, Behavior::removed)}, Unit::character));
  CHECK(!fused(isolated({"a+b", "b[ac]*x", "ca*y"}), Unit::character));  // too many ends may wait
}
