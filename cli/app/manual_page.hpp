#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/command.hpp"

namespace tokmill::cli::app {

struct Option {
  std::vector<std::string> names;    ///< `-e`, `--encoding`
  std::string value;                 ///< The name of its value, such as `FILE`; empty for a flag.
  std::vector<std::string> choices;  ///< The valid values, if they are a fixed list.
  bool value_is_optional = false;
  bool may_be_repeated = false;
  std::string help;

  /// The last name, which is the long one if there are two.
  [[nodiscard]] const std::string& long_name() const { return names.back(); }
};

struct Positional {
  std::string name;
  std::string help;
};

struct Subcommand {
  std::string name;  ///< Without the command that it belongs to.
  std::string summary;
};

struct Example {
  std::string command;
  std::string meaning;
};

/// What help, manual and completion need about a command: what it declares, in that order, and --help.
struct Page {
  std::string command;  ///< Two words if it is a subcommand.
  std::string summary;
  std::vector<Subcommand> subcommands;
  std::optional<Positional> positional;
  std::vector<Option> options;
  std::vector<Example> examples;

  [[nodiscard]] bool is_subcommand() const { return command.find(' ') != std::string::npos; }

  /// The command with `-` between its words, as in the names of manual pages.
  [[nodiscard]] std::string dashed_command() const;
};

[[nodiscard]] Page page_of(const Command& command);

/// The pages of all commands, each followed by those of its subcommands.
[[nodiscard]] std::vector<Page> pages_of(const std::vector<Command>& commands);

/// `[OPTION…] [PATH…]`; without the second part if the command takes no arguments. Several positional arguments with
/// different names are not repeated: `[OPTION…] NAME PATH`.
[[nodiscard]] std::string usage(const Page& page);

/// `a|b`, or the name of the value; in brackets if the value is optional.
[[nodiscard]] std::string value_text(const Option& option);

}  // namespace tokmill::cli::app
