#include "commands/all.hpp"

#include <memory>
#include <utility>

#include "commands/completion.hpp"
#include "commands/chunk.hpp"
#include "commands/compare.hpp"
#include "commands/cost.hpp"
#include "commands/count.hpp"
#include "commands/decode.hpp"
#include "commands/encode.hpp"
#include "commands/man.hpp"
#include "commands/languages.hpp"
#include "commands/models.hpp"
#include "commands/numbers.hpp"
#include "commands/split.hpp"
#include "commands/truncate.hpp"

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
      command<LanguagesOptions>("languages", "The same meaning in many languages, counted"),
      command<CompareOptions>("compare", "One text under several encodings"),
      command<ChunkCommandOptions>("chunk", "Cut a text into parts of so many tokens"),
      command<TruncateOptions>("truncate", "Print as much of a text as fits into so many tokens"),
      command<CompletionOptions>("completion",
                                 "A script by which a shell completes commands, options and names"),
      command<ManOptions>("man", "The manual pages"),
  };
}

}  // namespace tokmill::cli
