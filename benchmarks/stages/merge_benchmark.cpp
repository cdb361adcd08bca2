// From a piece to its tokens: the vocabulary lookup, which is enough for most pieces, and the merges of the others.

#include <benchmark/benchmark.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/bpe/merge.hpp"
#include "stages/texts.hpp"

namespace {

using tokmill::bpe::TokenId;

void look_up(benchmark::State& state) {
  const auto vocabulary = tokmill::benchmarks::vocabulary();
  const auto& pieces = tokmill::benchmarks::pieces();
  for ([[maybe_unused]] const auto pass : state) {
    for (const std::string_view piece : pieces) benchmark::DoNotOptimize(vocabulary.find(piece));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(pieces.size()));
}
BENCHMARK(look_up);

// Merges the pieces of at most `longest` bytes with an algorithm that supports pieces up to that size.
template <auto merge, std::size_t longest>
void merge_pieces(benchmark::State& state) {
  const auto vocabulary = tokmill::benchmarks::vocabulary();
  auto pieces = tokmill::benchmarks::pieces_to_merge();
  std::erase_if(pieces, [](std::string_view piece) { return piece.size() > longest; });
  std::array<TokenId, longest> tokens;
  for ([[maybe_unused]] const auto pass : state) {
    for (const std::string_view piece : pieces) {
      benchmark::DoNotOptimize(merge(vocabulary, piece, tokens.data()));
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(pieces.size()));
}
BENCHMARK(merge_pieces<tokmill::bpe::merge_short, tokmill::bpe::longest_short_merge>)->Name("merge_short");
BENCHMARK(merge_pieces<tokmill::bpe::merge_short, tokmill::bpe::longest_block>)->Name("merge_short/of_a_block");
BENCHMARK(merge_pieces<tokmill::bpe::merge_block, tokmill::bpe::longest_block>)->Name("merge_block");

// Merges one piece of state.range(0) letters, which no pattern would split.
void merge_long(benchmark::State& state) {
  const auto vocabulary = tokmill::benchmarks::vocabulary();
  std::string piece;
  for (const char c : tokmill::benchmarks::mixed_text()) {
    if (c >= 'a' && c <= 'z') piece += c;
  }
  piece.resize(static_cast<std::size_t>(state.range(0)));
  std::vector<TokenId> tokens;
  tokmill::bpe::LongMergeMemory memory;
  for ([[maybe_unused]] const auto pass : state) {
    tokens.clear();
    tokmill::bpe::merge_long(vocabulary, piece, tokens, memory);
    benchmark::DoNotOptimize(tokens.data());
  }
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(merge_long)->Range(64, 64 << 10);

}  // namespace
