#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>

#include "split/splitter.hpp"
#include "stages/texts.hpp"

namespace {

using tokmill::benchmarks::mixed_text;

void scan(benchmark::State& state, tokmill::split::Splitter splitter) {
  const char* const start = mixed_text().data();
  const char* const end = start + mixed_text().size();
  std::array<const char*, tokmill::split::window_size> ends;
  for ([[maybe_unused]] const auto pass : state) {
    for (const char* at = start; at != end;) {
      const std::size_t count = splitter(at, end, ends.data(), ends.size());
      benchmark::DoNotOptimize(ends.data());
      at = ends[count - 1];
    }
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(mixed_text().size()));
}

BENCHMARK_CAPTURE(scan, gpt2_scalar, tokmill::split::split_gpt2);
BENCHMARK_CAPTURE(scan, cl100k_scalar, tokmill::split::split_cl100k);
BENCHMARK_CAPTURE(scan, o200k_scalar, tokmill::split::split_o200k);
BENCHMARK_CAPTURE(scan, gpt2_chosen, tokmill::split::splitter_for(tokmill::split::Grammar::gpt2));
BENCHMARK_CAPTURE(scan, cl100k_chosen, tokmill::split::splitter_for(tokmill::split::Grammar::cl100k));
BENCHMARK_CAPTURE(scan, o200k_chosen, tokmill::split::splitter_for(tokmill::split::Grammar::o200k));

}  // namespace
