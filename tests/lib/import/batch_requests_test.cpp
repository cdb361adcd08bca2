#include "tokmill/import/batch_requests.hpp"

#include <doctest/doctest.h>

using namespace tokmill;

TEST_CASE("a line of a Batch API file") {
  const Result<import::BatchRequest> request = import::read_batch_request(
      R"({"custom_id": "1", "method": "POST", "url": "/v1/chat/completions",
          "body": {"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}], "max_tokens": 9}})");
  REQUIRE(request);
  CHECK(request->kind == import::BatchRequest::Kind::request);
  CHECK(request->chat.model == "gpt-4o");
  CHECK(request->chat.messages.size() == 1);
  CHECK_FALSE(request->inputs.has_value());
}

TEST_CASE("embeddings and completions") {
  CHECK(import::read_batch_request(R"({"body": {"model": "e", "input": ["a", "b"]}})")->inputs->size() == 2);
  CHECK(import::read_batch_request(R"({"body": {"model": "e", "input": "a"}})")->chat.model == "e");
  CHECK(import::read_batch_request(R"({"body": {"prompt": "a"}})")->inputs->front() == "a");
}

TEST_CASE("a list of no texts is not a request without messages") {
  const Result<import::BatchRequest> request = import::read_batch_request(R"({"body": {"input": []}})");
  REQUIRE(request);
  REQUIRE(request->inputs.has_value());
  CHECK(request->inputs->empty());
}

TEST_CASE("a line of a fine-tuning file") {
  const Result<import::BatchRequest> request = import::read_batch_request(
      R"({"messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "ho", "weight": 1}]})");
  REQUIRE(request);
  CHECK(request->kind == import::BatchRequest::Kind::example);
  CHECK(request->chat.messages.size() == 2);
}

TEST_CASE("what is no request is named with its place") {
  CHECK(import::read_batch_request("").error().code == ErrorCode::malformed_request);
  CHECK(import::read_batch_request("[]").error().message == "(document): a request is an object");
  CHECK(import::read_batch_request(R"({"prompt": "a"})").error().message ==
        "(document): neither a batch request with a body nor a fine-tuning example with messages");
  CHECK(import::read_batch_request(R"({"body": {"model": "m"}})").error().message ==
        "/body/messages: a list of messages is wanted");
  CHECK(import::read_batch_request(R"({"body": {"input": [[1, 2]]}})").error().message ==
        "/body/input/0: a text is wanted");
}
