#include "chat/tools.hpp"

#include <optional>
#include <string>

#include "chat/compact_json.hpp"
#include "chat/parts.hpp"
#include "chat/values.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {
namespace {

using formats::JsonPointer;
using formats::JsonValue;

constexpr std::string_view tool_lists[] = {"functions", "tools"};
constexpr std::string_view tool_choices[] = {"function_call", "tool_choice"};

// Figures from the cookbook that are the same for all models.
constexpr std::uint64_t properties_tokens = 3;   // once per function with properties
constexpr std::uint64_t property_tokens = 3;     // per property
constexpr std::uint64_t enum_saving = 3;         // subtracted once per enum
constexpr std::uint64_t enum_choice_tokens = 3;  // per choice of an enum
constexpr std::uint64_t functions_end_tokens = 12;

// Measured with the models of 2023: the tokens that a choice of tools adds.
constexpr std::uint64_t choice_of_none_tokens = 1;
constexpr std::uint64_t choice_of_function_tokens = 4;  // besides its name

constexpr std::size_t max_depth = 32;  // of nested schemas; add_parts() recurses

void append_without_final_period(std::string& text, std::string_view more) {
  if (more.ends_with('.')) more.remove_suffix(1);
  text += more;
}

std::string text_of_choice(const JsonValue& choice) {
  if (choice.is(formats::JsonKind::boolean)) return choice.is_true() ? "true" : "false";
  return choice.is_null() ? "null" : choice.text();
}

// The tokens of a schema's properties, and whether the cookbook's rule covers it.
class SchemaCount {
 public:
  explicit SchemaCount(Tally& tally) : tally_(tally) {}

  [[nodiscard]] std::uint64_t tokens() const { return tokens_; }
  [[nodiscard]] bool is_exact() const { return is_exact_; }

  // The schema of a function's parameters.
  Result<void> add_parameters(const JsonValue& schema, const JsonPointer& at) {
    if (!schema.is_object()) return request_error(at, "expected an object");
    tally_.omit_keywords(schema);
    if (schema.find("description")) tally_.omit(Omission::Kind::uncounted, "description of parameters");
    const std::optional<JsonValue> properties = schema.find("properties");
    if (properties && !properties->members().empty()) tokens_ += properties_tokens;
    return add_parts(schema, at);
  }

  void expect_estimate() { is_exact_ = false; }

 private:
  Result<void> add_property(const std::string& name, const JsonValue& schema, const JsonPointer& at) {
    if (!schema.is_object()) return request_error(at, "expected an object");
    tally_.omit_keywords(schema);
    const std::optional<JsonValue> type = schema.find("type");
    const Result<std::string> description = read_text(schema, "description", at);
    if (!description) return description.error();
    if (!type || !type->is_string() || description->empty()) is_exact_ = false;

    // Of several types, the first one.
    const bool has_types = type && !type->elements().empty();
    const std::optional<JsonValue> first = has_types ? *type->elements().begin() : type;
    std::string text = name + ":";
    if (first && first->is_string()) text += first->text();
    text += ":";
    append_without_final_period(text, *description);
    tokens_ += property_tokens + tally_.tokens_of(text);
    if (const Result<void> added = add_choices(schema, at); !added) return added.error();
    return add_parts(schema, at);
  }

  Result<void> add_choices(const JsonValue& schema, const JsonPointer& at) {
    const std::optional<JsonValue> choices = schema.find("enum");
    if (!choices) return {};
    if (!choices->is_array()) return request_error(at.member("enum"), "expected an array");
    if (choices->elements().empty()) return {};
    std::uint64_t tokens = 0;
    for (const JsonValue& choice : choices->elements()) {
      if (!choice.is_string()) is_exact_ = false;
      tokens += enum_choice_tokens + tally_.tokens_of(text_of_choice(choice));
    }
    tokens_ += tokens - enum_saving;
    return {};
  }

