#include "commands/completion/command.hpp"

#include <set>
#include <string_view>
#include <utility>

#include "app/manual_page.hpp"
#include "app/usage_error.hpp"
#include "options/installed_encodings.hpp"
#include "options/prices_option.hpp"
#include "output/quote.hpp"
#include "tokmill/registry.hpp"

namespace tokmill::cli {
namespace {

CompletionRequest::Generator generator_for(std::string_view shell) {
  if (shell == "bash") return app::bash_completion;
  if (shell == "zsh") return app::zsh_completion;
  if (shell == "fish") return app::fish_completion;
  return nullptr;
}

app::KnownNames known_names() {
  app::KnownNames names;
  for (const std::string_view encoding : encoding_names()) names.encodings.emplace_back(encoding);
  for (std::string& encoding : installed_encoding_names()) names.encodings.push_back(std::move(encoding));
  const auto tokenizer_models = tokenizer_model_names();
  std::set<std::string_view> models(tokenizer_models.begin(), tokenizer_models.end());
  // An invalid price table of the user is reported by the commands that need prices.
  const Result<pricing::PriceBook> book = PricesOption().load();
  if (book) {
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
  arguments.positionals("SHELL", shells, "bash, zsh or fish");
  threads.declare_unused(arguments);
  arguments.example("source <(tokmill completion bash)",
                    "Put this in ~/.bashrc to enable completion; for zsh, use zsh in ~/.zshrc, after compinit");
  arguments.example("tokmill completion fish > ~/.config/fish/completions/tokmill.fish",
                    "Install the completion script for fish");
}

Result<CompletionRequest> CompletionOptions::validate() const {
  if (const Result<void> valid = threads.validate(); !valid) return valid.error();
  if (shells.size() != 1) {
    return usage_error("expected one shell: bash, zsh or fish");
  }
  const CompletionRequest::Generator generate = generator_for(shells[0]);
  if (generate == nullptr) {
    return usage_error("unknown shell " + output::quoted(shells[0]) + "; expected bash, zsh or fish");
  }
  return CompletionRequest{commands, known_names(), generate};
}

ExitCode run(const CompletionRequest& request, Io& io) {
  io.write(request.generate(app::pages_of(request.commands()), request.names));
  return ExitCode::ok;
}

}  // namespace tokmill::cli
