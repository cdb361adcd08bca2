#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>

#include "core/pretokenize/pre_tokenizer.hpp"
#include "stages/texts.hpp"

namespace {

using tokmill::benchmarks::mixed_text;

void scan(benchmark::State& state, tokmill::pretokenize::SplitFunction pre_tokenizer) {
  const char* const start = mixed_text().data();
  const char* const end = start + mixed_text().size();
  std::array<const char*, tokmill::pretokenize::window_size> ends;
  for ([[maybe_unused]] const auto pass : state) {
    for (const char* at = start; at != end;) {
      const std::size_t count = pre_tokenizer(at, end, ends.data(), ends.size());
      benchmark::DoNotOptimize(ends.data());
      at = ends[count - 1];
    }
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(mixed_text().size()));
}

BENCHMARK_CAPTURE(scan, gpt2_scalar, tokmill::pretokenize::pre_tokenize_gpt2);
BENCHMARK_CAPTURE(scan, cl100k_scalar, tokmill::pretokenize::pre_tokenize_cl100k);
BENCHMARK_CAPTURE(scan, o200k_scalar, tokmill::pretokenize::pre_tokenize_o200k);
BENCHMARK_CAPTURE(scan, gpt2_chosen, tokmill::pretokenize::pre_tokenizer_for(tokmill::pretokenize::Pattern::gpt2));
BENCHMARK_CAPTURE(scan, cl100k_chosen, tokmill::pretokenize::pre_tokenizer_for(tokmill::pretokenize::Pattern::cl100k));
BENCHMARK_CAPTURE(scan, o200k_chosen, tokmill::pretokenize::pre_tokenizer_for(tokmill::pretokenize::Pattern::o200k));

}  // namespace
