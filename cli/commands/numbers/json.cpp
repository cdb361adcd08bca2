#include "commands/numbers/json.hpp"

#include "output/visible.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli::numbers {
namespace {

using formats::JsonWriter;

void write_pieces(JsonWriter& json, const analysis::SplitNumber& split) {
  json.key("pieces").begin_array();
  for (const std::string& piece : split.pieces) json.value(output::text_or_escapes(piece));
  json.end_array();
}

void write(JsonWriter& json, const SplitRow& row) {
  json.begin_object().member("number", row.split.number).member("encoding", row.split.encoding);
  if (!row.script.empty()) json.member("script", row.script);
  write_pieces(json, row.split);
  json.end_object();
}

void write_members(JsonWriter& json, const analysis::Addition& addition) {
  json.key("numbers").begin_array();
  for (const analysis::SplitNumber& split : addition.numbers) {
    json.begin_object().member("number", split.number);
    write_pieces(json, split);
    json.end_object();
  }
  json.end_array().member("columns", addition.columns).key("misaligned").begin_array();
  for (const std::size_t column : addition.misaligned) json.value(column);
  json.end_array();
}

void write(JsonWriter& json, const Sum& sum) {
  json.begin_object().member("encoding", sum.typed.numbers.front().encoding);
  write_members(json, sum.typed);
  json.key("with_separators").begin_object();
  write_members(json, sum.grouped);
  json.end_object().end_object();
}

void write(JsonWriter& json, const analysis::Tally& tally) {
  json.begin_object().member("encoding", tally.encoding).member("from", tally.range.from);
  json.member("to", tally.range.to).member("whole", tally.whole).member("first_split", tally.first_split);
  json.key("shapes").begin_object();
  for (const auto& [shape, count] : tally.by_frequency()) json.member(shape, count);
  json.end_object().end_object();
}

template <class Row>
std::string array(const std::vector<Row>& rows) {
  JsonWriter json;
  json.begin_array();
  for (const Row& row : rows) write(json, row);
  json.end_array();
  return json.text() + '\n';
}

}  // namespace

std::string json(const std::vector<SplitRow>& rows) {
  return array(rows);
}
std::string json(const std::vector<Sum>& sums) {
  return array(sums);
}
std::string json(const std::vector<analysis::Tally>& tallies) { return array(tallies); }

}  // namespace tokmill::cli::numbers
