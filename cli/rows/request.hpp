#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "input/source.hpp"
#include "tokmill/result.hpp"

/// Rows: each line of standard input has a text, or ids, and gets a line of output.
namespace tokmill::cli::rows {

enum class Format {
  json_lines,  ///< A JSON value in each line.
  tsv,         ///< Columns separated by tabs, with the escape sequences of ClickHouse.
};

/// How to read rows and how to answer them.
struct Request {
  Format format = Format::json_lines;
  std::string field = "text";    ///< JSON: the path of the member (formats::search_json()).
  std::size_t column = 0;        ///< TSV: the column, from 0.
  bool skips_null = false;       ///< A null, a missing member and a blank line are answered by null. Otherwise, an error.
  bool keeps_errors = false;     ///< Rows with an error do not fail; one warning counts them.
  bool passes_row = false;       ///< The answer is added to the row.
  std::optional<std::string> member;  ///< JSON: the name under which it is added, in place of a member of that name.
  bool strict = false;           ///< A row that is not UTF-8 is an error.
  input::Decompress decompress = input::Decompress::yes;
  std::size_t threads = 1;
};

/// What a command answers to a row.
struct Answer {
  enum class Input { text, array };

  Input input = Input::text;  ///< What compute() takes: a text, or a JSON array.
  std::string_view member;    ///< The name of the answer in an object.
  bool is_object = false;     ///< The answer to a row of JSON is an object with this member, not only its value.
  std::size_t columns = 1;    ///< How many columns compute() appends in TSV.

  /// Appends the answer, as it is written in the format, to `value` (in TSV, several columns are separated by tabs), and
  /// returns what adds up to the total. Called from several threads at the same time. What it appends before an error is
  /// dropped.
  std::function<Result<std::uint64_t>(std::string_view input, std::string& value)> compute;
};

}  // namespace tokmill::cli::rows
