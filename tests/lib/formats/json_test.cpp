#include "tokmill/formats/json.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tokmill/formats/json_writer.hpp"
#include "tokmill/utf8.hpp"

using namespace tokmill;
using namespace tokmill::formats;

namespace {

// The texts of the elements of an array.
std::vector<std::string> texts_of(std::string_view json) {
  const Result<JsonDocument> document = parse_json(json);
  REQUIRE(document);
  std::vector<std::string> texts;
  for (const JsonValue& element : document->root().elements()) texts.push_back(element.text());
  return texts;
}

}  // namespace

TEST_CASE("numbers keep their digits") {
  CHECK(texts_of("[2.50e-06, 1, -3, 123456789012345678901234567890, 0.1]") ==
        std::vector<std::string>{"2.50e-06", "1", "-3", "123456789012345678901234567890", "0.1"});
}

TEST_CASE("numbers follow JSON's grammar and may exceed the range of a double") {
  CHECK(parse_json("1e999")->root().text() == "1e999");
  CHECK(parse_json("-0.0E+00")->root().text() == "-0.0E+00");
  for (const char* text : {"01", "1.", ".5", "+1", "-", "1e", "1e+", "0x1", "NaN"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_json(text));
  }
}

TEST_CASE("strings: all escapes, and characters that must be escaped") {
  CHECK(parse_json(R"("\"\\\/\b\f\n\r\t\u00e9\u4E2D")")->root().text() == "\"\\/\b\f\n\r\t\xC3\xA9\xE4\xB8\xAD");
  CHECK(parse_json("\"long enough for several words at once, \xC3\xA9 among them\""));
  // The reader looks at eight bytes at a time; a control character or quote is found at each position.
  for (std::size_t at = 0; at < 16; ++at) {
    std::string text = R"("xxxxxxxxxxxxxxxx")";
    text[1 + at] = '\x1F';
    CHECK(parse_json(text).error().position == 1 + at);
    text[1 + at] = '"';
    CHECK(parse_json(text).error().position == 2 + at);
  }
  CHECK(parse_json("\"abc").error().position == 4);
  CHECK(parse_json(R"("\x")").error().position == 2);
  CHECK(parse_json(R"("\u12G4")").error().position == 5);
}

TEST_CASE("a byte order mark and white space are skipped") {
  CHECK(parse_json("\xEF\xBB\xBF { \"a\" : [ 1 , 2 ] }\r\n\t")->root().find("a")->elements().size() == 2);
  CHECK_FALSE(parse_json("\xEF\xBB\xBF"));
}

TEST_CASE("find() returns the last member of a name, and null for a JSON null") {
  const Result<JsonDocument> document = parse_json(R"({"a": 1, "b": null, "a": {"c": true}})");
  REQUIRE(document);
  const JsonValue value = document->root();
  REQUIRE(value.find("a"));
  CHECK(value.find("a")->find("c")->is_true());
  CHECK_FALSE(value.find("b"));
  CHECK_FALSE(value.find("z"));
  CHECK_FALSE(value.find("a")->find("c")->find("d"));  // not an object
}

TEST_CASE("invalid and too deeply nested documents are rejected") {
  CHECK(parse_json("").error().code == ErrorCode::malformed_request);
  CHECK(parse_json("{\"a\": }").error().position == 6);
  for (const char* text : {"[1,]", "{,}", "{\"a\" 1}", "{a: 1}", "[1 2]", "tru", "nulls", "]", "\"a\" \"b\""}) {
    CAPTURE(text);
    CHECK_FALSE(parse_json(text));
  }
  CHECK(parse_json("[1] 2").error().code == ErrorCode::malformed_request);
  CHECK(parse_json(std::string(256, '[') + std::string(256, ']')));
  CHECK_FALSE(parse_json(std::string(257, '[') + std::string(257, ']')));
  CHECK_FALSE(parse_json(std::string(1000000, '[')));
}

