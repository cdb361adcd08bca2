#include "rows/rows_option.hpp"

#include <charconv>

#include "app/usage_error.hpp"
#include "output/format.hpp"

namespace tokmill::cli {
namespace {

// A column from 1.
std::optional<std::size_t> column_number(const std::string& digits) {
  std::size_t number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, problem] = std::from_chars(digits.data(), end, number);
  return problem == std::errc() && stop == end && number > 0 ? std::optional(number) : std::nullopt;
}

}  // namespace

void RowsOption::declare(Arguments& arguments, const std::string& input, const std::string& answer,
                         const std::string& member, const std::string& field_name) {
  field_name_ = field_name;
  arguments.flag("--jsonl", json_lines,
                 "Read " + input + " from each line of standard input; print " + answer + " per line");
  arguments.flag("--tsv", tsv,
                 "Read a row of tab-separated values from each line of standard input, with the escape sequences of "
                 "ClickHouse; print one value per line");
  arguments.text("--field", field, "NAME",
                 "With --jsonl: read the member NAME of the object, where a.b is the member b of a (default: " +
                     field_name + "); with --tsv: read the column with this number (default: 1)");
  arguments.choice("--null", null, {"error", "skip"},
                   "With --jsonl or --tsv: whether a null, a missing member and a blank line are an error, or are "
                   "answered by null");
  arguments.choice("--errors", errors, {"fail", "keep"},
                   "With --jsonl or --tsv: report each row with an error and exit with status 1, or only answer it");
  arguments.flag("--pass", passes_row, "With --jsonl or --tsv: print the rows, each with its answer added");
  arguments.text("--as", as, "NAME",
                 "With --jsonl --pass: add the answer as the member NAME, in place of a member of that name (default: " +
                     member + ", which the row must not have)");
}

Result<void> RowsOption::validate() const {
  if (Result<void> valid = at_most_one({{"--jsonl", json_lines}, {"--tsv", tsv}}); !valid) return valid;
  if (!is_enabled()) {
    for (const auto& [name, is_given] : {GivenOption("--field", field.has_value()),
                                         GivenOption("--null", null != "error"),
                                         GivenOption("--errors", errors != "fail"), GivenOption("--pass", passes_row),
                                         GivenOption("--as", as.has_value())}) {
      if (is_given) return usage_error(output::format("{} requires --jsonl or --tsv", name));
    }
  }
  if (tsv && field && !column_number(*field)) {
    return usage_error(output::format("--field: expected the number of a column with --tsv, got {}", *field));
  }
  if (field && field->empty()) return usage_error("--field: expected a name, got none");
  if (as && tsv) return usage_error("--as and --tsv cannot be used together");
  if (as && (as->empty() || as->find('.') != std::string::npos)) {
    return usage_error(output::format("--as: expected a name without a dot, got {}", as->empty() ? "none" : *as));
  }
  if (as && !passes_row) return usage_error("--as requires --pass");
  return {};
}

Result<void> RowsOption::validate_with(const TextOption& text) const {
  if (Result<void> valid = validate(); !valid) return valid;
  return excludes(given(), {{"PATH", !text.paths.empty()},
                            {"--text", text.text.has_value()},
                            {"--from", text.charset.from.has_value()}});
}

rows::Request RowsOption::request(const TextOption& text, std::size_t threads) const {
  rows::Request request;
  request.format = tsv ? rows::Format::tsv : rows::Format::json_lines;
  request.field = field.value_or(field_name_);
  if (tsv && field) request.column = *column_number(*field) - 1;
  request.skips_null = null == "skip";
  request.keeps_errors = errors == "keep";
  request.passes_row = passes_row;
  request.member = as;
  request.strict = text.strict;
  request.decompress = text.decompress();
  request.threads = threads;
  return request;
}

}  // namespace tokmill::cli
