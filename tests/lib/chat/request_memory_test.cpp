// Reading and counting a request takes little memory beyond its text, whatever it consists of.

#include <doctest/doctest.h>

#include <string>

#include "lib/peak_memory.hpp"
#include "lib/repeated.hpp"
#include "tokmill/chat/count.hpp"

using namespace tokmill;

namespace {

constexpr std::size_t request_size = 400'000;  // in bytes, of each document

// With the text itself, a request takes at most eight times its size.
constexpr double limit = 7;

std::string many(std::string_view unit) { return test::repeated(unit, request_size); }

// The memory that reading and counting takes, in multiples of the size of the text.
double factor(const std::string& json, chat::Items items) {
  const test::PeakMemory peak;
  const Result<chat::Request> request = chat::read_request(json);
  REQUIRE_MESSAGE(request, request.error().message);
  const Result<chat::Count> count =
      chat::count_request(*request, "gpt-4o", [](std::string_view text) { return text.size(); }, items);
  REQUIRE_MESSAGE(count, count.error().message);
  return static_cast<double>(peak.bytes()) / static_cast<double>(json.size());
}

void check(const std::string& json) {
  CAPTURE(json.substr(0, 80));
  CHECK(factor(json, chat::Items::listed) < limit);
  CHECK(factor(json, chat::Items::left_out) < limit);
}

std::string without_last(std::string text) {
  text.pop_back();
  return text;
}

}  // namespace

TEST_CASE("memory of a request: many short messages, texts, parts and calls") {
  check("[" + without_last(many(R"({"role":"a"},)")) + "]");
  check("[" + without_last(many(R"({"role":"user","content":"a"},)")) + "]");
  check(R"([{"role":"user","content":[)" + many("\"\",") + "\"\"]}]");
  check(R"([{"role":"user","content":[)" + many(R"({"type":"x"},)") + R"({"type":"x"}]}])");
  check(R"([{"role":"user","content":[)" + many(R"({"type":"image_url","image_url":"u"},)") + R"({"type":"x"}]}])");
  check(R"([{"role":"a","tool_calls":[)" + many(R"({"function":{}},)") + R"({"function":{}}]}])");
  check(R"({"body":{"input":[)" + many("\"\",") + "1]}}");
  check(R"({"body":{"input":[)" + many("1,") + "1]}}");
  check(R"({"body":{"input":[)" + many(R"({"type":"reasoning"},)") + R"({"type":"x"}]}})");
}

TEST_CASE("memory of a request: many properties, choices and tools") {
  const std::string function = R"({"messages":[],"functions":[{"name":"a","parameters":{"properties":{)";
  check(function + many("\"\":{},") + "\"\":{}}}}]}");
  check(function + "\"a\":{\"enum\":[" + many("1,") + "1]}}}}]}");
  check(R"({"messages":[],"functions":[)" + many(R"({"name":"a"},)") + R"({"name":"a"}]})");
  check(R"({"messages":[],"tools":[)" + many(R"({"type":"x"},)") + R"({"type":"x"}]})");
}

TEST_CASE("memory of a request: long texts, with and without escape sequences, and JSON that is counted as text") {
  check(R"([{"role":"user","content":")" + many("word ") + "\"}]");
  check(R"([{"role":"user","content":")" + many("\\n") + "\"}]");
  check(R"([{"role":"user","content":[{"type":"tool_use","name":"f","input":[)" + many("1,") + "1]}]}]");
  check(R"({"messages":[],"response_format":{"json_schema":{"schema":{"enum":[)" + many("1,") + "1]}}}}");
}

TEST_CASE("memory of a request: what is not counted") {
  for (const std::string_view unit : {"1,", "[],", "{\"a\":1},", "\"\","}) {
    const std::string other = "\"other\":[" + many(unit) + "1]";
    check("{\"messages\":[]," + other + "}");
    check("{\"body\":{\"messages\":[]}," + other + "}");
  }
  std::string members;
  for (int i = 0; members.size() < request_size; ++i) members += ",\"m" + std::to_string(i) + "\":\"x\"";
  check("{\"messages\":[]" + members + "}");
}
