#include "differential/split_patterns.hpp"

#include <fstream>
#include <stdexcept>
#include <utility>

namespace tokmill::tests {
namespace {

using nlohmann::json;
using namespace pretokenize::pattern;

Behavior behavior_of(const json& step) {
  const std::string name = step.at("behavior").get<std::string>();
  if (name == "removed") return Behavior::removed;
  if (name == "merged_with_previous") return Behavior::merged_with_previous;
  if (name == "merged_with_next") return Behavior::merged_with_next;
  if (name == "contiguous") return Behavior::contiguous;
  if (name == "isolated") return Behavior::isolated;
  throw std::invalid_argument("unknown behavior " + name);
}

Result<std::vector<Step>> steps_of(const json& object) {
  std::vector<Step> steps;
  for (const json& step : object.at("steps")) {
    const std::string type = step.at("type").get<std::string>();
    if (type == "Digits") {
      steps.push_back(Step::digits(step.at("individual").get<bool>()));
    } else if (type == "Punctuation") {
      steps.push_back(Step::punctuation(behavior_of(step)));
    } else if (type == "ByteLevel") {
      if (step.at("use_regex").get<bool>()) steps.push_back(Step::gpt2());
      steps.push_back(Step::map_bytes());
    } else if (type == "Split") {
      const bool invert = step.at("invert").get<bool>();
      Result<Step> split =
          step.contains("string")
              ? Step::split_literal(step.at("string").get<std::string>(), behavior_of(step), invert)
              : Step::split(step.at("regex").get<std::string>(), Flavor::oniguruma, behavior_of(step), invert);
      if (!split) return split.error();
      steps.push_back(*std::move(split));
    } else {
      throw std::invalid_argument("unknown step " + type);
    }
  }
  return steps;
}

}  // namespace

Result<Splitter> splitter_of(const json& object) {
  if (object.contains("rank_file")) return Splitter::rank_file(object.at("rank_file").get<std::string>());
  Result<std::vector<Step>> steps = steps_of(object);
  if (!steps) return steps.error();
  return Splitter::make(*std::move(steps));
}

std::vector<KnownSplitter> known_splitters(const std::string& path) {
  std::ifstream file(path);
  std::vector<KnownSplitter> known;
  for (const json& object : json::parse(file)) {
    const std::string name = object.at("name").get<std::string>();
    Result<Splitter> splitter = splitter_of(object);
    if (!splitter) throw std::invalid_argument(name + ": " + splitter.error().message);
    known.push_back({name, *std::move(splitter), object});
  }
  return known;
}

}  // namespace tokmill::tests
