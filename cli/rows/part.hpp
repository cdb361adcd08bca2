#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rows/request.hpp"

namespace tokmill::cli::rows {

/// Some consecutive lines, which one thread answers. Rows are numbered from 0 within the part.
struct Part {
  struct Failure {
    std::size_t row;
    std::string message;
  };
  struct IllFormed {
    std::size_t row;
    std::size_t offset;  ///< In the line, in bytes.
  };

  std::string_view lines;  ///< Whole lines; the last may lack its newline.

  std::string output;  ///< A line for each line.
  std::size_t rows = 0;
  std::uint64_t total = 0;           ///< Of what compute() returned.
  std::vector<Failure> failures;     ///< In order. Only the first if errors are kept.
  std::size_t errors = 0;            ///< How many rows have an error.
  std::optional<IllFormed> ill_formed;  ///< The first line that is not UTF-8, unless that is an error.
};

/// Answers the lines of a part.
void answer_part(const Request& request, const Answer& answer, Part& part);

/// Divides lines into at most `most` parts of whole lines and of similar size.
[[nodiscard]] std::vector<Part> divide_lines(std::string_view lines, std::size_t most);

}  // namespace tokmill::cli::rows
