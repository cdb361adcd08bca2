#include "commands/count/rows.hpp"

#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "rows/answer_rows.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::count {
namespace {

void append_number(std::uint64_t number, std::string& text) {
  std::array<char, 20> digits;
  text.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

// What is written before the number under each encoding, and after the last one.
struct Frame {
  std::vector<std::string> before;
  std::string after;
};

Frame frame_of(const RowsRequest& request) {
  Frame frame;
  if (request.encodings.size() == 1) return {{""}, ""};
  if (request.rows.format == rows::Format::tsv) {
    frame.before.resize(request.encodings.size(), "\t");
    frame.before.front().clear();
    return frame;
  }
  for (const Encoding* const encoding : request.encodings) {
    frame.before.push_back((frame.before.empty() ? "{" : ",") + formats::json_string(encoding->name()) + ":");
  }
  frame.after = "}";
  return frame;
}

}  // namespace

Outcome count_rows(const RowsRequest& request, Io& io) {
  const Frame frame = frame_of(request);
  const auto count = [&](std::string_view text, std::string& value) -> Result<std::uint64_t> {
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < request.encodings.size(); ++i) {
      const Encoding& encoding = *request.encodings[i];
      const Result<std::size_t> counted = encoding.count(text, request.special);
      if (!counted) return counted.error();
      const std::uint64_t tokens = *counted + request.add_special.tokens_of(encoding).size();
      value += frame.before[i];
      append_number(tokens, value);
      total += tokens;
    }
    value += frame.after;
    return total;
  };
  const rows::Answer answer{rows::Answer::Input::text, "tokens", true, request.encodings.size(), count};
  return {ExitCode::ok, rows::answer_rows(request.rows, answer, io)};
}

}  // namespace tokmill::cli::count
