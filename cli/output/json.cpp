#include "output/json.hpp"

#include <cstddef>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "tokmill/formats/lone_surrogates.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::json {
namespace {

using Json = nlohmann::json;

Error not_json(const std::exception& problem) {
  return Error{ErrorCode::invalid_argument, std::string("not JSON: ") + problem.what(), 0};
}

}  // namespace

std::string quoted(std::string_view text) {
  return Json(std::string(text)).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<std::string> text_of_line(std::string_view line, const std::string& field) {
  if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
    return Error{ErrorCode::invalid_argument, "the line is blank", 0};
  }
  std::string json = replace_ill_formed(line);
  formats::replace_lone_surrogates(json);
  try {
    const Json value = Json::parse(json);
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_object()) {
      return Error{ErrorCode::invalid_argument, "a string or an object is wanted", 0};
    }
    const auto found = value.find(field);
    if (found == value.end()) {
      return Error{ErrorCode::invalid_argument, "the object has no member \"" + field + "\"", 0};
    }
    if (!found->is_string()) {
      return Error{ErrorCode::invalid_argument, "the member \"" + field + "\" is no string", 0};
    }
    return found->get<std::string>();
  } catch (const Json::exception& problem) {
    return not_json(problem);
  }
}

Result<std::vector<TokenId>> ids_of_array(std::string_view json) {
  try {
    const Json value = Json::parse(json);
    if (!value.is_array()) return Error{ErrorCode::invalid_argument, "an array of ids is wanted", 0};
    std::vector<TokenId> ids;
    for (const Json& element : value) {
      if (!element.is_number_unsigned() || element.get<std::uint64_t>() > std::numeric_limits<TokenId>::max()) {
        return Error{ErrorCode::invalid_argument, "not an id: " + element.dump(-1, ' ', true, Json::error_handler_t::replace), 0};
      }
      ids.push_back(element.get<TokenId>());
    }
    return ids;
  } catch (const Json::exception& problem) {
    return not_json(problem);
  }
}

}  // namespace tokmill::cli::json
