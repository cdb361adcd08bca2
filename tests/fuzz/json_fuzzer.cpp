// Arbitrary bytes as a line for `--jsonl` and `--tsv`.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "commands/decode/ids.hpp"
#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "rows/row.hpp"
#include "rows/tsv_text.hpp"
#include "tokmill/formats/json.hpp"
#include "tokmill/formats/json_writer.hpp"
#include "tokmill/utf8.hpp"

using tokmill::fuzz::require;
namespace rows = tokmill::cli::rows;
namespace formats = tokmill::formats;

namespace {

// The text of a line; nullopt if it is an error.
std::optional<std::string> text_of(const rows::Request& request, std::string_view line) {
  std::string text;
  const rows::Answer answer{rows::Answer::Input::text, "tokens", true, 1,
                            [&text](std::string_view read, std::string& value) -> tokmill::Result<std::uint64_t> {
                              text = read;
                              value += "1";
                              return std::uint64_t{1};
                            }};
  rows::Buffers buffers;
  std::string output;
  const bool is_json = request.format == rows::Format::json_lines;
  const auto answered =
      is_json ? rows::answer_json_line(request, answer, line, !tokmill::find_ill_formed(line), buffers, output)
              : rows::answer_tsv_line(request, answer, line, buffers, output);
  require(!output.empty() && output.find('\n') == std::string::npos, "the answer is one line");
  if (is_json) {
    const auto read = formats::parse_json(output);
    require(read && read->root().is_object(), "the answer is an object");
    const bool is_error = read->root().find("error").has_value();
    require(request.passes_row || is_error != answered.has_value(), "the answer says whether there is an error");
  }
  if (!answered) {
    require(!answered.error().message.empty(), "the error for a line has a message");
    return std::nullopt;
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view line = tokmill::fuzz::as_text(data, size);
  line = line.substr(0, line.find('\n'));

  rows::Request json;
  rows::Request passing;
  passing.passes_row = true;
  passing.member = "tokens";
  passing.field = "a.b";
  passing.skips_null = true;
  const auto text = text_of(json, line);
  require(!text || !tokmill::find_ill_formed(*text), "the text of a line is UTF-8");
  static_cast<void>(text_of(passing, line));

  const auto ids = tokmill::cli::decode::ids_of_array(line);
  if (!ids) require(!ids.error().message.empty(), "the error for an array has a message");

  // A written string is read back unchanged, except for ill-formed UTF-8, which JSON cannot contain.
  const std::string quoted = formats::json_string(line);
  const std::string expected = tokmill::replace_ill_formed(line);
  require(text_of(json, quoted) == expected, "a written string is read back");
  require(text_of(json, "{\"x\":1,\"text\":" + quoted + "}") == expected, "a member is read like a plain string");
  require(text_of(passing, "{\"a\":{\"b\":" + quoted + "},\"tokens\":[" + quoted + "]}") == expected,
          "a nested member is read like a plain string");
  require(text_of(passing, quoted) == expected, "a string needs no object");

  rows::Request tsv;
  tsv.format = rows::Format::tsv;
  static_cast<void>(text_of(tsv, line));
  std::string written;
  rows::append_tsv_text(line, written);
  tsv.column = 1;
  require(text_of(tsv, "x\t" + written + "\t\\N") == line, "a written column is read back");
  return 0;
}
