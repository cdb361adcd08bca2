#include "rows/part.hpp"

#include <algorithm>
#include <utility>

#include "output/format.hpp"
#include "rows/row.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::rows {
namespace {

// Answers one line.
Result<std::uint64_t> answer_line(const Request& request, const Answer& answer, std::string_view line,
                                  std::optional<std::size_t> ill_formed, Buffers& buffers, std::string& output) {
  const bool is_json = request.format == Format::json_lines;
  if (ill_formed && request.strict) {
    Error error{ErrorCode::ill_formed_text, output::format("not UTF-8 at byte {}", *ill_formed)};
    if (is_json) {
      append_json_error(request, line, error.message, output);
    } else {
      append_tsv_error(request, answer, line, output);
    }
    return error;
  }
  return is_json ? answer_json_line(request, answer, line, !ill_formed, buffers, output)
                 : answer_tsv_line(request, answer, line, buffers, output);
}

}  // namespace

void answer_part(const Request& request, const Answer& answer, Part& part) {
  const bool is_well_formed = !find_ill_formed(part.lines);
  Buffers buffers;
  std::string_view rest = part.lines;
  for (; !rest.empty(); ++part.rows) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const std::optional<std::size_t> ill_formed = is_well_formed ? std::nullopt : find_ill_formed(line);
    if (ill_formed && !request.strict && !part.ill_formed) part.ill_formed = {part.rows, *ill_formed};
    Result<std::uint64_t> answered = answer_line(request, answer, line, ill_formed, buffers, part.output);
    part.output += '\n';
    if (answered) {
      part.total += *answered;
      continue;
    }
    ++part.errors;
    if (!request.keeps_errors || part.failures.empty()) {
      part.failures.push_back({part.rows, std::move(answered).error().message});
    }
  }
}

std::vector<Part> divide_lines(std::string_view lines, std::size_t most) {
  std::vector<Part> parts;
  for (; most > 1 && !lines.empty(); --most) {
    const std::size_t newline = lines.find('\n', lines.size() / most);
    const std::size_t size = newline == std::string_view::npos ? lines.size() : newline + 1;
    parts.emplace_back().lines = lines.substr(0, size);
    lines.remove_prefix(size);
  }
  if (!lines.empty()) parts.emplace_back().lines = lines;
  return parts;
}

}  // namespace tokmill::cli::rows
