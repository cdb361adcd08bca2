#include <benchmark/benchmark.h>
#include <tokmill/tokmill.hpp>

#include <cstdint>
#include <vector>

#include "stages/texts.hpp"

namespace {

void decode(benchmark::State& state) {
  const tokmill::Encoding& encoding = **tokmill::find_encoding("o200k_base");
  std::vector<tokmill::TokenId> ids;
  encoding.encode_ordinary(tokmill::benchmarks::mixed_text(), ids);
  for ([[maybe_unused]] const auto pass : state) benchmark::DoNotOptimize(encoding.decode(ids));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(tokmill::benchmarks::mixed_text().size()));
}
BENCHMARK(decode);

}  // namespace
