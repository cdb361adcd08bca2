#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "rows/request.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::rows {

/// Memory that is used again for each row.
struct Buffers {
  std::string text;   ///< The text of a row, if it must be decoded.
  std::string value;  ///< The answer, before it is added to the row.
};

/// Appends the answer to one line, which is without its newline, to `output`, without a newline. `is_well_formed`: the
/// line is UTF-8. Returns what compute() returned; 0 for null.
///
/// Errors: invalid_argument if the line has no text, and those of compute(). Then the answer that was appended says so.
[[nodiscard]] Result<std::uint64_t> answer_json_line(const Request& request, const Answer& answer,
                                                     std::string_view line, bool is_well_formed, Buffers& buffers,
                                                     std::string& output);
[[nodiscard]] Result<std::uint64_t> answer_tsv_line(const Request& request, const Answer& answer,
                                                    std::string_view line, Buffers& buffers, std::string& output);

/// Appends the answer to a line that is an error for another reason.
void append_json_error(const Request& request, std::string_view line, std::string_view message, std::string& output);
void append_tsv_error(const Request& request, const Answer& answer, std::string_view line, std::string& output);

}  // namespace tokmill::cli::rows