TEST_CASE("errors give the position and the reason") {
  const auto check = [](std::string_view text, std::size_t position, const std::string& reason) {
    CAPTURE(text);
    const Result<JsonDocument> value = parse_json(text);
    REQUIRE_FALSE(value);
    CHECK(value.error().code == ErrorCode::malformed_request);
    CHECK(value.error().position == position);
    const std::size_t column = tokmill::count_characters(text.substr(0, position)) + 1;
    CHECK(value.error().message == "invalid JSON at column " + std::to_string(column) + ": " + reason);
  };
  for (const std::string_view text : {"", " ", "{", "[", "[1", "[1,", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,",
                                      "\"a", "\"\\", "\"\\u12", "-", "1.", "1e", "1e+", "tru", "n", "\xEF\xBB\xBF"}) {
    check(text, text.size(), "unexpected end of input");
  }
  check("?", 0, "expected a value");
  check("[1,]", 3, "expected a value");
  check("{\"a\": }", 6, "expected a value");
  check("+1", 0, "expected a value");
  check("nope", 1, "expected true, false or null");
  check("-x", 1, "expected a digit");
  check("1.e5", 2, "expected a digit");
  check("1e+x", 3, "expected a digit");
  check("01", 1, "expected end of input");
  check("nulls", 4, "expected end of input");
  check("[1 2]", 3, "expected ',' or ']'");
  check("[1}", 2, "expected ',' or ']'");
  check("{\"a\": 1 \"b\": 2}", 8, "expected ',' or '}'");
  check("{\"a\" 1}", 5, "expected ':'");
  check("{a: 1}", 1, "expected a member name");
  check("{\"a\": 1,}", 8, "expected a member name");
  check("\"a\tb\"", 2, "unescaped control character");
  check(R"("\x")", 2, "unknown escape sequence");
  check(R"("\u12G4")", 5, "expected a hexadecimal digit");
  check(R"("\ud800\u12G4")", 11, "expected a hexadecimal digit");
  check(std::string(1000, '['), 256, "nested deeper than 256 levels");
}

TEST_CASE("ill-formed UTF-8 becomes U+FFFD") {
  CHECK(parse_json("\"a\xFFz\"")->root().text() == "a\xEF\xBF\xBDz");
  CHECK(parse_json("[\"\xFF\xFF\", ?]").error().position == 7);  // an offset into the original text
}

TEST_CASE("locations are JSON pointers") {
  const JsonPointer root;
  CHECK(root.text() == "(document)");
  const JsonPointer model = root.member("a/b~c");
  const JsonPointer list = model.member("");
  CHECK(model.text() == "/a~1b~0c");
  CHECK(list.element(12).text() == "/a~1b~0c//12");
}

TEST_CASE("lone surrogates become U+FFFD, and pairs are decoded") {
  CHECK(texts_of(R"(["\ud800", "\udc00x", "\ud83d\ude00", "\\ud800", "\ud800\ud83d\ude00"])") ==
        std::vector<std::string>{"\xEF\xBF\xBD", "\xEF\xBF\xBDx", "\xF0\x9F\x98\x80", "\\ud800",
                                 "\xEF\xBF\xBD\xF0\x9F\x98\x80"});
}

TEST_CASE("the place of an error names the line of a document with several lines, and columns in characters") {
  const auto message = [](std::string_view text) { return parse_json(text).error().message; };
  CHECK(message("[\"\u00E9\", ?]") == "invalid JSON at column 7: expected a value");
  CHECK(message("[1 2]\n") == "invalid JSON at column 4: expected ',' or ']'");
  CHECK(message("\"a\nb\"") == "invalid JSON at line 1, column 3: unescaped control character");
  CHECK(message("[1,\n") == "invalid JSON at column 4: unexpected end of input");
  CHECK(message("[1,\n2,\n \"\u00E9\" ?]") == "invalid JSON at line 3, column 6: expected ',' or ']'");
  CHECK(message("[1,\n2") == "invalid JSON at line 2, column 2: unexpected end of input");
}

