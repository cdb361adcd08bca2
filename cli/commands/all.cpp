#include "commands/all.hpp"

#include <memory>
#include <utility>

#include "commands/completion.hpp"
#include "commands/cost.hpp"
#include "commands/count.hpp"
#include "commands/decode.hpp"
#include "commands/encode.hpp"
#include "commands/man.hpp"
#include "commands/models.hpp"
#include "commands/numbers.hpp"
#include "commands/split.hpp"

namespace tokmill::cli {
namespace {

template <class Options>
Command command(std::string name, std::string summary) {
  const auto options = std::make_shared<Options>();
  return {std::move(name), std::move(summary),
          [options](Arguments& arguments) { options->declare(arguments); },
          [options] { return options->validate(); }, [options](Io& io) { return run(*options, io); }};
}

}  // namespace

std::vector<Command> all_commands() {
  return {
      command<CountOptions>("count", "Count the tokens of texts"),
      command<EncodeOptions>("encode", "Print the ids of a text"),
      command<DecodeOptions>("decode", "Print the bytes of ids"),
      command<SplitOptions>("split", "Show where tokens begin and end"),
      command<NumbersOptions>("numbers", "Show how numbers are split"),
      command<CostOptions>("cost", "What calls of a model cost, and whether they fit"),
      command<ModelsOptions>("models", "The price table"),
      command<CompletionOptions>("completion",
                                 "A script by which a shell completes commands, options and names"),
      command<ManOptions>("man", "The manual pages"),
  };
}

}  // namespace tokmill::cli