  // The schemas in a schema. For all but the properties of a function there is no published rule: they count as if they
  // were such properties.
  Result<void> add_parts(const JsonValue& schema, const JsonPointer& at) {
    const bool is_nested = depth_ > 0;
    if (depth_ == max_depth) {
      tally_.omit(Omission::Kind::uncounted, "deeply nested schema");
      return {};
    }
    ++depth_;
    for (const std::string_view keyword : {"properties", "$defs", "definitions"}) {
      const std::optional<JsonValue> map = schema.find(keyword);
      if (!map) continue;
      const JsonPointer at_map = at.member(keyword);
      if (!map->is_object()) return request_error(at_map, "expected an object");
      if (is_nested || keyword != "properties") is_exact_ = false;
      for (const auto& [key, value] : map->members()) {
        const std::string name = key.text();
        if (const Result<void> added = add_property(name, value, at_map.member(name)); !added) return added.error();
      }
    }
    for (const std::string_view keyword : {"items", "anyOf", "allOf", "oneOf"}) {
      const std::optional<JsonValue> part = schema.find(keyword);
      if (!part) continue;
      is_exact_ = false;
      const JsonPointer at_part = at.member(keyword);
      if (part->is_object()) {
        if (const Result<void> added = add_property({}, *part, at_part); !added) return added.error();
      }
      std::size_t i = 0;
      for (const JsonValue& element : part->elements()) {
        const Result<void> added = add_property({}, element, at_part.element(i++));
        if (!added) return added.error();
      }
    }
    --depth_;
    return {};
  }

  Tally& tally_;
  std::uint64_t tokens_ = 0;
  bool is_exact_ = true;
  std::size_t depth_ = 0;
};

Result<void> add_function(Tally& tally, const JsonValue& function, const JsonPointer& at) {
  if (!function.is_object()) return request_error(at, "expected an object");
  tally.omit_members(function, tool_members());
  const Result<std::string> name = read_text(function, "name", at);
  if (!name) return name.error();
  if (name->empty()) return request_error(at.member("name"), "expected a non-empty string");
  const Result<std::string> description = read_text(function, "description", at);
  if (!description) return description.error();

  SchemaCount schema(tally);
  if (description->empty()) schema.expect_estimate();
  for (const std::string_view member : {"parameters", "input_schema"}) {
    const std::optional<JsonValue> parameters = function.find(member);
    if (!parameters) continue;
    if (const Result<void> added = schema.add_parameters(*parameters, at.member(member)); !added) return added.error();
  }
  std::string text = *name + ":";
  append_without_final_period(text, *description);
  tally.add(tally.rules().function_tokens + tally.tokens_of(text) + schema.tokens(),
            tally.rules().functions_are_exact && schema.is_exact(), [&name] { return "function " + *name; });
  return {};
}

// A tool whose input is text: a name, a description and a grammar, in `custom` or in the tool itself.
Result<void> add_custom(Tally& tally, const JsonValue& tool, const JsonPointer& at) {
  tally.omit_members(tool, tool_members());
  const Result<std::string> name = read_text(tool, "name", at);
  if (!name) return name.error();
  const Result<std::string> description = read_text(tool, "description", at);
  if (!description) return description.error();
  std::string text = *name + ":";
  append_without_final_period(text, *description);
  std::uint64_t tokens = tally.rules().function_tokens + tally.tokens_of(text);
  if (const std::optional<JsonValue> format = tool.find("format"); format && has_text(*format)) {
    tokens += tally.tokens_of(compact_json(*format));
  }
  tally.add(tokens, false, [&name] { return "custom tool " + *name; });
  return {};
}

// A tool that the provider runs.
Result<void> add_hosted(Tally& tally, const JsonValue& tool, const std::string& type, const JsonPointer& at) {
  const std::string_view fee = fee_of_tool(type);
  if (!fee.empty()) tally.omit(Omission::Kind::fee, fee);
  return add_unknown_part(tally, tool, "tool " + type, at, [&type] { return "tool " + type; });
}

// Returns whether it is a function.
Result<bool> add_tool(Tally& tally, const JsonValue& tool, const JsonPointer& at) {
  if (!tool.is_object()) return request_error(at, "expected an object");
  const Result<std::string> type = read_text(tool, "type", at);
  if (!type) return type.error();
  if (const std::optional<JsonValue> function = tool.find("function"); function) {
    tally.omit_members(tool, tool_members());
    if (const Result<void> added = add_function(tally, *function, at.member("function")); !added) return added.error();
    return true;
  }
  if (*type == "function" || tool.find("input_schema")) {
    if (const Result<void> added = add_function(tally, tool, at); !added) return added.error();
    return true;
  }
  if (type->empty()) return request_error(at.member("type"), "expected a non-empty string");
  const std::optional<JsonValue> custom = tool.find("custom");
  const Result<void> added = custom            ? add_custom(tally, *custom, at.member("custom"))
                             : *type == "custom" ? add_custom(tally, tool, at)
                                                 : add_hosted(tally, tool, *type, at);
  if (!added) return added.error();
  return false;
}

void add_choice(Tally& tally, const JsonValue& choice, std::string_view member) {
  const auto name = [member] { return std::string(member); };
  if (choice.is_text("auto")) return;
  if (choice.is_text("none")) {
    tally.add(choice_of_none_tokens, false, name);
    return;
  }
  const std::optional<JsonValue> type = choice.find("type");
  if (type && type->is_text("auto")) return;
  const std::optional<JsonValue> function = choice.find("function");
  const std::optional<JsonValue> chosen = (function ? *function : choice).find("name");
  if (chosen && chosen->is_string() && (!type || type->is_text("function"))) {
    tally.add(choice_of_function_tokens + tally.tokens_of(*chosen), false, name);
    return;
  }
  tally.omit(Omission::Kind::uncounted, member);
}

}  // namespace

