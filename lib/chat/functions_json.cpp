#include "chat/functions_json.hpp"

#include <cstddef>
#include <string>
#include <utility>

#include "chat/request_values.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {
namespace {

// The type of a parameter, or the first of several.
std::string type_of(const formats::JsonValue& property) {
  const std::optional<formats::JsonValue> type = property.find("type");
  if (!type) return {};
  const formats::JsonValue first = type->elements().empty() ? *type : *type->elements().begin();
  return first.is_string() ? first.text() : std::string();
}

std::string text_of_choice(const formats::JsonValue& choice) {
  if (choice.is(formats::JsonKind::boolean)) return choice.is_true() ? "true" : "false";
  return choice.is_null() ? "null" : choice.text();
}

Result<Property> read_property(const std::string& name, const formats::JsonValue& value,
                               const formats::JsonPointer& at) {
  if (!value.is_object()) return request_error(at, "expected an object");
  Property property;
  property.name = name;
  property.type = type_of(value);
  Result<std::string> description = read_text(value, "description", at);
  if (!description) return std::move(description).error();
  property.description = std::move(*description);
  const std::optional<formats::JsonValue> type = value.find("type");
  property.is_nested = value.find("properties") || value.find("items") || value.find("anyOf") ||
                       (type && !type->is_string());
  if (const std::optional<formats::JsonValue> choices = value.find("enum"); choices) {
    if (!choices->is_array()) return request_error(at.member("enum"), "expected an array");
    property.choices.reserve(choices->elements().size());
    for (const formats::JsonValue& choice : choices->elements()) property.choices.push_back(text_of_choice(choice));
  }
  return property;
}

Result<Function> read_function(const formats::JsonValue& value, const formats::JsonPointer& at) {
  if (!value.is_object()) return request_error(at, "expected an object");
  Function function;
  Result<std::string> name = read_text(value, "name", at);
  if (!name) return std::move(name).error();
  if (name->empty()) return request_error(at.member("name"), "expected a non-empty string");
  function.name = std::move(*name);
  Result<std::string> description = read_text(value, "description", at);
  if (!description) return std::move(description).error();
  function.description = std::move(*description);
  const std::optional<formats::JsonValue> parameters = value.find("parameters");
  if (!parameters) return function;
  const formats::JsonPointer at_parameters = at.member("parameters");
  const formats::JsonPointer at_properties = at_parameters.member("properties");
  if (!parameters->is_object()) return request_error(at_parameters, "expected an object");
  const std::optional<formats::JsonValue> properties = parameters->find("properties");
  if (!properties) return function;
  if (!properties->is_object()) return request_error(at_properties, "expected an object");
  function.properties.reserve(properties->members().size());
  for (const auto& [key, entry] : properties->members()) {
    const std::string property_name = key.text();
    Result<Property> property = read_property(property_name, entry, at_properties.member(property_name));
    if (!property) return std::move(property).error();
    function.properties.push_back(std::move(*property));
  }
  return function;
}

}  // namespace

Result<void> read_functions(const formats::JsonValue& request_value, const formats::JsonPointer& at, Request& request) {
  if (const std::optional<formats::JsonValue> functions = request_value.find("functions"); functions) {
    const formats::JsonPointer at_functions = at.member("functions");
    if (!functions->is_array()) return request_error(at_functions, "expected an array");
    request.functions.reserve(functions->elements().size());
    std::size_t i = 0;
    for (const formats::JsonValue& value : functions->elements()) {
      Result<Function> function = read_function(value, at_functions.element(i++));
      if (!function) return std::move(function).error();
      request.functions.push_back(std::move(*function));
    }
  }
  const std::optional<formats::JsonValue> tools = request_value.find("tools");
  if (!tools) return {};
  const formats::JsonPointer at_tools = at.member("tools");
  if (!tools->is_array()) return request_error(at_tools, "expected an array");
  request.functions.reserve(request.functions.size() + tools->elements().size());
  std::size_t i = 0;
  for (const formats::JsonValue& tool : tools->elements()) {
    const formats::JsonPointer at_tool = at_tools.element(i++);
    const formats::JsonPointer at_function = at_tool.member("function");
    const std::optional<formats::JsonValue> function = tool.find("function");
    const std::optional<formats::JsonValue> type = tool.find("type");
    if (!function && type && type->text() == "function") {  // of the Responses API
      Result<Function> read = read_function(tool, at_tool);
      if (!read) return std::move(read).error();
      request.functions.push_back(std::move(*read));
      continue;
    }
    if (!function) return request_error(at_tool, "cannot count a tool that is not a function");
    Result<Function> read = read_function(*function, at_function);
    if (!read) return std::move(read).error();
    request.functions.push_back(std::move(*read));
  }
  return {};
}

}  // namespace tokmill::chat
