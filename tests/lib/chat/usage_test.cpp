// The usage that answers report, read by read_request().

#include "chat/usage.hpp"

#include <doctest/doctest.h>

#include <string>

#include "tokmill/chat/request_json.hpp"

using namespace tokmill;
using namespace tokmill::chat;

namespace {

Request answer(const std::string& json) {
  static std::string text;  // the request refers to it
  text = json;
  Result<Request> request = read_request(text);
  REQUIRE_MESSAGE(request, request.error().message);
  REQUIRE(request->shape == Shape::answer);
  return std::move(*request);
}

}  // namespace

TEST_CASE("usage of Chat Completions") {
  const Request request = answer(
      R"({"custom_id": "1", "response": {"status_code": 200, "body": {"model": "gpt-4o", "service_tier": "flex",
          "choices": [], "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120,
          "prompt_tokens_details": {"cached_tokens": 40, "audio_tokens": 2},
          "completion_tokens_details": {"reasoning_tokens": 15, "audio_tokens": 3}}}}, "error": null})");
  CHECK(request.model == "gpt-4o");
  CHECK(request.service_tier == "flex");
  CHECK(request.usage->input_tokens == 100);
  CHECK(request.usage->cached_tokens == 40);
  CHECK(request.usage->output_tokens == 20);
  CHECK(request.audio_tokens == 5);
}

TEST_CASE("usage of Responses, and of DeepSeek") {
  const Request request = answer(
      R"({"object": "response", "model": "m", "usage": {"input_tokens": 7, "input_tokens_details": {"cached_tokens": 3},
          "output_tokens": 5, "output_tokens_details": {"reasoning_tokens": 4}}})");
  CHECK(request.usage->input_tokens == 7);
  CHECK(request.usage->cached_tokens == 3);
  CHECK(request.usage->output_tokens == 5);
  const Request other = answer(R"({"choices": [], "usage": {"prompt_tokens": 9, "prompt_cache_hit_tokens": 8}})");
  CHECK(other.usage->cached_tokens == 8);
}

TEST_CASE("usage of OpenAI: cache writes are part of the input tokens") {
  const Request chat = answer(
      R"({"choices": [], "usage": {"prompt_tokens": 100, "completion_tokens": 1,
          "prompt_tokens_details": {"cached_tokens": 40, "cache_write_tokens": 30}}})");
  CHECK(chat.usage->input_tokens == 70);
  CHECK(chat.usage->cached_tokens == 40);
  CHECK(chat.usage->cache_write_tokens == 30);
  const Request response = answer(
      R"({"object": "response", "usage": {"input_tokens": 100, "output_tokens": 1, "input_tokens_details":
          {"cached_tokens": 0, "cache_write_tokens": 30, "cache_write_tokens_details": {"ttl_30m_tokens": 20,
          "ttl_12h_tokens": 10}}}})");
  CHECK(response.usage->input_tokens == 70);
  CHECK(response.usage->cache_write_tokens == 20);
  CHECK(response.usage->cache_write_long_tokens == 10);
  for (const char* json :
       {R"({"choices": [], "usage": {"prompt_tokens": 1, "prompt_tokens_details": {"cache_write_tokens": 2}}})",
        R"({"object": "response", "usage": {"input_tokens": 9, "input_tokens_details": {"cache_write_tokens": 1,
            "cache_write_tokens_details": {"ttl_12h_tokens": 2}}}})"}) {
    const auto request = read_request(json);
    REQUIRE_FALSE(request);
    CHECK(request.error().message.find("expected at most as many") != std::string::npos);
  }
}

TEST_CASE("usage of Anthropic: cache reads and writes are not part of the input tokens") {
  const Request request = answer(
      R"({"custom_id": "1", "result": {"type": "succeeded", "message": {"type": "message", "model": "claude-opus-5",
          "content": [], "usage": {"input_tokens": 10, "cache_creation_input_tokens": 100,
          "cache_read_input_tokens": 1000, "output_tokens": 50, "service_tier": "batch",
          "cache_creation": {"ephemeral_5m_input_tokens": 60, "ephemeral_1h_input_tokens": 40}}}}})");
  CHECK(request.service_tier == "batch");
  CHECK(request.usage->input_tokens == 1010);
  CHECK(request.usage->cached_tokens == 1000);
  CHECK(request.usage->cache_write_tokens == 60);
  CHECK(request.usage->cache_write_long_tokens == 40);
  CHECK(request.usage->output_tokens == 50);
}

TEST_CASE("errors instead of answers cost nothing") {
  for (const char* line :
       {R"({"custom_id": "1", "response": null, "error": {"code": "batch_expired"}})",
        R"({"custom_id": "1", "response": {"status_code": 400, "body": {"error": {}}}, "error": null})",
        R"({"custom_id": "1", "result": {"type": "errored", "error": {}}})",
        R"({"custom_id": "1", "result": {"type": "expired"}})"}) {
    CAPTURE(line);
    const auto request = read_request(line);
    REQUIRE(request);
    CHECK(request->shape == Shape::failure);
  }
}

TEST_CASE("usage that contradicts itself is an error") {
  const auto error = [](const char* json) { return read_request(json).error().message; };
  CHECK(error(R"({"choices": [], "usage": {"prompt_tokens": 1, "prompt_cache_hit_tokens": 2}})") ==
        "/usage: expected at most as many cached tokens as input tokens");
  CHECK(error(R"({"choices": [], "usage": {"prompt_tokens": -1}})") ==
        "/usage/prompt_tokens: expected a non-negative integer");
  CHECK(error(R"({"content": [], "usage": {"input_tokens": 1, "cache_creation": {"ephemeral_1h_input_tokens": 1}}})") ==
        "/usage: expected at most as many long cache writes as cache writes");
  CHECK(error(R"({"custom_id": "1", "response": {"status_code": 200, "body": {}}})") ==
        "/response/body: expected an answer with usage");
}
