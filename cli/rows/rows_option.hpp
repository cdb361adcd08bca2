#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "app/arguments.hpp"
#include "options/exclusive.hpp"
#include "options/text_option.hpp"
#include "rows/request.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// `--jsonl`, `--tsv` and the options for both: each line of standard input is a row with a text, or with ids.
struct RowsOption {
  bool json_lines = false;
  bool tsv = false;
  std::optional<std::string> field;
  std::string null = "error";
  std::string errors = "fail";
  bool passes_row = false;
  std::optional<std::string> as;

  /// `input`: what a line of JSON is; `answer`: what is printed for each line; `member`: the name of the answer;
  /// `field_name`: the default member.
  void declare(Arguments& arguments, const std::string& input, const std::string& answer, const std::string& member,
               const std::string& field_name = "text");

  [[nodiscard]] bool is_enabled() const { return json_lines || tsv; }

  /// The option that was given.
  [[nodiscard]] GivenOption given() const { return tsv ? GivenOption("--tsv", true) : GivenOption("--jsonl", json_lines); }

  /// Errors: invalid_argument if both formats are given, one of the other options without them, or a field that is not
  /// one of the format.
  [[nodiscard]] Result<void> validate() const;

  /// As above. Errors: also if another input or --from was given.
  [[nodiscard]] Result<void> validate_with(const TextOption& text) const;

  /// Precondition: validate(). `text`: for --strict and --no-decompress.
  [[nodiscard]] rows::Request request(const TextOption& text, std::size_t threads) const;

 private:
  std::string field_name_;
};

}  // namespace tokmill::cli
