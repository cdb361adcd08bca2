#include "vocabularies/known_splits.hpp"

#include <algorithm>
#include <iterator>
#include <span>

namespace tokmill::inline TOKMILL_ABI::vocabularies {
namespace {

constexpr KnownSplits all_known_splits[] = {
    {"gpt2", "gpt2"},
    {"neox", "gpt2", true},
    {"llama3", "llama3", false, true},
    {"qwen2", "qwen2", true},
    {"qwen3.5", "qwen3.5", true},
    {"o200k", "o200k", false, true},
    {"tekken", "tekken", false, true},
    {"kimi", "kimi", false, true},
    {"deepseek-v3", "deepseek-v3"},
    {"deepseek-llm", "deepseek-llm"},
    {"deepseek-coder", "deepseek-coder"},
    {"starcoder", "starcoder"},
    {"command-r", "starcoder", true},
    {"falcon", "falcon"},
};

}  // namespace

std::vector<SplitStep> KnownSplits::steps() const {
  const Result<PreTokenizer> named = PreTokenizer::named(pattern);
  const std::span<const SplitStep> steps = named->steps();
  return {steps.begin(), steps.end()};
}

const KnownSplits* find_known_splits(std::string_view name) noexcept {
  const KnownSplits* const found = std::ranges::find(all_known_splits, name, &KnownSplits::name);
  return found == std::end(all_known_splits) ? nullptr : found;
}

}  // namespace tokmill::vocabularies
