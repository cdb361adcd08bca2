#include <optional>

#include "output/format.hpp"
#include "rows/row.hpp"
#include "rows/tsv_text.hpp"

namespace tokmill::cli::rows {
namespace {

// Programs end lines with CR LF, too. A CR in a text is escaped.
std::string_view without_carriage_return(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::optional<std::string_view> column_of(std::string_view line, std::size_t column) {
  for (; column > 0; --column) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) return std::nullopt;
    line.remove_prefix(tab + 1);
  }
  return line.substr(0, line.find('\t'));
}

void append_answer(const Request& request, std::string_view line, std::string_view value, std::string& output) {
  if (request.passes_row) {
    output += without_carriage_return(line);
    output += '\t';
  }
  output += value;
}

void append_null(const Request& request, const Answer& answer, std::string_view line, std::string& output) {
  append_answer(request, line, tsv_null, output);
  for (std::size_t i = 1; i < answer.columns; ++i) {
    output += '\t';
    output += tsv_null;
  }
}

}  // namespace

Result<std::uint64_t> answer_tsv_line(const Request& request, const Answer& answer, std::string_view line,
                                      Buffers& buffers, std::string& output) {
  const std::optional<std::string_view> written = column_of(without_carriage_return(line), request.column);
  if (!written || *written == tsv_null) {
    append_null(request, answer, line, output);
    if (request.skips_null) return 0;
    return Error{ErrorCode::invalid_argument, written ? "the text is NULL"
                                                      : output::format("the row has no column {}", request.column + 1)};
  }
  buffers.value.clear();
  Result<std::uint64_t> answered = answer.compute(read_tsv_text(*written, buffers.text), buffers.value);
  if (answered) {
    append_answer(request, line, buffers.value, output);
  } else {
    append_null(request, answer, line, output);
  }
  return answered;
}

void append_tsv_error(const Request& request, const Answer& answer, std::string_view line, std::string& output) {
  append_null(request, answer, line, output);
}

}  // namespace tokmill::cli::rows
