#include "chat/functions_json.hpp"

#include <cstddef>
#include <string>
#include <utility>

#include "chat/request_values.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {
namespace {

// The type of a parameter, or the first of several.
std::string type_of(const formats::JsonValue& property) {
  const formats::JsonValue* type = property.find("type");
  if (type == nullptr) return {};
  if (type->is_array() && !type->elements.empty()) type = &type->elements.front();
  return type->is_string() ? type->text : std::string();
}

Result<Property> read_property(const std::string& name, formats::JsonValue& value, const formats::JsonPointer& at) {
  if (!value.is_object()) return request_error(at, "expected an object");
  Property property;
  property.name = name;
  property.type = type_of(value);
  Result<std::string> description = take_text(value, "description", at);
  if (!description) return std::move(description).error();
  property.description = std::move(*description);
  const formats::JsonValue* type = value.find("type");
  property.is_nested = value.find("properties") != nullptr || value.find("items") != nullptr ||
                       value.find("anyOf") != nullptr || (type != nullptr && !type->is_string());
  if (formats::JsonValue* choices = member_of(value, "enum"); choices != nullptr) {
    if (!choices->is_array()) return request_error(at.member("enum"), "expected an array");
    for (formats::JsonValue& choice : choices->elements) {
      if (choice.is(formats::JsonValue::Kind::boolean)) choice.text = choice.boolean ? "true" : "false";
      if (choice.is_null()) choice.text = "null";
      property.choices.push_back(std::move(choice.text));
    }
  }
  return property;
}

Result<Function> read_function(formats::JsonValue& value, const formats::JsonPointer& at) {
  if (!value.is_object()) return request_error(at, "expected an object");
  Function function;
  Result<std::string> name = take_text(value, "name", at);
  if (!name) return std::move(name).error();
  if (name->empty()) return request_error(at.member("name"), "expected a non-empty string");
  function.name = std::move(*name);
  Result<std::string> description = take_text(value, "description", at);
  if (!description) return std::move(description).error();
  function.description = std::move(*description);
  formats::JsonValue* parameters = member_of(value, "parameters");
  if (parameters == nullptr) return function;
  const formats::JsonPointer at_parameters = at.member("parameters");
  const formats::JsonPointer at_properties = at_parameters.member("properties");
  if (!parameters->is_object()) return request_error(at_parameters, "expected an object");
  formats::JsonValue* properties = member_of(*parameters, "properties");
  if (properties == nullptr) return function;
  if (!properties->is_object()) return request_error(at_properties, "expected an object");
  for (auto& [key, entry] : properties->members) {
    Result<Property> property = read_property(key, entry, at_properties.member(key));
    if (!property) return std::move(property).error();
    function.properties.push_back(std::move(*property));
  }
  return function;
}

}  // namespace

Result<void> read_functions(formats::JsonValue& request_value, const formats::JsonPointer& at, Request& request) {
  if (formats::JsonValue* functions = member_of(request_value, "functions"); functions != nullptr) {
    const formats::JsonPointer at_functions = at.member("functions");
    if (!functions->is_array()) return request_error(at_functions, "expected an array");
    for (std::size_t i = 0; i < functions->elements.size(); ++i) {
      Result<Function> function = read_function(functions->elements[i], at_functions.element(i));
      if (!function) return std::move(function).error();
      request.functions.push_back(std::move(*function));
    }
  }
  formats::JsonValue* tools = member_of(request_value, "tools");
  if (tools == nullptr) return {};
  const formats::JsonPointer at_tools = at.member("tools");
  if (!tools->is_array()) return request_error(at_tools, "expected an array");
  for (std::size_t i = 0; i < tools->elements.size(); ++i) {
    const formats::JsonPointer at_tool = at_tools.element(i);
    const formats::JsonPointer at_function = at_tool.member("function");
    formats::JsonValue& tool = tools->elements[i];
    formats::JsonValue* function = member_of(tool, "function");
    const formats::JsonValue* type = tool.find("type");
    if (function == nullptr && type != nullptr && type->text == "function") {  // of the Responses API
      Result<Function> read = read_function(tool, at_tool);
      if (!read) return std::move(read).error();
      request.functions.push_back(std::move(*read));
      continue;
    }
    if (function == nullptr) return request_error(at_tool, "cannot count a tool that is not a function");
    Result<Function> read = read_function(*function, at_function);
    if (!read) return std::move(read).error();
    request.functions.push_back(std::move(*read));
  }
  return {};
}

}  // namespace tokmill::chat
