#include "commands/all.hpp"

#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "commands/chunk/command.hpp"
#include "commands/compare/command.hpp"
#include "commands/completion/command.hpp"
#include "commands/cost/command.hpp"
#include "commands/count/command.hpp"
#include "commands/decode/command.hpp"
#include "commands/encode/command.hpp"
#include "commands/encodings/add.hpp"
#include "commands/encodings/list.hpp"
#include "commands/encodings/remove.hpp"
#include "commands/encodings/show.hpp"
#include "commands/encodings/verify.hpp"
#include "commands/languages/command.hpp"
#include "commands/man/command.hpp"
#include "commands/models/command.hpp"
#include "commands/numbers/command.hpp"
#include "commands/page/command.hpp"
#include "commands/split/command.hpp"
#include "commands/truncate/command.hpp"

namespace tokmill::cli {
namespace {

// Makes a command from its options. Options::validate() returns the request that run() takes, or Result<void> if run()
// takes the options themselves.
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
              return Action([request](Io& io) {
                if constexpr (requires { request->name_notes; }) {
                  for (const std::string& note : request->name_notes) io.warn(note);
                }
                if constexpr (requires { request->price_warnings; }) {
                  for (const std::string& warning : request->price_warnings) io.warn(warning);
                }
                return run(*request, io);
              });
            }
          }};
}

Command encodings_command() {
  Command encodings = command<EncodingsOptions>("encodings", "List and install encodings");
  encodings.subcommands = {
      command<EncodingsAddOptions>("encodings add", "Install the vocabulary of a file or folder under a name"),
      command<EncodingsRemoveOptions>("encodings remove", "Remove installed encodings"),
      command<EncodingsShowOptions>("encodings show", "Show what an encoding or a vocabulary file consists of"),
      command<EncodingsVerifyOptions>("encodings verify", "Check the files of installed encodings"),
  };
  return encodings;
}

}  // namespace

std::vector<Command> all_commands() {
  return {
      command<CountOptions>("count", "Count tokens"),
      command<EncodeOptions>("encode", "Print token ids"),
      command<DecodeOptions>("decode", "Print the bytes of token ids"),
      command<SplitOptions>("split", "Show token boundaries"),
      command<NumbersOptions>("numbers", "Show how numbers are tokenized"),
      command<CostOptions>("cost", "Estimate the cost of requests"),
      command<ModelsOptions>("models", "List models and prices"),
      command<LanguagesOptions>("languages", "Compare token counts of one text across languages"),
      command<CompareOptions>("compare", "Compare encodings on one text"),
      command<PageOptions>("page", "Write a page that tokenizes as you type"),
      command<ChunkCommandOptions>("chunk", "Split text into chunks of at most N tokens"),
      command<TruncateOptions>("truncate", "Print the longest prefix or suffix that fits in N tokens"),
      encodings_command(),
      command<CompletionOptions>("completion", "Generate a shell completion script",
                                 CompletionOptions{all_commands, {}}),
      command<ManOptions>("man", "Generate manual pages", ManOptions{all_commands, {}, {}}),
  };
}

}  // namespace tokmill::cli
