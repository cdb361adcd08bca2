// The only file that includes CLI11, which is slow to compile.

#include "app/parse.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <sstream>

#include "app/description.hpp"
#include "app/help.hpp"
#include "output/terminal.hpp"
#include "tokmill/nearest_name.hpp"
#include "tokmill/version.hpp"

namespace tokmill::cli {
namespace {

class CliArguments : public Arguments {
 public:
  explicit CliArguments(CLI::App& app) : app_(app) {}

  void flag(const std::string& names, bool& target, const std::string& help) override {
    app_.add_flag(names, target, help);
  }
  void text(const std::string& names, std::optional<std::string>& target, const std::string& value,
            const std::string& help) override {
    app_.add_option(names, target, help)->type_name(value);
  }
  void texts(const std::string& names, std::vector<std::string>& targets, const std::string& value,
             const std::string& help) override {
    // One value each time, so that a path may follow.
    app_.add_option(names, targets, help)->type_name(value)->allow_extra_args(false);
  }
  void number(const std::string& names, std::optional<std::uint64_t>& target, const std::string& value,
              const std::string& help) override {
    app_.add_option(names, target, help)->type_name(value)->check(whole_number);
  }
  void choice(const std::string& names, std::string& target, const std::vector<std::string>& choices,
              const std::string& help) override {
    app_.add_option(names, target, help)->check(CLI::IsMember(choices));
  }
  void choice_or(const std::string& names, std::optional<std::string>& target,
                 const std::vector<std::string>& choices, const std::string& usual,
                 const std::string& help) override {
    app_.add_option(names, target, help)->check(CLI::IsMember(choices));
    optional_values_.push_back({names, choices, usual});
  }
  void positionals(const std::string& name, std::vector<std::string>& target,
                   const std::string& help) override {
    app_.add_option(name, target, help);
  }
  void example(const std::string& /*command*/, const std::string& /*meaning*/) override {}  // for the manual

  // The word that gives an option its usual value, where `word` is such an option and `next` is not one of
  // its values. Else `word` itself, which takes `next` with it.
  [[nodiscard]] std::string with_value(const std::string& word, const std::string& next) const {
    for (const OptionalValue& option : optional_values_) {
      const bool is_given = std::ranges::find(option.choices, next) != option.choices.end();
      if (word == option.name && !is_given) return word + "=" + option.usual;
    }
    return word;
  }

 private:
  struct OptionalValue {
    std::string name;
    std::vector<std::string> choices;
    std::string usual;
  };

  // CLI11 would take a sign, a prefix of another base, or blanks.
  static std::string whole_number(const std::string& digits) {
    const bool whole = !digits.empty() && digits.find_first_not_of("0123456789") == std::string::npos;
    return whole ? "" : "a whole number is wanted, not '" + digits + "'";
  }

  CLI::App& app_;
  std::vector<OptionalValue> optional_values_;
};

// The words of the command line, last first as CLI11 wants them, each option with the value that it needs.
std::vector<std::string> words_of(int argc, const char* const* argv, const std::vector<Command>& commands,
                                  const std::vector<std::unique_ptr<CliArguments>>& arguments) {
  std::vector<std::string> words;
  bool are_options = true;
  for (int i = 1; i < argc; ++i) {
    std::string word = argv[i];
    if (word == "--") are_options = false;
    for (std::size_t j = 0; are_options && j < commands.size(); ++j) {
      const bool is_named = i > 1 && commands[j].name == argv[1];
      if (is_named) word = arguments[j]->with_value(word, i + 1 < argc ? argv[i + 1] : "");
    }
    words.push_back(std::move(word));
  }
  std::ranges::reverse(words);
  return words;
}

// The first word that is no option, where a command was wanted and none has that name.
std::string unknown_command(int argc, const char* const* argv, const std::vector<Command>& commands) {
  std::vector<std::string_view> names;
  for (const Command& command : commands) names.emplace_back(command.name);
  if (argc < 2) return "a command is wanted; see tokmill --help";
  std::string message = "there is no command '" + std::string(argv[1]) + "'";
  if (const auto nearest = nearest_name(argv[1], names)) {
    message += "; did you mean " + std::string(*nearest) + "?";
  }
  return message;
}

// What to say of the first word that looks like an option and is none.
std::string nearest_option(int argc, const char* const* argv, const Command& command) {
  const app::Page page = app::page_of(command);
  std::vector<std::string_view> names;
  for (const app::Option& option : page.options)
    names.insert(names.end(), option.names.begin(), option.names.end());
  for (int i = 2; i < argc && std::string_view(argv[i]) != "--"; ++i) {
    const std::string_view word = argv[i];
    const std::string_view name = word.substr(0, word.find('='));
    if (!name.starts_with("--") || std::ranges::find(names, name) != names.end()) continue;
    const auto nearest = nearest_name(name, names);
    return nearest ? "; did you mean " + std::string(*nearest) + "?" : "";
  }
  return "";
}

// The help of the command that was named, or of all.
std::string help_text(const CLI::App& app, const std::vector<Command>& commands) {
  // Longer lines are hard to read.
  const std::size_t width = std::min<std::size_t>(output_width(), 100);
  for (const Command& command : commands) {
    if (app.got_subcommand(command.name)) return app::help(app::page_of(command), width);
  }
  return app::help(app::pages_of(commands), program_description, width);
}

}  // namespace

Parsed parse(int argc, const char* const* argv, const std::vector<Command>& commands) {
  CLI::App app(
      "tokmill counts, encodes and shows the tokens of OpenAI's encodings, exactly as tiktoken does.",
      "tokmill");
  app.set_version_flag("--version", "tokmill " TOKMILL_VERSION);
  app.require_subcommand(1);
  std::vector<std::unique_ptr<CliArguments>> arguments;
  for (const Command& command : commands) {
    CLI::App* const sub = app.add_subcommand(command.name, command.summary);
    arguments.push_back(std::make_unique<CliArguments>(*sub));
    command.declare(*arguments.back());
  }
  try {
    app.parse(words_of(argc, argv, commands, arguments));
  } catch (const CLI::CallForHelp&) {
    return PrintAndExit{help_text(app, commands), false, ExitCode::ok};
  } catch (const CLI::Success& success) {
    std::ostringstream output;
    app.exit(success, output, output);
    return PrintAndExit{output.str(), false, ExitCode::ok};
  } catch (const CLI::ParseError& error) {
    const auto command =
        std::ranges::find_if(commands, [&app](const Command& one) { return app.got_subcommand(one.name); });
    const std::string message = command == commands.end()
                                    ? unknown_command(argc, argv, commands)
                                    : error.what() + nearest_option(argc, argv, *command);
    return PrintAndExit{"tokmill: " + message + "\n", true, ExitCode::usage};
  }
  for (const Command& command : commands) {
    if (app.got_subcommand(command.name)) return &command;
  }
  return PrintAndExit{"", true, ExitCode::usage};
}

}  // namespace tokmill::cli
