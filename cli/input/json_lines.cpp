#include "input/json_lines.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>
#include <utility>

#include "input/charset_report.hpp"
#include "input/lines.hpp"
#include "output/format.hpp"
#include "tokmill/formats/json.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::input {
namespace {

Error line_error(std::string message) { return Error{ErrorCode::invalid_argument, std::move(message)}; }

Result<TokenId> token_id(const formats::JsonShallowValue& value, std::size_t number) {
  TokenId id = 0;
  const char* const end = value.text.data() + value.text.size();
  const auto [stop, problem] = std::from_chars(value.text.data(), end, id);
  if (!value.is(formats::JsonKind::number) || stop != end || problem == std::errc::invalid_argument) {
    return line_error(output::format("element {} of the array is not a token id", number));
  }
  if (problem == std::errc::result_out_of_range) return no_token(value.text);
  return id;
}

void answer_line(Io& io, const Answer& answer, std::string_view line, std::size_t number) {
  Result<std::string> answered = answer(line);
  if (answered) {
    io.write(*answered);
  } else {
    io.write("{\"error\":" + formats::json_string(answered.error().message) + "}");
    io.fail("line " + std::to_string(number) + ": " + answered.error().message);
  }
  io.write("\n");
}

}  // namespace

Result<std::string> text_of_line(std::string_view line, const std::string& field) {
  if (line.find_first_not_of(" \t\r") == std::string_view::npos) return line_error("blank line");
  Result<formats::JsonWithMember> document = formats::parse_json_member(line, field);
  if (!document) return line_error(document.error().message);
  auto& [value, member] = *document;
  if (value.is(formats::JsonKind::string)) return std::move(value.text);
  if (!value.is(formats::JsonKind::object)) return line_error("expected a string or an object");
  if (!member) return line_error("the object has no member \"" + field + "\"");
  if (!member->is(formats::JsonKind::string)) return line_error("the member \"" + field + "\" is not a string");
  return std::move(member->text);
}

Error no_token(std::string_view digits) {
  return {ErrorCode::token_out_of_range, output::format("no token has the id {}", digits)};
}

Result<std::vector<TokenId>> ids_of_array(std::string_view json) {
  std::vector<TokenId> ids;
  ids.reserve(static_cast<std::size_t>(std::ranges::count(json, ',')) + 1);  // growing would need three times as much
  std::size_t number = 0;
  std::optional<Error> error;  // of the first element that is not an id; one that is too large is the least of errors
  const Result<bool> is_array = formats::for_each_json_element(json, [&](const formats::JsonShallowValue& element) {
    const Result<TokenId> id = token_id(element, number++);
    if (id) {
      ids.push_back(*id);
    } else if (!error || (error->code == ErrorCode::token_out_of_range && id.error().code != error->code)) {
      error = id.error();
    }
  });
  if (!is_array) return line_error(is_array.error().message);
  if (!*is_array) return line_error("expected an array of token ids");
  if (error) return *error;
  return ids;
}

void answer_lines(Io& io, bool strict, const Answer& answer) {
  const std::string name = "standard input";
  Lines lines("-", [&io] { io.flush(); });
  std::size_t number = 0;
  CharsetReport charset(name, strict, io);
  while (std::optional<std::string_view> line = lines.next()) {
    if (const Result<void> reported = charset.update(lines); !reported) return io.fail(reported.error().message);
    if (line->ends_with('\n')) line->remove_suffix(1);
    answer_line(io, answer, *line, ++number);
    if (io.is_output_lost()) return;
  }
  if (lines.problem() != 0) io.fail(name + ": " + std::strerror(lines.problem()));
}

}  // namespace tokmill::cli::input
