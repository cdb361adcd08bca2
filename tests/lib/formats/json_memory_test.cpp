// A document takes at most five times its size, whatever it contains.

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "lib/peak_memory.hpp"
#include "lib/repeated.hpp"
#include "tokmill/formats/json.hpp"

using namespace tokmill;
using namespace tokmill::formats;

namespace {

constexpr std::size_t size = 200'000;  // in bytes, of each document

std::string repeated(std::string_view unit) { return test::repeated(unit, size); }

std::string nested() {
  const std::string once = std::string(250, '[') + std::string(250, ']') + ",";
  return "[" + repeated(once) + "0]";
}

}  // namespace

TEST_CASE("memory of parse_json") {
  const std::vector<std::string> documents = {
      "[" + repeated("1,") + "1]",        "[" + repeated("[],") + "1]",     "[" + repeated("{},") + "1]",
      "[" + repeated("\"\",") + "1]",     "{" + repeated("\"\":1,") + "\"\":1}", "{" + repeated("\"\":{},") + "\"\":1}",
      "[" + repeated("null,") + "1]",     nested(),                         "\"" + repeated("a") + "\"",
      "\"" + repeated("\\n") + "\"",      "\"" + repeated("a\xFF") + "\"",  "{\"" + repeated("a") + "\":1}",
  };
  for (const std::string& text : documents) {
    CAPTURE(text.substr(0, 20));
    const test::PeakMemory peak;
    const Result<JsonDocument> document = parse_json(text);
    REQUIRE(document);
    CHECK(peak.bytes() < 5 * text.size());
  }
}

TEST_CASE("memory of a decoded string") {
  for (const std::string_view unit : {"a", "\\n", "\\u4e00", "a\xFF"}) {
    CAPTURE(unit);
    const std::string text = "\"" + repeated(unit) + "\"";
    const test::PeakMemory peak;
    const Result<JsonDocument> document = parse_json(text);
    REQUIRE(document);
    CHECK_FALSE(document->root().text().empty());
    CHECK(peak.bytes() < 5 * text.size());
  }
}

TEST_CASE("memory of the readers of one member and of elements") {
  for (const std::string_view unit : {"1,", "[],", "{\"a\":1},", "\"a\","}) {
    CAPTURE(unit);
    const std::string array = "[" + repeated(unit) + "1]";
    const std::string object = "{\"other\":" + array + ",\"text\":\"a\"}";
    const test::PeakMemory peak;
    std::string buffer;
    CHECK(search_json(object, true, "text", "", buffer));
    CHECK(for_each_json_element(array, [](const JsonShallowValue&) {}));
    CHECK(peak.bytes() < size / 10);
  }
}
