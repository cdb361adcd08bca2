// What is not counted takes little memory, and what is counted takes what read_request() documents.

#include <doctest/doctest.h>

#include <string>

#include "lib/peak_memory.hpp"
#include "lib/repeated.hpp"
#include "tokmill/chat/batch_requests.hpp"
#include "tokmill/chat/request_json.hpp"

using namespace tokmill;

namespace {

constexpr std::size_t request_size = 200'000;  // in bytes, of each document

std::string many(std::string_view unit) { return test::repeated(unit, request_size); }

// The memory that a request takes, in multiples of the size of its text.
double factor(const std::string& json) {
  const test::PeakMemory peak;
  const Result<chat::Request> request = chat::read_request(json);
  REQUIRE_MESSAGE(request, request.error().message);
  return static_cast<double>(peak.bytes()) / static_cast<double>(json.size());
}

// As above, for a line of a batch.
double factor_of_line(const std::string& json) {
  const test::PeakMemory peak;
  const Result<chat::BatchRequest> request = chat::read_batch_request(json);
  REQUIRE_MESSAGE(request, request.error().message);
  return static_cast<double>(peak.bytes()) / static_cast<double>(json.size());
}

}  // namespace

TEST_CASE("memory of a request: what is not counted") {
  for (const std::string_view unit : {"1,", "[],", "{\"a\":1},", "\"\","}) {
    CAPTURE(unit);
    const std::string other = "\"other\":[" + many(unit) + "1]";
    CHECK(factor("{\"messages\":[]," + other + "}") < 5);
    CHECK(factor_of_line("{\"body\":{\"messages\":[]}," + other + "}") < 5);
  }
  CHECK(factor_of_line("{\"body\":{\"input\":[" + many("1,") + "1]}}") < 5);
}

TEST_CASE("memory of a request: texts") {
  CHECK(factor(R"({"messages":[{"role":"user","content":")" + many("word ") + "\"}]}") < 5);
  CHECK(factor(R"({"messages":[{"role":"user","content":")" + many("\\n") + "\"}]}") < 5);
  CHECK(factor_of_line("{\"body\":{\"input\":[" + many("\"a text of twenty b\",") + "1]}}") < 5);
}

TEST_CASE("memory of a request: many short messages, texts, properties and choices") {
  const std::string message = R"({"role":"user","content":"a"},)";
  CHECK(factor("[" + many(message) + message.substr(0, message.size() - 1) + "]") < 10);
  CHECK(factor(R"([{"role":"user","content":[)" + many("\"\",") + "\"\"]}]") < 25);
  CHECK(factor_of_line("{\"body\":{\"input\":[" + many("\"\",") + "1]}}") < 25);
  const std::string function = R"({"messages":[],"functions":[{"name":"a","parameters":{"properties":{)";
  CHECK(factor(function + many("\"\":{},") + "\"\":{}}}}]}") < 25);
  CHECK(factor(function + "\"a\":{\"enum\":[" + many("1,") + "1]}}}}]}") < 25);
}