TEST_CASE("a NUL byte is an error, not the end") {
  using namespace std::string_view_literals;
  for (const std::string_view text : {"\"a\"\0garbage"sv, "1\0"sv, "\0"sv, "[1]\0"sv, "{\"text\":\"a\"}\0"sv, "\"a\0b\""sv}) {
    CAPTURE(text);
    CHECK_FALSE(parse_json(text));
    std::string buffer;
    CHECK_FALSE(search_json(text, true, "text", "", buffer));
    CHECK_FALSE(for_each_json_element(text, [](const JsonShallowValue&) {}));
  }
}

namespace {

// Random documents, valid and invalid.
std::string random_document(std::mt19937& random) {
  constexpr std::string_view parts[] = {"{",     "}",     "[",    "]",   ",",    ":",     "\"a\"", "\"text\"", "\"text\":",
                                        "\"\\u00e9\"", "\"\\ud800\"", "1",   "-2e5", "true", "false", "null",    " ",
                                        "\"\xFF\"", "{\"text\":\"b\"}", "[[1],{}]", "{\"text\":[1]}"};
  std::string text = random() % 2 == 0 ? "{\"a\":1,\"text\":" : "[";
  const std::size_t size = random() % 8;
  for (std::size_t i = 0; i < size; ++i) text += parts[random() % std::size(parts)];
  return text + (text.front() == '{' ? "}" : "]");
}

bool is_same_error(const Error& a, const Error& b) { return a.message == b.message && a.position == b.position; }

// Of nested values only the kind.
bool is_shallow_copy(const JsonShallowValue& shallow, const JsonValue& whole) {
  return shallow.kind == whole.kind() && shallow.boolean == whole.is_true() && shallow.text == whole.text();
}

}  // namespace

namespace {

// What search_json() finds, in the slow and obvious way.
std::optional<JsonValue> last_at(const JsonValue& object, std::string_view path) {
  std::optional<JsonValue> found;
  for (const auto& [key, value] : object.members()) {
    const std::string name = key.text();
    if (path.starts_with(name + '.')) {
      if (const std::optional<JsonValue> nested = last_at(value, path.substr(name.size() + 1))) found = nested;
    }
    if (!path.empty() && name == path) found = value;
  }
  return found;
}

// Whether the place has the value. It is read again.
bool is_place_of(const JsonPlace& place, const JsonValue& value, std::string_view text) {
  const Result<JsonDocument> read = parse_json(text.substr(place.start, place.end - place.start));
  return read && place.kind == value.kind() && read->root().kind() == value.kind() &&
         read->root().text() == value.text() && read->root().elements().size() == value.elements().size() &&
         read->root().members().size() == value.members().size();
}

}  // namespace

TEST_CASE("search_json finds what a walk through the document finds") {
  std::mt19937 random(7);
  constexpr std::string_view parts[] = {"{",       "}",     "{\"a\":", "\"b\":",  "\"a.b\":", "\"a\":",     ",",
                                        "\"x\\ny\"", "\"\"",  "1",      "null",    "[{}]",    "{\"b\":\"c\"}", "\"\\u0061\":",
                                        "\"\xFF\\t\"", "true", " ",      "\"\u00E9\\\\\"", "{\"b\":{\"c\":\"d\"}}"};
  std::size_t found = 0;
  std::string buffer;
  for (int i = 0; i < 200000; ++i) {
    std::string text = random() % 8 == 0 ? "" : "{\"a\":";
    for (std::size_t left = random() % 8; left > 0; --left) text += parts[random() % std::size(parts)];
    if (text.starts_with('{')) text += '}';
    CAPTURE(text);
    const Result<JsonDocument> document = parse_json(text);
    const bool is_well_formed = text.find('\xFF') == std::string::npos;
    for (const std::string_view path : {"a", "a.b", "b", "a.b.c", "", "."}) {
      const Result<JsonPlaces> places = search_json(text, is_well_formed, path, "b", buffer);
      REQUIRE(places.has_value() == document.has_value());
      if (!document) {
        REQUIRE(is_same_error(places.error(), document.error()));
        continue;
      }
      const JsonValue root = document->root();
      REQUIRE(is_place_of(places->document, root, text));
      const std::optional<JsonValue> expected = last_at(root, path);
      REQUIRE(places->member.has_value() == expected.has_value());
      if (expected) REQUIRE(is_place_of(*places->member, *expected, text));
      if (expected && expected->is_string()) {
        ++found;
        REQUIRE(places->text == expected->text());
      }
      if (root.is_string()) REQUIRE(places->text == root.text());
      const std::optional<JsonValue> other = last_at(root, "b");
      REQUIRE(places->other_member.has_value() == other.has_value());
      if (other) REQUIRE(is_place_of(*places->other_member, *other, text));
    }
  }
  CHECK(found > 1000);
}

