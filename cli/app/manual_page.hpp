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

struct Example {
  std::string command;
  std::string meaning;
};

/// What help, manual and completion need about a command: what it declares, in that order, and --help.
struct Page {
  std::string command;
  std::string summary;
  std::optional<Positional> positional;
  std::vector<Option> options;
  std::vector<Example> examples;
};

[[nodiscard]] Page page_of(const Command& command);

[[nodiscard]] std::vector<Page> pages_of(const std::vector<Command>& commands);

/// `[OPTION…] [PATH…]`; without the second part if the command takes no arguments.
[[nodiscard]] std::string usage(const Page& page);

/// `a|b`, or the name of the value; in brackets if the value is optional.
[[nodiscard]] std::string value_text(const Option& option);

}  // namespace tokmill::cli::app
