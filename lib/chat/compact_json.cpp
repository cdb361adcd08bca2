#include "chat/compact_json.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "tokmill/formats/json_writer.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {
namespace {

using formats::JsonValue;

constexpr std::string_view left_out_keywords[] = {"required", "additionalProperties", "$schema"};
constexpr std::string_view maps_of_schemas[] = {"properties", "$defs", "definitions", "patternProperties"};

bool is_one_of(const JsonValue& key, const auto& names) {
  return std::any_of(std::begin(names), std::end(names), [&key](std::string_view name) { return key.is_text(name); });
}

enum class Names { members, keywords, properties };  // what the names of an object are

void write(formats::JsonWriter& json, const JsonValue& value, Names kind) {
  switch (value.kind()) {
    case formats::JsonKind::null:
      json.value(std::nullopt);
      return;
    case formats::JsonKind::boolean:
      json.value(value.is_true());
      return;
    case formats::JsonKind::number:
      json.raw(value.text());
      return;
    case formats::JsonKind::string:
      json.value(value.text());
      return;
    case formats::JsonKind::array:
      json.begin_array();
      for (const JsonValue& element : value.elements()) write(json, element, kind);
      json.end_array();
      return;
    case formats::JsonKind::object:
      break;
  }
  json.begin_object();
  for (const auto& [key, member] : value.members()) {
    if (kind == Names::keywords && is_one_of(key, left_out_keywords)) continue;
    Names below = kind == Names::properties ? Names::keywords : kind;
    if (kind == Names::keywords && is_one_of(key, maps_of_schemas)) below = Names::properties;
    json.key(key.text());
    write(json, member, below);
  }
  json.end_object();
}

}  // namespace

std::string compact_json(const JsonValue& value) {
  formats::JsonWriter json;
  write(json, value, Names::members);
  return std::move(json).text();
}

std::string compact_schema(const JsonValue& schema) {
  formats::JsonWriter json;
  write(json, schema, Names::keywords);
  return std::move(json).text();
}

}  // namespace tokmill::chat