TEST_CASE("search_json decodes texts of all sizes") {
  std::string buffer;
  for (std::size_t size = 0; size < 70; ++size) {
    for (std::size_t escape = 0; escape <= size; ++escape) {
      std::string written(size, 'a');
      written.insert(escape, "\\ud83d\\ude00");
      const std::string json = "{\"text\":\"" + written + "\"}";
      const Result<JsonPlaces> places = search_json(json, true, "text", "", buffer);
      REQUIRE(places);
      REQUIRE(places->text == std::string(escape, 'a') + "\xF0\x9F\x98\x80" + std::string(size - escape, 'a'));
    }
  }
}

TEST_CASE("the reader of elements agrees with parse_json") {
  std::mt19937 random(12);
  std::size_t valid = 0;
  for (int i = 0; i < 100000; ++i) {
    const std::string text = random_document(random);
    CAPTURE(text);
    const Result<JsonDocument> document = parse_json(text);
    std::vector<JsonShallowValue> elements;
    const Result<bool> is_array =
        for_each_json_element(text, [&](const JsonShallowValue& element) { elements.push_back(element); });
    REQUIRE(is_array.has_value() == document.has_value());
    if (!document) {
      REQUIRE(is_same_error(is_array.error(), document.error()));
      continue;
    }
    ++valid;
    const JsonValue whole = document->root();
    REQUIRE(*is_array == whole.is_array());
    const JsonRange<JsonValue> all = whole.elements();
    REQUIRE(std::equal(elements.begin(), elements.end(), all.begin(), all.end(), is_shallow_copy));
  }
  CHECK(valid > 1000);
}

TEST_CASE("elements and members are in document order, with duplicates, and step over what is nested") {
  const Result<JsonDocument> document = parse_json(R"({"a": [[], {"x": [1]}, 2], "": {}, "a": "b"} )");
  REQUIRE(document);
  std::vector<std::string> names;
  std::vector<JsonKind> kinds;
  for (const auto& [key, value] : document->root().members()) {
    names.push_back(key.text());
    kinds.push_back(value.kind());
  }
  CHECK(names == std::vector<std::string>{"a", "", "a"});
  CHECK(kinds == std::vector<JsonKind>{JsonKind::array, JsonKind::object, JsonKind::string});
  const JsonValue array = (*document->root().members().begin()).value;
  CHECK(array.elements().size() == 3);
  CHECK(array.members().empty());
  CHECK(document->root().elements().empty());
  CHECK(document->root().find("")->members().empty());
}

