// Reads arbitrary bytes with the readers of whole documents, of one member and of elements, and compares the results.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "tokmill/formats/json.hpp"
#include "tokmill/utf8.hpp"
#include "tokmill/formats/json_writer.hpp"

using tokmill::fuzz::require;
namespace formats = tokmill::formats;

namespace {

// Of nested values only the kind.
bool is_same(const formats::JsonShallowValue& shallow, const formats::JsonValue& value) {
  return shallow.kind == value.kind() && shallow.boolean == value.is_true() && shallow.text == value.text();
}

bool is_place_of(const formats::JsonPlace& place, const formats::JsonValue& value, std::string_view text) {
  const auto read = formats::parse_json(text.substr(place.start, place.end - place.start));
  return read && place.kind == value.kind() && read->root().text() == value.text();
}

bool is_same(const tokmill::Error& a, const tokmill::Error& b) {
  return a.code == b.code && a.message == b.message && a.position == b.position;
}

// Appends a value as JSON without white space.
void write(const formats::JsonValue& value, std::string& text) {
  switch (value.kind()) {
    case formats::JsonKind::null:
      text += "null";
      break;
    case formats::JsonKind::boolean:
      text += value.is_true() ? "true" : "false";
      break;
    case formats::JsonKind::number:
      text += value.text();
      break;
    case formats::JsonKind::string:
      text += formats::json_string(value.text());
      break;
    case formats::JsonKind::array: {
      char separator = '[';
      for (const formats::JsonValue& element : value.elements()) {
        text += separator;
        write(element, text);
        separator = ',';
      }
      text += separator == '[' ? "[]" : "]";
      break;
    }
    case formats::JsonKind::object: {
      char separator = '{';
      for (const auto& [key, member] : value.members()) {
        text += separator;
        write(key, text);
        text += ':';
        write(member, text);
        separator = ',';
      }
      text += separator == '{' ? "{}" : "}";
      break;
    }
  }
}

void check_round_trip(const formats::JsonValue& value) {
  std::string once;
  write(value, once);
  const auto read = formats::parse_json(once);
  require(read.has_value(), "a written document is read");
  std::string twice;
  write(read->root(), twice);
  require(once == twice, "a written document is read back unchanged");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view text = tokmill::fuzz::as_text(data, size);
  const std::size_t name_size = std::min<std::size_t>(static_cast<unsigned char>(text.front()), text.size() - 1);
  const std::string_view name = text.substr(1, name_size);
  text.remove_prefix(1 + name_size);

  const auto document = formats::parse_json(text);
  std::string buffer;
  const auto places = formats::search_json(text, !tokmill::find_ill_formed(text), name, name, buffer);
  std::vector<formats::JsonShallowValue> elements;
  const auto keep = [&elements](const formats::JsonShallowValue& element) { elements.push_back(element); };
  const auto is_array = formats::for_each_json_element(text, keep);
  require(places.has_value() == document.has_value() && is_array.has_value() == document.has_value(),
          "all readers accept the same documents");
  if (!document) {
    require(is_same(places.error(), document.error()) && is_same(is_array.error(), document.error()),
            "all readers report the same error");
    require(document.error().position <= text.size(), "the position is within the text");
    return 0;
  }

  const formats::JsonValue root = document->root();
  require(is_place_of(places->document, root, text), "the document is the same");
  require(!root.is_string() || places->text == root.text(), "the text is the same");
  require(places->member.has_value() == places->other_member.has_value(), "both searches find the member, or none");
  if (!name.empty() && name.find('.') == std::string_view::npos) {
    const bool is_missing = !places->member || places->member->kind == formats::JsonKind::null;
    const std::optional<formats::JsonValue> found = root.find(name);
    require(found.has_value() != is_missing, "both readers find the member, or none");
    require(!found || is_place_of(*places->member, *found, text), "the member is the same");
    require(!found || !found->is_string() || places->text == found->text(), "the text is the same");
  }
  require(*is_array == root.is_array(), "an array is known as such");
  const auto all = root.elements();
  require(std::equal(elements.begin(), elements.end(), all.begin(), all.end(),
                     [](const auto& element, const auto& value) { return is_same(element, value); }),
          "the elements are the same");
  check_round_trip(root);
  return 0;
}
