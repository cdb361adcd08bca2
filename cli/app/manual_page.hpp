#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/command.hpp"

namespace tokmill::cli::app {

struct Option {
  std::vector<std::string> names;    ///< `-e`, `--encoding`
  std::string value;                 ///< What stands for its value; empty for a flag.
  std::vector<std::string> choices;  ///< All values that it may have, where they can be told.
  bool value_is_optional = false;
  bool may_be_repeated = false;
  std::string help;

  /// The last name, which is the long one where there are two.
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

/// What there is to say of a command: what it declares, in its order, and --help.
struct Page {
  std::string command;
  std::string summary;
  std::optional<Positional> positional;
  std::vector<Option> options;
  std::vector<Example> examples;
};

/// Asks the command what it takes.
[[nodiscard]] Page page_of(const Command& command);

/// The same for several, in their order.
[[nodiscard]] std::vector<Page> pages_of(const std::vector<Command>& commands);

/// `[OPTION…] [PATH…]`, as far as the command has them.
[[nodiscard]] std::string usage(const Page& page);

/// `a|b`, or the name of the value; in brackets where it is optional.
[[nodiscard]] std::string value_text(const Option& option);

}  // namespace tokmill::cli::app
