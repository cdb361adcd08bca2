// Reads arbitrary bytes as JSON, as a chat request, and as a line of a file of requests.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "reference/lone_surrogates.hpp"
#include "tokmill/chat/count.hpp"
#include "tokmill/chat/request_json.hpp"
#include "tokmill/formats/json.hpp"
#include "tokmill/utf8.hpp"

using tokmill::formats::JsonKind;
using tokmill::formats::JsonValue;
using tokmill::fuzz::require;

namespace {

bool is_same(const JsonValue& value, const nlohmann::json& other) {
  switch (value.kind()) {
    case JsonKind::null:
      return other.is_null();
    case JsonKind::boolean:
      return other.is_boolean() && other.get<bool>() == value.is_true();
    case JsonKind::string:
      return other.is_string() && other.get_ref<const std::string&>() == value.text();
    case JsonKind::number:
      return other.is_number() && nlohmann::json::parse(value.text()) == other;
    case JsonKind::array: {
      const auto elements = value.elements();
      return other.is_array() && std::equal(elements.begin(), elements.end(), other.begin(), other.end(), is_same);
    }
    case JsonKind::object:
      break;
  }
  std::map<std::string, JsonValue> members;  // the last one of each name
  for (const auto& [key, member] : value.members()) members.insert_or_assign(key.text(), member);
  if (!other.is_object() || other.size() != members.size()) return false;
  for (const auto& [name, member] : other.items()) {
    const auto found = members.find(name);
    if (found == members.end() || !is_same(found->second, member)) return false;
    require(value.find(name).has_value() != found->second.is_null(), "find() finds a member that is not null");
  }
  return true;
}

// Checks that the reader accepts the same documents as nlohmann-json and reads the same values.
void check_reader(std::string_view text) {
  const auto value = tokmill::formats::parse_json(text);
  if (!value) {
    require(value.error().code == tokmill::ErrorCode::malformed_request, "the error is malformed_request");
    require(value.error().position <= text.size(), "the position is within the text");
  }
  if (text.find('\0') != std::string_view::npos) return;  // nlohmann-json stops at a NUL
  std::string repaired = tokmill::replace_ill_formed(text);
  tokmill::reference::replace_lone_surrogates(repaired);
  try {
    const nlohmann::json other = nlohmann::json::parse(repaired);
    const bool is_too_deep = !value && value.error().message.ends_with("nested deeper than 256 levels");
    require(is_too_deep || (value && is_same(value->root(), other)), "both readers return the same value");
  } catch (const nlohmann::json::out_of_range&) {
    // A number that is too large for a double. Our reader keeps its digits.
  } catch (const nlohmann::json::parse_error&) {
    require(!value, "both readers reject the document");
  }
}

void check_count(const tokmill::chat::Request& request) {
  const auto bytes = [](std::string_view text) { return text.size(); };
  for (const char* model : {"gpt-4o", "gpt-3.5-turbo-0301", "gpt-5-mini", "claude-opus-5", "gemini-2.5-pro", "gemini-4-argon",
                            "another"}) {
    const auto counted = tokmill::chat::count_request(request, model, bytes);
    const auto without_items = tokmill::chat::count_request(request, model, bytes, tokmill::chat::Items::left_out);
    require(counted.has_value() == without_items.has_value(), "listing items does not change whether it succeeds");
    if (!counted) {
      require(counted.error().code == tokmill::ErrorCode::malformed_request && !counted.error().message.empty(),
              "an error has a code and a message");
      continue;
    }
    require(counted->total == without_items->total && counted->most == without_items->most &&
                counted->exact == without_items->exact && counted->omissions == without_items->omissions,
            "listing items does not change the count");
    std::uint64_t total = 0;
    std::uint64_t most = 0;
    bool exact = true;
    bool unknown = false;
    for (const tokmill::chat::Item& item : counted->items) {
      require(item.tokens < std::uint64_t{1} << 60U, "no number of tokens wraps below zero");
      total += item.tokens;
      most += item.most.value_or(item.tokens);
      exact = exact && item.exact;
      unknown = unknown || item.unknown;
    }
    require(total == counted->total && most == counted->most, "the items add up");
    require(counted->other <= total && counted->most_other <= most, "what is no text is a part of the count");
    require(unknown == counted->unknown && (exact || !counted->exact), "an estimate is not exact");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = tokmill::fuzz::as_text(data, size);
  check_reader(text);

  const auto request = tokmill::chat::read_request(text);
  if (request) {
    check_count(*request);
  } else {
    require(request.error().code == tokmill::ErrorCode::malformed_request && !request.error().message.empty(),
            "an error has a code and a message");
  }
  return 0;
}
