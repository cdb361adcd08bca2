#pragma once

#include <optional>
#include <string>

#include "app/arguments.hpp"
#include "app/usage_error.hpp"
#include "options/exclusive.hpp"
#include "options/text_option.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// `--jsonl` and `--field`: each line of standard input is a text, in JSON.
struct JsonLinesOption {
  bool enabled = false;
  std::optional<std::string> field;

  /// `answer`: what is printed for each line, for the help.
  void declare(Arguments& arguments, const std::string& answer) {
    arguments.flag("--jsonl", enabled, "Read a JSON string or object from each line of standard input; print " +
                                           answer + " per line");
    arguments.text("--field", field, "NAME",
                   "With --jsonl: read the text from the member NAME of the object (default: text)");
  }

  /// Errors: invalid_argument if another input or --from was given too, or --field without --jsonl.
  [[nodiscard]] Result<void> validate(const TextOption& text) const {
    if (field && !enabled) return usage_error("--field requires --jsonl");
    return excludes({"--jsonl", enabled}, {{"PATH", !text.paths.empty()},
                                           {"--text", text.text.has_value()},
                                           {"--from", text.charset.from.has_value()}});
  }

  [[nodiscard]] std::string field_name() const { return field.value_or("text"); }
};

}  // namespace tokmill::cli
