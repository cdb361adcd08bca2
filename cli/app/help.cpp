#include "app/help.hpp"

#include <algorithm>

#include "output/format.hpp"
#include "output/join.hpp"
#include "output/wrap.hpp"
#include "tokmill/icu/display.hpp"

namespace tokmill::cli::app {
namespace {

// A term and its meaning, which is printed after the term or below it.
struct Entry {
  std::string term;
  std::string meaning;
};

constexpr std::size_t margin = 2;

// The column at which meanings begin: after the terms, or a fixed one if all terms take more than half of the width.
std::size_t column_of_meanings(const std::vector<Entry>& entries, std::size_t width) {
  constexpr std::size_t most = 26;
  std::size_t column = 0;
  for (const Entry& entry : entries) {
    const std::size_t end = margin + icu::display_width(entry.term) + 2;
    if (end <= std::min(most, width / 2)) column = std::max(column, end);
  }
  return column == 0 ? 6 : column;
}

std::string text_of(const std::vector<Entry>& entries, std::size_t width) {
  const std::size_t column = column_of_meanings(entries, width);
  std::string text;
  for (const Entry& entry : entries) {
    const std::size_t end = margin + icu::display_width(entry.term);
    std::string meaning = output::wrap(entry.meaning, column, width);
    text += std::string(margin, ' ') + entry.term;
    if (end + 2 <= column) {
      text += meaning.substr(end);
    } else {
      text += "\n" + meaning;
    }
  }
  return text;
}

std::string term_of(const Option& option) {
  const std::string value = value_text(option);
  const bool is_long_only = option.names.size() == 1 && option.names[0].starts_with("--");
  std::string term = is_long_only ? "    " : "";
  term += output::join(option.names, ", ");
  return value.empty() ? term : term + " " + value;
}

}  // namespace

std::string help(const Page& page, std::size_t width) {
  std::string text = output::wrap(output::format("{}.", page.summary), 0, width);
  text += output::format("\nUsage: tokmill {} {}\n", page.command, usage(page));
  if (!page.subcommands.empty()) {
    text += output::format("       tokmill {} COMMAND [OPTION…]\n\nCommands:\n", page.command);
    std::vector<Entry> subcommands;
    for (const Subcommand& sub : page.subcommands) subcommands.push_back({sub.name, sub.summary});
    text += text_of(subcommands, width);
  }
  if (page.positional) text += "\n" + text_of({{page.positional->name, page.positional->help}}, width);
  std::vector<Entry> entries;
  for (const Option& option : page.options) entries.push_back({term_of(option), option.help});
  text += "\nOptions:\n" + text_of(entries, width);
  if (!page.examples.empty()) text += "\nExamples:\n";
  for (const Example& example : page.examples)
    text += "  " + example.command + "\n" + output::wrap(example.meaning, 6, width);
  return text;
}

std::string help(const std::vector<Page>& pages, std::string_view description, std::size_t width) {
  std::string text = output::wrap(description, 0, width);
  text += "\nUsage: tokmill COMMAND [OPTION…]\n\nCommands:\n";
  std::vector<Entry> entries;
  for (const Page& page : pages) {
    if (!page.is_subcommand()) entries.push_back({page.command, page.summary});
  }
  text += text_of(entries, width);
  text += "\nOptions:\n" + text_of({{"-h, --help", "Print help; after a command, help for that command"},
                                    {"-V, --version", "Print version"}},
                                   width);
  return text + "\nExamples:\n  tokmill count README.md\n      Count the tokens of a file\n" +
         "  tokmill help count\n      Print the options of a command, with examples\n";
}

}  // namespace tokmill::cli::app
