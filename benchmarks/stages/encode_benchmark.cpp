#include <benchmark/benchmark.h>
#include <tokmill/tokmill.hpp>

#include <cstdint>
#include <vector>

#include "stages/texts.hpp"

namespace {

using tokmill::benchmarks::mixed_text;

const tokmill::Encoding& encoding() { return **tokmill::find_encoding("o200k_base"); }

void encode(benchmark::State& state) {
  std::vector<tokmill::TokenId> ids;
  for ([[maybe_unused]] const auto pass : state) {
    ids.clear();
    encoding().encode_ordinary(mixed_text(), ids);
    benchmark::DoNotOptimize(ids.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(mixed_text().size()));
}
BENCHMARK(encode);

void count(benchmark::State& state) {
  for ([[maybe_unused]] const auto pass : state) benchmark::DoNotOptimize(encoding().count(mixed_text()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(mixed_text().size()));
}
BENCHMARK(count);

}  // namespace
