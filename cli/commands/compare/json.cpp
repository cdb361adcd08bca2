#include "commands/compare/output.hpp"
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

void write_hunks(JsonWriter& json, const std::optional<std::vector<analysis::Hunk>>& hunks) {
  json.key("differences");
  if (!hunks) {
    json.value(std::nullopt);
    return;
  }
  json.begin_array();
  for (const analysis::Hunk& hunk : *hunks) {
    json.begin_object().member("start", hunk.start).member("end", hunk.end);
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
    if (diff) write_hunks(json, row.hunks);
    json.end_object();
  }
  json.end_array();
  return json.text() + '\n';
}

}  // namespace tokmill::cli::compare
