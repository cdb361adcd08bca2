#include "app/man.hpp"

#include "output/format.hpp"

namespace tokmill::cli::app {
namespace {

// Escapes a line of text: it is not read as a request, and hyphens stay hyphens when copied.
std::string escaped(std::string_view text) {
  std::string result = text.starts_with('.') || text.starts_with('\'') ? "\\&" : "";
  for (const char c : text) {
    if (c == '\\') {
      result += "\\e";
    } else if (c == '-') {
      result += "\\-";
    } else {
      result += c;
    }
  }
  return result;
}

std::string header(std::string_view name, std::string_view version) {
  return output::format(".TH \"{}\" \"1\" \"\" \"tokmill {}\" \"tokmill\"\n", name, version);
}

std::string item(std::string_view term, std::string_view meaning) {
  return output::format(".TP\n{}\n{}\n", term, escaped(meaning));
}

std::string roff_term(const Option& option) {
  std::string term;
  for (const std::string& name : option.names)
    term += output::format("{}\\fB{}\\fR", term.empty() ? "" : ", ", escaped(name));
  if (option.value.empty()) return term;
  const std::string value = escaped(value_text(option));
  return term + " " + (option.choices.empty() ? "\\fI" + value + "\\fR" : value);
}

constexpr std::string_view exit_status =
    ".SH EXIT STATUS\n"
    ".TP\n0\nSuccess.\n"
    ".TP\n1\nSome input failed (the other inputs were processed), or output could not be written.\n"
    ".TP\n2\nThe command line is invalid.\n"
    ".TP\n3\nA limit set by the user is exceeded; the result was printed.\n";

}  // namespace

std::string man_page(const Page& page, std::string_view version) {
  const std::string name = "tokmill-" + page.dashed_command();
  std::string text = header(name, version);
  text += output::format(".SH NAME\n{} \\- {}\n", escaped(name), escaped(page.summary));
  text += output::format(".SH SYNOPSIS\n\\fBtokmill {}\\fR {}\n", escaped(page.command), escaped(usage(page)));
  if (!page.subcommands.empty()) {
    text += output::format(".br\n\\fBtokmill {}\\fR \\fICOMMAND\\fR [OPTION…]\n.SH COMMANDS\n", escaped(page.command));
  }
  for (const Subcommand& sub : page.subcommands) {
    text += item(output::format("\\fB{}\\fR", escaped(sub.name)), sub.summary);
  }
  text += ".SH OPTIONS\n";
  if (page.positional) text += item("\\fI" + escaped(page.positional->name) + "\\fR", page.positional->help);
  for (const Option& option : page.options) text += item(roff_term(option), option.help);
  if (!page.examples.empty()) text += ".SH EXAMPLES\n";
  for (const Example& example : page.examples)
    text += item("\\fB" + escaped(example.command) + "\\fR", example.meaning);
  text += exit_status;
  text += ".SH SEE ALSO\n.BR tokmill (1)";
  for (const Subcommand& sub : page.subcommands) {
    text += output::format(",\n.BR {}\\-{} (1)", escaped(name), escaped(sub.name));
  }
  return text + "\n";
}

std::string man_page(const std::vector<Page>& pages, std::string_view description, std::string_view version) {
  std::string text = header("tokmill", version);
  text += ".SH NAME\ntokmill \\- count, encode and display tokens exactly as tiktoken does\n";
  text += ".SH SYNOPSIS\n\\fBtokmill\\fR \\fICOMMAND\\fR [OPTION…]\n";
  text += output::format(".SH DESCRIPTION\n{}\n", escaped(description));
  text += ".SH COMMANDS\n";
  for (const Page& page : pages) {
    if (!page.is_subcommand()) text += item(output::format("\\fB{}\\fR", escaped(page.command)), page.summary);
  }
  text += ".SH OPTIONS\n" +
          item("\\fB\\-h\\fR, \\fB\\-\\-help\\fR", "Print help; after a command, help for that command.");
  text += item("\\fB\\-V\\fR, \\fB\\-\\-version\\fR", "Print version.");
  text += exit_status;
  text += ".SH ENVIRONMENT\n" + item("NO_COLOR", "If set and not empty, disables colors.");
  text += item("CLICOLOR_FORCE",
               "If set, not empty and not 0, enables colors even if standard output is not a terminal.");
  text += item("COLUMNS", "The width of the output if standard output is not a terminal.");
  text += item("TOKMILL_CACHE", "If off, encodings of vocabulary files are not kept for the next start.");
  text += item("TOKMILL_PORTABLE",
               "If set, not empty and not 0, code for special instruction sets is not used. It changes only the speed.");
  text += ".SH FILES\n" +
          item("$XDG_CONFIG_HOME/tokmill/prices.tsv, prices.json",
               "Your own price tables, which take precedence over the built-in one. The folder is ~/.config if the "
               "variable is not set.") +
          item("$XDG_CACHE_HOME/tokmill",
               "Encodings of vocabulary files, for the next start. The folder is ~/.cache/tokmill if the variable is "
               "not set. It can be deleted at any time.");
  text += item("$XDG_DATA_HOME/tokmill/encodings/",
               "The encodings that you installed. The folder is ~/.local/share/tokmill/encodings if the variable is not "
               "set.");
  text += ".SH SEE ALSO\n";
  std::string_view separator;
  for (const Page& page : pages) {
    text += output::format("{}.BR tokmill\\-{} (1)", separator, escaped(page.dashed_command()));
    separator = ",\n";
  }
  return text + "\n";
}

}  // namespace tokmill::cli::app
