#include "commands/completion/command.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "app/completion.hpp"
#include "options/prices_option.hpp"
#include "tokmill/nearest_name.hpp"
#include "tokmill/registry.hpp"

namespace tokmill::cli {
namespace {

constexpr std::array<std::string_view, 3> shells = {"bash", "zsh", "fish"};

app::KnownNames known_names() {
  app::KnownNames names;
  for (const std::string_view encoding : encoding_names()) names.encodings.emplace_back(encoding);
  const auto of_tokenizers = tokenizer_model_names();
  std::set<std::string_view> models(of_tokenizers.begin(), of_tokenizers.end());
  const Result<pricing::PriceBook> book = PricesOption().load();
  if (book) {  // a broken table of the user's is told by the commands that need it
    for (const pricing::PricedModel& model : book->models()) {
      models.insert(model.id);
      models.insert(model.aliases.begin(), model.aliases.end());
    }
  }
  names.models.assign(models.begin(), models.end());
  return names;
}

}  // namespace

void CompletionOptions::declare(Arguments& arguments) {
  arguments.positionals("SHELL", shell, "bash, zsh or fish");
  arguments.example("source <(tokmill completion bash)",
                    "In ~/.bashrc; for zsh the same in ~/.zshrc, behind compinit");
  arguments.example("tokmill completion fish > ~/.config/fish/completions/tokmill.fish", "Once, for fish");
}

Result<void> CompletionOptions::validate() const {
  if (shell.size() != 1) return Error{ErrorCode::invalid_argument, "a shell is wanted: bash, zsh or fish"};
  if (std::ranges::find(shells, shell[0]) != shells.end()) return {};
  std::string message = "there is no completion for '" + shell[0] + "'";
  if (const auto nearest = nearest_name(shell[0], shells))
    message += "; did you mean " + std::string(*nearest) + "?";
  return Error{ErrorCode::invalid_argument, message};
}

ExitCode run(const CompletionOptions& options, Io& io) {
  const std::vector<app::Page> pages = app::pages_of(options.commands());
  const auto script = options.shell[0] == "bash"  ? app::bash_completion
                      : options.shell[0] == "zsh" ? app::zsh_completion
                                                  : app::fish_completion;
  io.write(script(pages, known_names()));
  return ExitCode::ok;
}

}  // namespace tokmill::cli
