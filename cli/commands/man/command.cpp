#include "commands/man/command.hpp"

#include <algorithm>

#include "app/description.hpp"
#include "app/man.hpp"
#include "output/file.hpp"
#include "tokmill/nearest_name.hpp"
#include "tokmill/version.hpp"

namespace tokmill::cli {

void ManOptions::declare(Arguments& arguments) {
  arguments.positionals("COMMAND", command, "Its page; none: the page of the program");
  arguments.text("--output", folder, "FOLDER", "Write all pages into a folder that is there");
  arguments.example("tokmill man count | man -l -", "Read a page that is not installed");
}

Result<void> ManOptions::validate() const {
  if (command.size() + (folder ? 1U : 0U) > 1)
    return Error{ErrorCode::invalid_argument, "one command is wanted, or --output for all pages"};
  if (command.empty()) return {};
  const std::vector<Command> all = commands();
  std::vector<std::string_view> names;
  for (const Command& one : all) names.push_back(one.name);
  if (std::ranges::find(names, command[0]) != names.end()) return {};
  std::string message = "there is no command '" + command[0] + "'";
  if (const auto nearest = nearest_name(command[0], names))
    message += "; did you mean " + std::string(*nearest) + "?";
  return Error{ErrorCode::invalid_argument, message};
}

ExitCode run(const ManOptions& options, Io& io) {
  const std::vector<app::Page> pages = app::pages_of(options.commands());
  const std::string of_program = app::man_page(pages, program_description, TOKMILL_VERSION);
  if (options.folder) {
    const auto write_page = [&](const std::string& name, const std::string& text) {
      const std::string path = *options.folder + "/" + name + ".1";
      if (const Result<void> written = write_file(path, text); !written)
        io.fail(path + ": " + written.error().message);
    };
    write_page("tokmill", of_program);
    for (const app::Page& page : pages)
      write_page("tokmill-" + page.command, app::man_page(page, TOKMILL_VERSION));
    return ExitCode::ok;
  }
  if (options.command.empty()) {
    io.write(of_program);
    return ExitCode::ok;
  }
  for (const app::Page& page : pages) {
    if (page.command == options.command[0]) io.write(app::man_page(page, TOKMILL_VERSION));
  }
  return ExitCode::ok;
}

}  // namespace tokmill::cli
