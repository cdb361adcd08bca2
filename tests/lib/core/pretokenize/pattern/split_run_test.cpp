#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/pretokenize/pattern/splitter.hpp"
#include "lib/core/pretokenize/pattern/split_pieces.hpp"

namespace {

using namespace tokmill::pretokenize::pattern;
using namespace tokmill::tests;

// The pieces as runs that follow each other, of a run that has split other texts before.
std::vector<Piece> pieces_of_runs(SplitRun& run, std::string_view text, std::size_t& runs) {
  run.reset(text);
  std::vector<Piece> all;
  for (PieceRun next = run.next(); next.count > 0; next = run.next()) {
    REQUIRE(next.count <= SplitRun::batch);
    ++runs;
    const char* start = next.start;
    for (std::size_t i = 0; i < next.count; ++i) all.push_back({std::exchange(start, next.ends[i]), next.ends[i]});
  }
  CHECK(run.next().count == 0);
  return all;
}

}  // namespace

TEST_CASE("split_run: runs of one object that is reset are the pieces of a new one") {
  std::mt19937 chance(20261129);
  for (const KnownSplitter& one : known()) {
    CAPTURE(one.name);
    SplitRun run(one.splitter);
    CHECK(run.next().count == 0);
    for (int repeat = 0; repeat < 20; ++repeat) {
      const std::string text = random_text(chance, chance() % (repeat % 5 == 0 ? 3000 : 60));
      CAPTURE(text);
      std::size_t runs = 0;
      REQUIRE(pieces_of_runs(run, text, runs) == raw_pieces(one.splitter, text));
      if (one.splitter.keeps_everything()) CHECK(runs <= text.size() / 64 + 1);
      // A text that is given up half-way leaves nothing.
      const std::string other = random_text(chance, 2000);
      run.reset(other);
      Piece piece;
      for (std::size_t left = chance() % 40; left > 0; --left) run.next(&piece, 1);
    }
  }
}

TEST_CASE("split_run: a run ends where text is dropped") {
  for (const bool fused : {false, true}) {
    std::vector<Step> steps{*Step::split(" ", Flavor::oniguruma, Behavior::removed)};
    if (fused) steps.push_back(Step::digits(true));
    const Splitter splitter = *Splitter::make(std::move(steps));
    SplitRun run(splitter, fused ? "a1 b" : "ab c");
    const PieceRun first = run.next();
    REQUIRE(first.count == (fused ? 2 : 1));
    CHECK(std::string_view(first.start, 2) == (fused ? "a1" : "ab"));
    const PieceRun second = run.next();
    REQUIRE(second.count == 1);
    CHECK(*second.start == (fused ? 'b' : 'c'));
    CHECK(run.next().count == 0);
  }
}

TEST_CASE("split_run: pieces one by one, then the rest as a run") {
  SplitRun run(known("gpt2"), "one two three");
  Piece piece;
  REQUIRE(run.next(&piece, 1) == 1);
  CHECK(std::string_view(piece.start, 3) == "one");
  const PieceRun rest = run.next();
  REQUIRE(rest.count == 2);
  CHECK(std::string_view(rest.start, 4) == " two");
  CHECK(rest.ends[1] - rest.start == 10);
  CHECK(run.next().count == 0);
}
