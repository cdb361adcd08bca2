#include "core/pretokenize/pattern/splitter.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "tokmill/utf8.hpp"

namespace tokmill::pretokenize::pattern {
namespace {

#include "core/pretokenize/pattern/step_tables.inc"

// The text in Hugging Face's ByteLevel.
constexpr std::string_view gpt2_pattern = R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

template <std::size_t size>
SyntaxTree one_of_table(const unicode::CodePointRange (&table)[size]) {
  return one_of(unicode::CodePointSet({std::begin(table), std::end(table)}));
}

}  // namespace

Result<Step> Step::of_tree(const SyntaxTree& tree, Behavior behavior, bool invert) {
  Result<Matcher> matcher = Matcher::make(tree);
  if (!matcher) return std::move(matcher).error();
  Step step;
  step.matcher_ = std::make_shared<const Matcher>(*std::move(matcher));
  step.behavior_ = behavior;
  step.invert_ = invert;
  return step;
}

Result<Step> Step::split(std::string_view pattern, Flavor flavor, Behavior behavior, bool invert) {
  const Result<SyntaxTree> tree = parse(pattern, flavor);
  if (!tree) return tree.error();
  return of_tree(*tree, behavior, invert);
}

Result<Step> Step::split_literal(std::string_view text, Behavior behavior, bool invert) {
  if (text.empty()) return Error{ErrorCode::malformed_pattern, "an empty text to split at is not supported", 0};
  if (text.size() > max_pattern_size) {
    return Error{ErrorCode::malformed_pattern,
                 "a text to split at of more than " + std::to_string(max_pattern_size) + " bytes is not supported",
                 max_pattern_size};
  }
  if (const auto ill_formed = find_ill_formed(text)) {
    return Error{ErrorCode::malformed_pattern, "the text to split at is not UTF-8", *ill_formed};
  }
  return of_tree(literal(text), behavior, invert);
}

Step Step::digits(bool individual) {
  return *of_tree(one_of_table(digit_step), individual ? Behavior::isolated : Behavior::contiguous, false);
}

Step Step::punctuation(Behavior behavior) { return *of_tree(one_of_table(punctuation_step), behavior, false); }

Step Step::map_bytes() { return Step(); }

Step Step::gpt2() { return *split(gpt2_pattern, Flavor::oniguruma, Behavior::isolated); }

Result<Splitter> Splitter::make(std::vector<Step> steps) {
  if (steps.size() > max_steps) {
    return Error{ErrorCode::malformed_pattern,
                 "a pre-tokenizer of more than " + std::to_string(max_steps) + " steps is not supported", max_steps};
  }
  Splitter splitter;
  splitter.steps_ = std::move(steps);
  splitter.keeps_everything_ = std::all_of(splitter.steps_.begin(), splitter.steps_.end(), [](const Step& step) {
    return step.behavior() != Behavior::removed || (step.inverts() && step.matcher()->matches_everything());
  });
  splitter.make_levels();
  splitter.make_stages();
  splitter.find_safe_cuts();
  return splitter;
}

Result<Splitter> Splitter::rank_file(std::string_view pattern) {
  Result<Step> step = Step::split(pattern, Flavor::fancy_regex, Behavior::removed, true);
  if (!step) return std::move(step).error();
  return make({*std::move(step)});
}

}  // namespace tokmill::pretokenize::pattern
