#include "options/format_option.hpp"

#include "options/exclusive.hpp"

namespace tokmill::cli {

void FormatOption::declare(Arguments& arguments, const std::string& json_help) {
  arguments.flag("--json", json, json_help);
  arguments.flag("--csv", csv, "Print comma-separated values");
  arguments.flag("--markdown", markdown, "Print a Markdown table");
}

Result<Format> FormatOption::format() const {
  if (const Result<void> valid = at_most_one({{"--json", json}, {"--csv", csv}, {"--markdown", markdown}}); !valid) {
    return valid.error();
  }
  return json ? Format::json : csv ? Format::csv : markdown ? Format::markdown : Format::text;
}

}  // namespace tokmill::cli
