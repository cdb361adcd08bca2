#include "tokmill/chat/batch_requests.hpp"

#include <doctest/doctest.h>

using namespace tokmill;
using namespace tokmill::chat;

TEST_CASE("a line of a Batch API file") {
  const Result<BatchRequest> request = read_batch_request(
      R"({"custom_id": "1", "method": "POST", "url": "/v1/chat/completions",
          "body": {"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}], "max_tokens": 9}})");
  REQUIRE(request);
  CHECK(request->kind == BatchRequest::Kind::request);
  CHECK(request->chat.model == "gpt-4o");
  CHECK(request->chat.messages.size() == 1);
  CHECK_FALSE(request->inputs.has_value());
}

TEST_CASE("embeddings and completions") {
  CHECK(read_batch_request(R"({"body": {"model": "e", "input": ["a", "b"]}})")->inputs->size() == 2);
  CHECK(read_batch_request(R"({"body": {"model": "e", "input": "a"}})")->chat.model == "e");
  CHECK(read_batch_request(R"({"body": {"prompt": "a"}})")->inputs->front() == "a");
  CHECK(read_batch_request(R"({"body": {"model": 3, "input": "a"}})").error().message ==
        "/body/model: expected a string");
}

TEST_CASE("token ids in the input are counted") {
  const auto request = read_batch_request(R"({"body": {"input": [1, 2, 3]}})");
  REQUIRE(request);
  CHECK(request->input_ids == 3);
  CHECK(request->inputs->empty());
  const auto lists = read_batch_request(R"({"body": {"prompt": ["a", [1, 2], [], [3]]}})");
  REQUIRE(lists);
  CHECK(lists->input_ids == 3);
  CHECK(lists->inputs->size() == 1);
  CHECK(read_batch_request(R"({"body": {"input": [1, "a", null]}})").error().message ==
        "/body/input/2: expected a string, a token id or an array of token ids");
  CHECK(read_batch_request(R"({"body": {"input": [[1, "a"]]}})").error().message ==
        "/body/input/0/1: expected a token id");
}

TEST_CASE("a request to the Responses API is read as a chat request") {
  const auto request = read_batch_request(
      R"({"url": "/v1/responses", "body": {"model": "gpt-4o", "input": "hi", "instructions": "be brief",
          "tools": [{"type": "function", "name": "f", "description": "d"}]}})");
  REQUIRE(request);
  CHECK_FALSE(request->inputs.has_value());
  CHECK(request->chat.is_of_responses);
  CHECK(request->chat.model == "gpt-4o");
  REQUIRE(request->chat.messages.size() == 2);
  CHECK(request->chat.messages[0].role == "user");
  CHECK(request->chat.messages[0].texts == std::vector<std::string>{"hi"});
  CHECK(request->chat.messages[1].role == "system");
  CHECK(request->chat.messages[1].texts == std::vector<std::string>{"be brief"});
  REQUIRE(request->chat.functions.size() == 1);
  CHECK(request->chat.functions[0].name == "f");

  // Instructions or messages also identify it.
  CHECK(read_batch_request(R"({"body": {"input": "a", "instructions": "b"}})")->chat.is_of_responses);
  const auto messages = read_batch_request(
      R"({"body": {"input": [{"role": "user", "content": [{"type": "input_text", "text": "a"}, {"type": "input_image",
          "image_url": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAoAAAAHgCAIAAAC6s0uz", "detail": "low"}]}]}})");
  REQUIRE(messages);
  CHECK(messages->chat.messages[0].images[0].width == 640);
  CHECK(messages->chat.messages[0].images[0].detail == ImageDetail::low);

  CHECK(read_batch_request(R"({"body": {"input": [{"type": "function_call"}]}})").error().message ==
        "/body/input/0/role: expected a non-empty string");
  CHECK(read_batch_request(R"({"url": "/v1/responses", "body": {}})").error().message ==
        "/body/input: expected a string or an array of messages");
  CHECK(read_batch_request(R"({"body": {"input": "a", "instructions": 3}})").error().message ==
        "/body/instructions: expected a string");
}

TEST_CASE("an empty list of texts is valid") {
  const Result<BatchRequest> request = read_batch_request(R"({"body": {"input": []}})");
  REQUIRE(request);
  REQUIRE(request->inputs.has_value());
  CHECK(request->inputs->empty());
}

TEST_CASE("a line of a fine-tuning file") {
  const Result<BatchRequest> request = read_batch_request(
      R"({"messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "ho", "weight": 1}]})");
  REQUIRE(request);
  CHECK(request->kind == BatchRequest::Kind::example);
  CHECK(request->chat.messages.size() == 2);
}

TEST_CASE("errors give the location of an invalid value") {
  CHECK(read_batch_request("").error().code == ErrorCode::malformed_request);
  CHECK(read_batch_request("[]").error().message == "(document): expected an object");
  CHECK(read_batch_request(R"({"prompt": "a"})").error().message ==
        "(document): expected a batch request with body or a fine-tuning example with messages");
  CHECK(read_batch_request(R"({"body": {"model": "m"}})").error().message ==
        "/body/messages: expected an array of messages");
}
