#pragma once

#include <optional>
#include <string>

#include "app/arguments.hpp"
#include "options/text_option.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// `--jsonl` and `--field`: standard input is a text a line, in JSON.
struct JsonLinesOption {
  bool wanted = false;
  std::optional<std::string> field;

  /// `answer`: what comes out for each line, for the help.
  void declare(Arguments& arguments, const std::string& answer) {
    arguments.flag("--jsonl", wanted,
                   "Each line of standard input is a JSON string or object; " + answer + " a line");
    arguments.text("--field", field, "NAME", "With --jsonl: the member that is the text (default: text)");
  }

  /// Errors: invalid_argument where another input is given too, or a field without lines.
  [[nodiscard]] Result<void> validate(const TextOption& text) const {
    if (wanted && (text.text || !text.paths.empty())) {
      return Error{ErrorCode::invalid_argument, "--jsonl reads standard input: give no file and no --text",
                   0};
    }
    if (wanted && text.charset.from)
      return Error{ErrorCode::invalid_argument, "--jsonl is UTF-8: give no --from", 0};
    if (field && !wanted) return Error{ErrorCode::invalid_argument, "--field goes with --jsonl", 0};
    return {};
  }

  [[nodiscard]] std::string field_name() const { return field.value_or("text"); }
};

}  // namespace tokmill::cli
