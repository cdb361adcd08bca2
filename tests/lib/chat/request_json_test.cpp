#include "tokmill/chat/request_json.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace tokmill;
using namespace tokmill::chat;

namespace {

// `json` must outlive the request.
Request read_json(std::string_view json) {
  Result<Request> request = read_request(json);
  REQUIRE_MESSAGE(request, request.error().message);
  return std::move(*request);
}

Shape shape_of(std::string_view json) { return read_json(json).shape; }

std::string read_error(std::string_view json) {
  const Result<Request> request = read_request(json);
  REQUIRE(!request);
  CHECK(request.error().code == ErrorCode::malformed_request);
  return request.error().message;
}

}  // namespace

TEST_CASE("each API's requests are recognized") {
  CHECK(shape_of(R"({"model": "gpt-4o", "messages": []})") == Shape::chat);
  CHECK(shape_of(R"({"messages": [], "max_tokens": 5})") == Shape::chat);
  CHECK(shape_of(R"({"model": "gpt-4o", "input": "hi"})") == Shape::responses);
  CHECK(shape_of(R"({"input": [{"role": "user", "content": "hi"}]})") == Shape::responses);
  CHECK(shape_of(R"({"input": ["a"], "instructions": "b"})") == Shape::responses);
  CHECK(shape_of(R"({"prompt": {"id": "pmpt_1"}})") == Shape::responses);
  CHECK(shape_of(R"({"previous_response_id": "resp_1"})") == Shape::responses);
  CHECK(shape_of(R"({"model": "text-embedding-3-small", "input": "hi"})") == Shape::embeddings);
  CHECK(shape_of(R"({"model": "e", "input": "hi", "dimensions": 5})") == Shape::embeddings);
  CHECK(shape_of(R"({"model": "e", "input": ["a", "b"]})") == Shape::embeddings);
  CHECK(shape_of(R"({"model": "e", "input": [1, 2]})") == Shape::embeddings);
  CHECK(shape_of(R"({"model": "gpt-3.5-turbo-instruct", "prompt": "hi"})") == Shape::completions);
  CHECK(shape_of(R"({"model": "claude-opus-5", "system": "s", "messages": []})") == Shape::anthropic);
  CHECK(shape_of(R"({"messages": [], "tools": [{"name": "f", "input_schema": {}}]})") == Shape::anthropic);
}

TEST_CASE("fine-tuning examples are recognized") {
  CHECK(shape_of(R"({"messages": [], "tools": [], "parallel_tool_calls": true})") == Shape::messages);
  CHECK(shape_of("[]") == Shape::messages);
  CHECK(shape_of(R"({"input": {"messages": []}, "preferred_output": [], "non_preferred_output": []})") ==
        Shape::preference);
  CHECK(shape_of(R"({"prompt": "a", "completion": "b"})") == Shape::completion);
}

TEST_CASE("lines of batches are recognized by their url, or else by their members") {
  const auto line = [](const std::string& url, const std::string& body) {
    const std::string json = R"({"custom_id": "1", "method": "POST", "url": ")" + url + R"(", "body": )" + body + "}";
    return shape_of(json);
  };
  CHECK(line("/v1/chat/completions", "{}") == Shape::chat);
  CHECK(line("/chat/completions", "{}") == Shape::chat);
  CHECK(line("/v1/completions", "{}") == Shape::completions);
  CHECK(line("/v1/responses", "{}") == Shape::responses);
  CHECK(line("/v1/embeddings", "{}") == Shape::embeddings);
  CHECK(line("/openai/deployments/x/chat/completions?api-version=1", "{}") == Shape::chat);
  CHECK(read_error(R"({"url": "/v1/moderations", "body": {"model": "m", "input": "a"}})") ==
        "/url: unknown endpoint '/v1/moderations'");
  CHECK(line("", R"({"messages": []})") == Shape::chat);
  CHECK(line("", R"({"input": "a", "instructions": "b"})") == Shape::responses);
  const Request request = read_json(R"({"body": {"model": "gpt-4o", "messages": []}})");
  CHECK(request.outer() == "body");
  CHECK(request.model == "gpt-4o");
  const Request anthropic = read_json(R"({"custom_id": "1", "params": {"model": "claude-opus-5", "messages": []}})");
  CHECK(anthropic.shape == Shape::anthropic);
  CHECK(anthropic.outer() == "params");
  CHECK(anthropic.model == "claude-opus-5");
}

TEST_CASE("settings that a price depends on") {
  const Request request = read_json(
      R"({"model": "m", "messages": [], "service_tier": "flex", "n": 3, "max_tokens": 5, "max_completion_tokens": 7})");
  CHECK(request.service_tier == "flex");
  CHECK(request.answers == 3);
  CHECK(request.max_output == 7);
  CHECK(read_json(R"({"model": "m", "input": "a", "max_output_tokens": 9})").max_output == 9);
  CHECK(read_json(R"({"system": "s", "messages": [], "max_tokens": 11})").max_output == 11);
  CHECK_FALSE(read_json(R"({"model": "m", "messages": [], "max_tokens": null})").max_output.has_value());
  // Completions: a default limit, and an answer to each prompt.
  CHECK(read_json(R"({"prompt": ["a", "b"], "n": 2, "best_of": 3})").answers == 6);
  CHECK(read_json(R"({"prompt": [1, 2]})").answers == 1);
  CHECK(read_json(R"({"prompt": "a"})").max_output == 16);
}

TEST_CASE("a document of another form: what it looks like") {
  CHECK(read_error(R"({"contents": [{"parts": [{"text": "hi"}]}]})") ==
        "/messages: expected an array of messages; this looks like a request to the Gemini API");
  CHECK(read_error(R"({"conversations": []})").ends_with("this looks like a conversation in the ShareGPT form"));
  CHECK(read_error(R"({"text": "a"})").ends_with("this looks like a line of text; use tokmill count --jsonl"));
  CHECK(read_error(R"({"body": {"contents": []}})") ==
        "/body/messages: expected an array of messages; this looks like a request to the Gemini API");
  CHECK(read_error("{}") == "/messages: expected an array of messages");
  CHECK(read_error("3") == "(document): expected an object with messages, or an array of messages");
  CHECK(read_error(R"({"body": 3})") == "/body: expected an object");
}

TEST_CASE("errors give the location of an invalid value") {
  CHECK(read_error("{") == "invalid JSON at column 2: unexpected end of input");
  CHECK(read_error("").starts_with("invalid JSON"));
  CHECK(read_error(R"({"model": 3, "messages": []})") == "/model: expected a string");
  CHECK(read_error(R"({"body": {"model": 3, "input": "a"}})") == "/body/model: expected a string");
  CHECK(read_error(R"({"messages": [], "n": 0})") == "/n: expected a positive integer");
  CHECK(read_error(R"({"messages": [], "n": 1.5})") == "/n: expected a non-negative integer");
  CHECK(read_error(R"({"messages": [], "max_tokens": "5"})") == "/max_tokens: expected a non-negative integer");
  CHECK(read_error(R"({"messages": [], "service_tier": 1})") == "/service_tier: expected a string");
}
