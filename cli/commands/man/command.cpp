#include "commands/man/command.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "app/description.hpp"
#include "app/man.hpp"
#include "app/usage_error.hpp"
#include "options/exclusive.hpp"
#include "output/file.hpp"
#include "output/io.hpp"
#include "output/join.hpp"
#include "output/quote.hpp"
#include "tokmill/nearest_name.hpp"
#include "tokmill/version.hpp"

namespace tokmill::cli {
namespace {

Result<std::size_t> find_page(const std::vector<app::Page>& pages, const std::string& name) {
  const auto found = std::ranges::find(pages, name, &app::Page::command);
  if (found != pages.end()) return static_cast<std::size_t>(found - pages.begin());
  if (const auto words = std::ranges::count(name, ' '); words > 0 && find_page(pages, name.substr(0, name.find(' ')))) {
    return usage_error("expected at most one command, got " + std::to_string(words + 1));
  }
  std::vector<std::string_view> names;
  for (const app::Page& page : pages) names.emplace_back(page.command);
  return usage_error("unknown command " + output::quoted(name) + did_you_mean(name, names));
}

std::string page_of_program(const std::vector<app::Page>& pages) {
  return app::man_page(pages, program_description, TOKMILL_VERSION);
}

void write_pages(const ManRequest& request, Io& io) {
  const auto write_page = [&](const std::string& name, const std::string& text) {
    write_file(*request.folder + "/" + name + ".1", text, io);
  };
  write_page("tokmill", page_of_program(request.pages));
  for (const app::Page& page : request.pages) {
    write_page("tokmill-" + page.dashed_command(), app::man_page(page, TOKMILL_VERSION));
  }
}

}  // namespace

void ManOptions::declare(Arguments& arguments) {
  arguments.positionals("COMMAND", names, "Print the manual page of this command (default: of tokmill)");
  arguments.text("--output", folder, "FOLDER", "Write all pages into an existing folder");
  threads.declare_unused(arguments);
  arguments.example("tokmill man count | man -l -", "Read a page that is not installed");
}

Result<ManRequest> ManOptions::validate() const {
  if (const Result<void> valid = threads.validate(); !valid) return valid.error();
  if (const Result<void> valid = at_most_one({{"--output", folder.has_value()}, {"COMMAND", !names.empty()}});
      !valid) {
    return valid.error();
  }
  ManRequest request{app::pages_of(commands()), std::nullopt, folder};
  if (!names.empty()) {
    const Result<std::size_t> page = find_page(request.pages, output::join(names, " "));
    if (!page) return page.error();
    request.page = *page;
  }
  return request;
}

ExitCode run(const ManRequest& request, Io& io) {
  if (request.folder) {
    write_pages(request, io);
  } else if (request.page) {
    io.write(app::man_page(request.pages[*request.page], TOKMILL_VERSION));
  } else {
    io.write(page_of_program(request.pages));
  }
  return ExitCode::ok;
}

}  // namespace tokmill::cli