TEST_CASE("find() agrees with a loop over the members for all short names") {
  constexpr std::string_view characters = "abcdefghijklmnopqrstuvwxyz_\\";
  std::vector<std::string> names = {""};
  for (const char first : characters) {
    names.emplace_back(1, first);
    for (const char second : characters) names.push_back({first, second});
  }
  for (std::size_t step = 1; step < names.size(); step += 97) {
    std::string json = "{";
    for (std::size_t i = 0; i < 3; ++i) {
      json.append(i == 0 ? "" : ", ").append(json_string(names[i * step % names.size()])).append(": 1");
    }
    json += '}';
    const Result<JsonDocument> document = parse_json(json);
    REQUIRE(document);
    for (const std::string& name : names) {
      bool is_there = false;
      for (const auto& [key, value] : document->root().members()) is_there = is_there || key.text() == name;
      CHECK_MESSAGE(document->root().find(name).has_value() == is_there, json << ": " << name);
    }
  }
}

TEST_CASE("find() compares the decoded name") {
  const auto finds = [](std::string_view json, std::string_view name) {
    const Result<JsonDocument> document = parse_json(json);
    REQUIRE(document);
    return document->root().find(name).has_value();
  };
  CHECK(finds(R"({"\u0061b": 1})", "ab"));
  CHECK(finds(R"({"a\u0062": 1})", "ab"));
  CHECK(finds(R"({"a\"b\\": 1})", "a\"b\\"));
  CHECK(finds(R"({"\"": 1})", "\""));
  CHECK(finds("{\"\xFF\": 1}", "\uFFFD"));
  CHECK(finds("{\"a\xFF\": 1}", "a\uFFFD"));
  CHECK_FALSE(finds(R"({"ab": 1})", "a"));
  CHECK_FALSE(finds(R"({"ab": 1})", "abc"));
  CHECK_FALSE(finds(R"({"ab": 1})", "ab\":"));
  CHECK_FALSE(finds(R"({"a\u0062": 1})", "a\\u0062"));
  CHECK_FALSE(finds("{\"a\xFF\": 1}", "a\xFF"));
}

TEST_CASE("strings of every size around the largest that a document records") {
  for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 65534U, 65535U, 65536U, 100'000U}) {
    for (const std::string_view end : {"", "\\n", "\xC3\xA9", "\xFF"}) {
      CAPTURE(size);
      CAPTURE(end);
      const std::string name = std::string(size, 'n') + std::string(end);
      const std::string json = "{\"" + name + "\":[\"" + name + "\"],\"b\":1}";
      const std::string expected = std::string(size, 'n') + (end == "\\n" ? "\n" : replace_ill_formed(end));
      const Result<JsonDocument> document = parse_json(json);
      REQUIRE(document);
      CHECK(document->is_well_formed() == (end != "\xFF"));
      const auto [key, value] = *document->root().members().begin();
      const JsonValue text = *value.elements().begin();
      std::string buffer;
      CHECK(key.text() == expected);
      CHECK(text.text(buffer) == expected);
      CHECK(text.is_text(expected));
      CHECK_FALSE(text.is_text(expected + "n"));
      CHECK_FALSE(text.is_text(std::string(size, 'm') + "m"));
      REQUIRE(document->root().find(expected));
      CHECK(document->root().find(expected)->elements().size() == 1);
      CHECK_FALSE(document->root().find(expected + "n"));
      CHECK(document->root().find("b")->text() == "1");
    }
  }
}

TEST_CASE("a document that is not ASCII or not UTF-8 is found out wherever its bytes are") {
  for (std::size_t before = 0; before < 40; ++before) {
    for (std::size_t after = 0; after < 40; ++after) {
      const std::string start = "[\"" + std::string(before, 'a');
      const std::string end = std::string(after, 'a') + "\"]";
      CHECK(parse_json(start + end)->is_well_formed());
      CHECK(parse_json(start + "\xC3\xA9" + end)->is_well_formed());
      const std::string ill_formed = start + "\xC3" + end;
      const Result<JsonDocument> document = parse_json(ill_formed);
      CHECK_FALSE(document->is_well_formed());
      CHECK((*document->root().elements().begin()).text().size() == before + 3 + after);
    }
  }
}
