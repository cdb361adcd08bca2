#include "commands/count/lines.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "input/json_lines.hpp"
#include "options/line_texts.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::count {

Outcome count_lines(const LinesRequest& request, const Encoding& encoding, Io& io) {
  const std::size_t added = request.add_special.tokens_of(encoding).size();
  std::size_t total = 0;
  LineTexts texts(request.field, request.strict, io);
  input::answer_lines(io, request.strict, [&](std::string_view line) -> Result<std::string> {
    Result<std::string> text = texts.next(line);
    if (!text) return std::move(text).error();
    Result<std::size_t> tokens = encoding.count(*text, request.special);
    if (!tokens) return std::move(tokens).error();
    *tokens += added;
    total += *tokens;
    formats::JsonWriter json;
    json.begin_object().member("tokens", *tokens).end_object();
    return std::move(json).text();
  });
  return {ExitCode::ok, total};
}

}  // namespace tokmill::cli::count
