#include "commands/all.hpp"

#include <memory>
#include <type_traits>
#include <utility>

#include "commands/chunk/command.hpp"
#include "commands/compare/command.hpp"
#include "commands/completion/command.hpp"
#include "commands/cost/command.hpp"
#include "commands/count/command.hpp"
#include "commands/decode/command.hpp"
#include "commands/encode/command.hpp"
#include "commands/languages/command.hpp"
#include "commands/man/command.hpp"
#include "commands/models/command.hpp"
#include "commands/numbers/command.hpp"
#include "commands/split/command.hpp"
#include "commands/truncate/command.hpp"

namespace tokmill::cli {
namespace {

// A command whose options are of type Options: Options::validate() gives the request that run() takes. A command that
// needs nothing beyond its options validates them in place and runs on them.
template <class Options>
Command command(std::string name, std::string summary, Options initial = {}) {
  const auto options = std::make_shared<Options>(std::move(initial));
  return {std::move(name), std::move(summary),
          [options](Arguments& arguments) { options->declare(arguments); },
          [options]() -> Result<Action> {
            auto validated = options->validate();
            if (!validated) return std::move(validated).error();
            if constexpr (std::is_same_v<decltype(validated), Result<void>>) {
              return Action([options](Io& io) { return run(*options, io); });
            } else {
              const auto request = std::make_shared<typename decltype(validated)::value_type>(std::move(*validated));
              return Action([request](Io& io) { return run(*request, io); });
            }
          }};
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
                                 "A script by which a shell completes commands, options and names",
                                 CompletionOptions{all_commands, {}}),
      command<ManOptions>("man", "The manual pages", ManOptions{all_commands, {}, {}}),
  };
}

}  // namespace tokmill::cli
