#include "tokmill/pre_tokenizer.hpp"

#include <string>
#include <utility>

#include "core/tokenizer/known_patterns.hpp"
#include "core/tokenizer/pre_tokenizer_data.hpp"
#include "tokmill/nearest_name.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

namespace pattern = pretokenize::pattern;
using pattern::Step;

pattern::Behavior behavior_of(SplitBehavior behavior) {
  switch (behavior) {
    case SplitBehavior::removed: return pattern::Behavior::removed;
    case SplitBehavior::isolated: return pattern::Behavior::isolated;
    case SplitBehavior::merged_with_previous: return pattern::Behavior::merged_with_previous;
    case SplitBehavior::merged_with_next: return pattern::Behavior::merged_with_next;
    case SplitBehavior::contiguous: break;
  }
  return pattern::Behavior::contiguous;
}

Result<Step> compile(const Split& split) {
  const pattern::Behavior behavior = behavior_of(split.behavior);
  if (split.syntax == PatternSyntax::text) return Step::split_literal(split.pattern, behavior, split.invert);
  const pattern::Flavor flavor =
      split.syntax == PatternSyntax::oniguruma ? pattern::Flavor::oniguruma : pattern::Flavor::fancy_regex;
  return Step::split(split.pattern, flavor, behavior, split.invert);
}

struct Compiler {
  std::vector<Step>& steps;

  Result<void> operator()(const Split& split) const {
    Result<Step> step = compile(split);
    if (!step) {
      Error error = std::move(step).error();
      error.message += " (at byte " + std::to_string(error.position) + " of the pattern)";
      return error;
    }
    steps.push_back(*std::move(step));
    return {};
  }
  Result<void> operator()(const ByteLevel& level) const {
    if (level.use_regex) steps.push_back(Step::gpt2());
    steps.push_back(Step::map_bytes());
    return {};
  }
  Result<void> operator()(const Digits& digits) const {
    steps.push_back(Step::digits(digits.individual));
    return {};
  }
  Result<void> operator()(const Punctuation& punctuation) const {
    steps.push_back(Step::punctuation(behavior_of(punctuation.behavior)));
    return {};
  }
};

Result<pattern::Splitter> compile(std::span<const SplitStep> steps) {
  std::vector<Step> compiled;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (Result<void> done = std::visit(Compiler{compiled}, steps[i]); !done) {
      Error error = std::move(done).error();
      if (steps.size() > 1) error.message = "step " + std::to_string(i + 1) + ": " + error.message;
      return error;
    }
    if (compiled.size() > pattern::Splitter::max_steps) break;  // make() refuses them
  }
  return pattern::Splitter::make(std::move(compiled));
}

Error unknown_pattern(std::string_view name) {
  std::string message = unknown_name("pattern", name, pattern_names()) + " (available: ";
  for (const std::string_view& known : pattern_names()) {
    if (&known != pattern_names().data()) message += ", ";
    message += known;
  }
  return {ErrorCode::unknown_pattern, message + ")", 0};
}

}  // namespace

Result<PreTokenizer> PreTokenizer::named(std::string_view name) {
  std::optional<std::vector<SplitStep>> steps = known_steps(name);
  if (!steps) return unknown_pattern(name);
  return of_steps(*std::move(steps));
}

Result<PreTokenizer> PreTokenizer::of_pattern(std::string_view pattern) {
  return of_steps({Split{std::string(pattern), PatternSyntax::fancy_regex, SplitBehavior::removed, true}});
}

Result<PreTokenizer> PreTokenizer::of_steps(std::vector<SplitStep> steps) {
  PreTokenizerData data{known_name(steps), std::move(steps), std::nullopt, std::nullopt};
  data.pattern = pretokenize::pattern_named(data.name);
  if (!data.pattern) {
    Result<pattern::Splitter> splitter = compile(data.steps);
    if (!splitter) return std::move(splitter).error();
    data.splitter = *std::move(splitter);
  }
  return PreTokenizerAccess::make(std::move(data));
}

std::string_view PreTokenizer::name() const noexcept { return data_->name; }

std::span<const SplitStep> PreTokenizer::steps() const noexcept { return data_->steps; }

}  // namespace tokmill