Result<void> add_tools(Tally& tally, const JsonValue& request, const JsonPointer& at) {
  bool has_functions = false;
  for (const std::string_view member : tool_lists) {
    const std::optional<JsonValue> tools = request.find(member);
    if (!tools) continue;
    const JsonPointer at_tools = at.member(member);
    if (!tools->is_array()) return request_error(at_tools, "expected an array");
    std::size_t i = 0;
    for (const JsonValue& tool : tools->elements()) {
      const JsonPointer at_tool = at_tools.element(i++);
      if (member == "functions") {
        if (const Result<void> added = add_function(tally, tool, at_tool); !added) return added.error();
        has_functions = true;
        continue;
      }
      const Result<bool> is_function = add_tool(tally, tool, at_tool);
      if (!is_function) return is_function.error();
      has_functions = has_functions || *is_function;
    }
  }
  if (has_functions) {
    tally.add(functions_end_tokens, tally.rules().functions_are_exact, [] { return "end of the functions"; });
  }
  for (const std::string_view member : tool_choices) {
    if (const std::optional<JsonValue> choice = request.find(member)) add_choice(tally, *choice, member);
  }
  return {};
}

void add_response_format(Tally& tally, const JsonValue& request) {
  if (const std::optional<JsonValue> config = request.find("output_config"); config) {
    tally.omit_members(*config, output_config_members());
  }
  const std::optional<JsonValue> text = request.find("text");
  if (text) tally.omit_members(*text, text_members());
  const std::optional<JsonValue> format = text ? text->find("format") : request.find("response_format");
  if (!format) return;
  const std::optional<JsonValue> type = format->find("type");
  if (type && (type->is_text("text") || type->is_text("json_object"))) return;
  const std::optional<JsonValue> inner = format->find("json_schema");
  const JsonValue& holder = inner ? *inner : *format;
  const std::optional<JsonValue> schema = holder.find("schema");
  if (!schema || !schema->is_object()) {
    tally.omit(Omission::Kind::uncounted, "response_format");
    return;
  }
  tally.omit_members(*format, format_members());
  if (inner) tally.omit_members(*inner, format_members());
  if (holder.find("description")) tally.omit(Omission::Kind::uncounted, "description of response_format");
  tally.add(tally.tokens_of(compact_schema(*schema)) + tally.rules().schema_tokens, false,
            [] { return "response_format"; });
}

}  // namespace tokmill::chat
