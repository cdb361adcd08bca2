// Arbitrary bytes as a line for `--jsonl`.

#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "input/json_lines.hpp"
#include "tokmill/formats/json_writer.hpp"

using tokmill::fuzz::require;
namespace input = tokmill::cli::input;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view line = tokmill::fuzz::as_text(data, size);

  const auto text = input::text_of_line(line, "text");
  if (text) {
    require(!tokmill::find_ill_formed(*text), "the text of a line is UTF-8");
  } else {
    require(text.error().code == tokmill::ErrorCode::invalid_argument && !text.error().message.empty(),
            "the error for a line has a message");
  }

  const auto ids = input::ids_of_array(line);
  if (!ids) require(!ids.error().message.empty(), "the error for an array has a message");

  // A written string is read back unchanged, except for ill-formed UTF-8, which JSON cannot contain.
  const std::string quoted = tokmill::formats::json_string(line);
  require(quoted.find('\n') == std::string::npos, "a JSON string is one line");
  const auto read = input::text_of_line(quoted, "text");
  require(read.has_value() && *read == tokmill::replace_ill_formed(line), "a written string is read back");
  const auto member = input::text_of_line("{\"x\":1,\"text\":" + quoted + "}", "text");
  require(member.has_value() && *member == *read, "a member is read like a plain string");
  return 0;
}
