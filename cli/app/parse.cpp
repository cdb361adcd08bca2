#include "app/parse.hpp"

#include <algorithm>
#include <span>
#include <string_view>

#include "app/command_line.hpp"
#include "app/description.hpp"
#include "app/help.hpp"
#include "output/format.hpp"
#include "output/quote.hpp"
#include "output/terminal.hpp"
#include "tokmill/nearest_name.hpp"
#include "tokmill/version.hpp"

namespace tokmill::cli {
namespace {

using Words = std::span<const char* const>;

constexpr std::string_view run_help = "run 'tokmill --help'";

bool is_help(std::string_view word) { return word == "-h" || word == "--help"; }

const Command* find_command(std::string_view name, const std::vector<Command>& commands) {
  const auto found = std::ranges::find(commands, name, &Command::name);
  return found == commands.end() ? nullptr : &*found;
}

// `names`: of commands that are not in `commands`.
UsageError unknown_command(std::string_view name, const std::vector<Command>& commands,
                           std::vector<std::string_view> names) {
  for (const Command& command : commands) names.emplace_back(command.name);
  const std::string otherwise = output::format("; {}", run_help);
  return {output::format("unknown command {}{}", output::quoted(name), did_you_mean(name, names, otherwise))};
}

// A command, and the words after its name.
struct Found {
  const Command* command;
  Words rest;
};

// The command or subcommand that the first words name.
std::variant<Found, UsageError> find_command(Words words, const std::vector<Command>& commands) {
  const Command* const command = find_command(std::string_view(words[0]), commands);
  if (command == nullptr) return unknown_command(words[0], commands, {"help"});
  const Words rest = words.subspan(1);
  if (command->subcommands.empty() || rest.empty() || std::string_view(rest[0]).starts_with('-')) {
    return Found{command, rest};
  }
  const std::string name = command->name + ' ' + rest[0];
  const Command* const sub = find_command(std::string_view(name), command->subcommands);
  if (sub == nullptr) return unknown_command(name, command->subcommands, {});
  return Found{sub, rest.subspan(1)};
}

// Long lines are hard to read, however wide the terminal is.
std::size_t help_width() { return std::min<std::size_t>(output_width(), 100); }

PrintAndExit help_of(const Command& command) { return {app::help(app::page_of(command), help_width())}; }

// `help` and `--help`, with the words that follow it.
Parsed print_help(Words words, const std::vector<Command>& commands) {
  if (words.empty() || is_help(words[0]) || std::string_view(words[0]) == "help") {
    return PrintAndExit{app::help(app::pages_of(commands), program_description, help_width())};
  }
  const auto found = find_command(words, commands);
  if (const auto* const unknown = std::get_if<UsageError>(&found)) return *unknown;
  return help_of(*std::get<Found>(found).command);
}

}  // namespace

Parsed parse(int argc, const char* const* argv, const std::vector<Command>& commands) {
  const Words words = Words(argv, static_cast<std::size_t>(argc)).subspan(argc > 0 ? 1 : 0);
  if (words.empty()) return UsageError{output::format("no command given; {}", run_help)};
  const std::string_view first = words[0];
  if (first == "help" || is_help(first)) return print_help(words.subspan(1), commands);
  if (first == "-V" || first == "--version") return PrintAndExit{"tokmill " TOKMILL_VERSION "\n"};
  if (first.starts_with('-')) {
    const std::string_view name = first.substr(0, first.find('='));
    const auto declares = [name](const app::Page& page) {
      return std::ranges::any_of(page.options, [name](const app::Option& option) {
        return std::ranges::find(option.names, name) != option.names.end();
      });
    };
    if (std::ranges::any_of(app::pages_of(commands), declares)) {
      return UsageError{output::format("{} must follow a command; {}", name, run_help)};
    }
    constexpr std::string_view names[] = {"--help", "--version"};
    const std::string otherwise = output::format("; {}", run_help);
    return UsageError{
        output::format("unknown option {}{}", output::quoted(name), did_you_mean(name, names, otherwise))};
  }
  const auto found = find_command(words, commands);
  if (const auto* const unknown = std::get_if<UsageError>(&found)) return *unknown;
  const auto& [command, rest] = std::get<Found>(found);
  app::CommandLine line(*command);
  const Result<void> parsed = line.parse(rest);
  if (line.help_requested()) return help_of(*command);
  if (!parsed) return UsageError{parsed.error().message};
  return command;
}

}  // namespace tokmill::cli
