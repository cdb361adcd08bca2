#include <string>

#include "commands/split/waste/kinds.hpp"
#include "commands/split/waste/output.hpp"
#include "tokmill/formats/json_writer.hpp"
#include "tokmill/pricing/optional_text.hpp"

namespace tokmill::cli::split {
namespace {

void write_place(formats::JsonWriter& json, const analysis::WastePlace& place) {
  json.begin_object().member("line", place.line).member("column", place.column);
  json.member("start", place.start).member("end", place.end).member("times", place.times);
  json.member("tokens", place.tokens).member("saved", place.saved).end_object();
}

void write_waste(formats::JsonWriter& json, const analysis::Waste& waste) {
  const KindText& kind = text_of(waste.kind);
  json.begin_object().member("kind", kind.key).member("change", kind.change).member("places", waste.places);
  json.member("tokens", waste.tokens).member("saved", waste.saved).key("examples").begin_array();
  for (const analysis::WastePlace& place : waste.examples) write_place(json, place);
  json.end_array().end_object();
}

}  // namespace

std::string waste_json(const WasteView& view) {
  const analysis::WasteReport& report = view.report;
  formats::JsonWriter json;
  json.begin_object().member("encoding", view.encoding).member("tokens", report.tokens);
  json.member("lines", report.lines).member("changed_tokens", report.changed_tokens).key("changes").begin_array();
  for (const analysis::Waste& waste : report.wastes) write_waste(json, waste);
  json.end_array().key("longest_lines").begin_array();
  for (const analysis::WasteLine& line : report.longest_lines) {
    json.begin_object().member("line", line.number).member("start", line.start).member("end", line.end);
    json.member("tokens", line.tokens).end_object();
  }
  json.end_array();
  if (view.price) {
    json.key("usd_1000_calls").begin_object().member("model", view.price->model);
    json.member("before", pricing::exact_decimal(view.price->before));
    json.member("after", pricing::exact_decimal(view.price->after));
    json.member("as_of", pricing::date_text(view.price->as_of)).end_object();
  }
  json.end_object();
  return std::move(json).text() + '\n';
}

}  // namespace tokmill::cli::split
