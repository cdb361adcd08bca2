#include "tokmill/chat/request_json.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "tokmill/registry.hpp"

using namespace tokmill;
using namespace tokmill::chat;

namespace {

std::string file(const std::string& name) {
  std::ifstream stream(std::string(TOKMILL_TEST_REQUESTS) + "/" + name, std::ios::binary);
  REQUIRE(stream);
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  return bytes.str();
}

Count count(const std::string& json, std::string_view model) {
  const Result<Request> request = read_request(json);
  REQUIRE(request);
  const Encoding& encoding = **encoding_for_model(model);
  const Result<Count> counted =
      count_request(*request, model, [&encoding](std::string_view text) { return encoding.count(text); });
  REQUIRE(counted);
  return *counted;
}

std::string error_of(const std::string& json) {
  const Result<Request> request = read_request(json);
  REQUIRE(!request);
  CHECK(request.error().code == ErrorCode::malformed_request);
  return request.error().message;
}

std::string with_part(const std::string& part) {
  return R"([{"role": "user", "content": [)" + part + "]}]";
}

}  // namespace

TEST_CASE("the cookbook's messages") {
  const std::string messages = file("cookbook_messages.json");
  for (const char* model : {"gpt-3.5-turbo-0613", "gpt-3.5-turbo", "gpt-4-0314", "gpt-4-0613", "gpt-4"}) {
    CAPTURE(model);
    CHECK(count(messages, model).total == 129);
    CHECK(count(messages, model).exact);
  }
  CHECK(count(messages, "gpt-3.5-turbo-0301").total == 127);
  CHECK(count(messages, "gpt-4o").total == 124);
  CHECK(count(messages, "gpt-4o-mini").total == 124);
}

TEST_CASE("the cookbook's tools") {
  const std::string tools = file("cookbook_tools.json");
  CHECK(count(tools, "gpt-4").total == 105);
  CHECK(count(tools, "gpt-3.5-turbo").total == 105);
  CHECK(count(tools, "gpt-4o").total == 101);
  CHECK(count(tools, "gpt-4o-mini").total == 101);
  CHECK(count(tools, "gpt-4o").exact);
  CHECK_FALSE(count(tools, "gpt-4.1").exact);
}

TEST_CASE("content parts, and an array of messages without a request") {
  const Result<Request> request = read_request(
      R"([{"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "image_url", "image_url":
          {"url": "https://example.org/i.png", "width": 2048, "height": 4096, "detail": "auto"}}]},
          {"role": "assistant", "content": null, "tool_calls": [{"id": "1", "type": "function",
           "function": {"name": "f", "arguments": "{}"}}], "refusal": null},
          {"role": "tool", "tool_call_id": "1", "content": "ok", "unheard": {"of": []}}])");
  REQUIRE(request);
  REQUIRE(request->messages.size() == 3);
  CHECK(request->model.empty());
  CHECK(request->messages[0].texts == std::vector<std::string>{"a"});
  REQUIRE(request->messages[0].images.size() == 1);
  CHECK(request->messages[0].images[0].height == 4096);
  CHECK(request->messages[0].images[0].detail == ImageDetail::high);
  CHECK(request->messages[1].tool_calls[0].name == "f");
  CHECK(request->messages[2].tool_call_id == "1");
}

TEST_CASE("functions, tools and their parameters") {
  const Result<Request> request = read_request(
      R"({"model": "m", "messages": [], "functions": [{"name": "old"}], "tools": [{"type": "function", "function":
          {"name": "new", "description": null, "parameters": {"type": "object", "properties": {
            "a": {"type": "string", "enum": ["x", 2, true, null]}, "b": {"type": ["string", "null"]},
            "c": {"type": "array", "items": {"type": "string"}}}}}}]})");
  REQUIRE(request);
  CHECK(request->model == "m");
  REQUIRE(request->functions.size() == 2);
  CHECK(request->functions[0].name == "old");
  const std::vector<Property>& properties = request->functions[1].properties;
  REQUIRE(properties.size() == 3);
  CHECK(properties[0].choices == std::vector<std::string>{"x", "2", "true", "null"});
  CHECK_FALSE(properties[0].is_nested);
  CHECK(properties[1].type == "string");
  CHECK(properties[1].is_nested);
  CHECK(properties[2].is_nested);
}

TEST_CASE("the size of an image is given or read from its header") {
  const auto image = [](const std::string& json) {
    return read_request(with_part(R"({"type": "image_url", "image_url": )" + json + "}"));
  };
  // The start of a PNG file of 640 × 480 pixels.
  const std::string png = R"({"url": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAoAAAAHgCAIAAAC6s0uz"})";
  REQUIRE(image(png));
  CHECK(image(png)->messages[0].images[0].width == 640);
  CHECK(image(png)->messages[0].images[0].height == 480);
  CHECK(image(R"({"url": "https://example.org/i.png"})").error().message ==
        "/0/content/0/image_url: unknown image size; add width and height in pixels");
  CHECK(image(R"({"url": "data:image/png;base64,AAAA", "width": 5, "height": 6})")
            ->messages[0]
            .images[0]
            .width == 5);
  CHECK(image(R"({"url": "u", "width": 0, "height": 6})").error().message ==
        "/0/content/0/image_url/width: expected a positive integer");
  CHECK(image(R"({"url": "u", "width": 1.5, "height": 6})")
            .error()
            .message.starts_with("/0/content/0/image_url/width"));
  CHECK(image(R"({"url": "u", "width": 99999999999, "height": 6})").error().code ==
        ErrorCode::malformed_request);
  CHECK(image(R"({"url": "u", "width": 1, "height": 6, "detail": "max"})").error().message ==
        "/0/content/0/image_url/detail: expected 'low', 'high' or 'auto'");
}

TEST_CASE("errors give the location of an invalid value") {
  CHECK(error_of("{") == "invalid JSON at column 2: unexpected end of input");
  CHECK(error_of("3") == "(document): expected an object with messages, or an array of messages");
  CHECK(error_of("{}") == "/messages: expected an array of messages");
  CHECK(error_of("[1]") == "/0: expected an object");
  CHECK(error_of("[{}]") == "/0/role: expected a non-empty string");
  CHECK(error_of(R"({"messages": [{"role": "user", "content": 3}]})") ==
        "/messages/0/content: expected a string or an array of content parts");
  CHECK(error_of(with_part(R"({"type": "input_audio"})")) ==
        "/0/content/0/type: cannot count content parts of type 'input_audio'");
  CHECK(error_of(with_part("{}")) == "/0/content/0/type: expected a non-empty string");
  CHECK(error_of(R"({"messages": [], "tools": [{"type": "web_search"}]})") ==
        "/tools/0: cannot count a tool that is not a function");
}
