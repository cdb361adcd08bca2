#include "commands/compare/output.hpp"
#include "commands/compare/passage.hpp"
#include "output/visible.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::compare {
namespace {

using formats::JsonWriter;

void write_tokens(JsonWriter& json, std::string_view name, const std::vector<std::string_view>& tokens) {
  json.key(name).begin_array();
  for (const std::string_view token : tokens) json.value(output::text_or_escapes(token));
  json.end_array();
}

void write_differences(JsonWriter& json, const Row& row) {
  json.member("passages", row.differences ? std::optional(row.differences->count) : std::nullopt)
      .key("differences");
  if (!row.differences) {
    json.value(std::nullopt);
    return;
  }
  const std::vector<analysis::Hunk>& hunks = row.differences->hunks;
  const std::vector<Place> places = places_of(hunks, row.input->text);
  json.begin_array();
  for (std::size_t i = 0; i < hunks.size(); ++i) {
    const analysis::Hunk& hunk = hunks[i];
    json.begin_object().member("start", hunk.start).member("end", hunk.end);
    json.member("line", places[i].line).member("column", places[i].column).member("saved", hunk.saved());
    write_tokens(json, "first", hunk.left);
    write_tokens(json, "this", hunk.right);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string json(const std::vector<Row>& rows, bool diff) {
  JsonWriter json;
  json.begin_array();
  for (const Row& row : rows) {
    const NamedTokenizer& tokenizer = *row.tokenizer;
    json.begin_object().member("path", row.input->name).member("encoding", tokenizer.encoding->name());
    json.member("model", formats::unless_empty(tokenizer.model)).member("exact", tokenizer.exact);
    json.member("tokens", row.tokens)
        .member("bytes", row.input->bytes)
        .member("characters", row.input->characters);
    json.member("ratio", row.ratio()).member("bytes_per_token", row.bytes_per_token());
    if (diff) write_differences(json, row);
    json.end_object();
  }
  json.end_array();
  return json.text() + '\n';
}

}  // namespace tokmill::cli::compare
