#include "json/json.hpp"

#include <cstddef>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "tokmill/text.hpp"

namespace tokmill::cli::json {
namespace {

using Json = nlohmann::json;

Error not_json(const std::exception& problem) {
  return Error{ErrorCode::invalid_argument, std::string("not JSON: ") + problem.what(), 0};
}

// The value of the four hexadecimal digits of `\uXXXX` at `at`, where that is what stands there.
std::optional<unsigned> unicode_escape(std::string_view json, std::size_t at) {
  if (at + 6 > json.size() || json[at] != '\\' || json[at + 1] != 'u') return std::nullopt;
  unsigned value = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    const char c = json[i];
    const char folded = static_cast<char>(c | 0x20);
    if (c >= '0' && c <= '9') {
      value = value * 16 + static_cast<unsigned>(c - '0');
    } else if (folded >= 'a' && folded <= 'f') {
      value = value * 16 + static_cast<unsigned>(folded - 'a' + 10);
    } else {
      return std::nullopt;
    }
  }
  return value;
}

bool is_between(unsigned value, unsigned low, unsigned high) { return value >= low && value <= high; }

// The JSON library takes a lone surrogate for an error; here it is U+FFFD, as the contract has it. An escape
// stays as long as it was.
void replace_lone_surrogates(std::string& json) {
  for (std::size_t at = json.find('\\'); at != std::string::npos; at = json.find('\\', at)) {
    const std::optional<unsigned> first = unicode_escape(json, at);
    if (!first) {
      at += 2;  // an escape of two characters, the second of which may be a backslash
      if (at > json.size()) return;
      continue;
    }
    const std::optional<unsigned> second = unicode_escape(json, at + 6);
    const bool is_pair =
        is_between(*first, 0xD800, 0xDBFF) && second && is_between(*second, 0xDC00, 0xDFFF);
    if (is_between(*first, 0xD800, 0xDFFF) && !is_pair) json.replace(at, 6, "\\uFFFD");
    at += is_pair ? 12 : 6;
  }
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
  replace_lone_surrogates(json);
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
