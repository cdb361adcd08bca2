// The counting function counts bytes, so that every number below can be checked by hand. request_json_test.cpp checks
// the totals of OpenAI's cookbook.

#include "tokmill/chat/count.hpp"

#include <doctest/doctest.h>

using namespace tokmill;
using namespace tokmill::chat;

namespace {

Count count_bytes(const Request& request, std::string_view model) {
  const Result<Count> counted =
      count_request(request, model, [](std::string_view text) { return text.size(); });
  REQUIRE(counted);
  return *counted;
}

Message message(std::string role, std::string text) {
  Message made;
  made.role = std::move(role);
  made.texts.push_back(std::move(text));
  return made;
}

}  // namespace

TEST_CASE("messages, names and the priming of the reply") {
  Request request;
  CHECK(count_bytes(request, "gpt-4o").total == 3);
  request.messages.push_back(message("user", "hello"));
  CHECK(count_bytes(request, "gpt-4o").total == 3 + 4 + 5 + 3);
  request.messages[0].name = "ann";
  CHECK(count_bytes(request, "gpt-4o").total == 3 + 4 + 5 + (3 + 1) + 3);
  CHECK(count_bytes(request, "gpt-3.5-turbo-0301").total == 4 + 4 + 5 + (3 - 1) + 3);
  CHECK(count_bytes(request, "gpt-4o").exact);
}

TEST_CASE("functions") {
  Request request;
  Function function;
  function.name = "f";
  function.description = "does.";
  request.functions.push_back(function);
  CHECK(count_bytes(request, "gpt-4o").total == 3 + 7 + 6 + 12);
  CHECK(count_bytes(request, "gpt-4").total == 3 + 10 + 6 + 12);
  CHECK(count_bytes(request, "gpt-4").exact);
  CHECK_FALSE(count_bytes(request, "gpt-5").exact);

  Property property;
  property.name = "p";
  property.type = "string";
  property.description = "d.";
  request.functions[0].properties.push_back(property);
  CHECK(count_bytes(request, "gpt-4o").total == 28 + 3 + (3 + 10));
  request.functions[0].properties[0].choices = {"a", "bc"};
  CHECK(count_bytes(request, "gpt-4o").total == 44 + (-3 + 3 + 1 + 3 + 2));
  CHECK(count_bytes(request, "gpt-4o").exact);
  request.functions[0].properties[0].is_nested = true;
  CHECK_FALSE(count_bytes(request, "gpt-4o").exact);
}

TEST_CASE("the overhead of messages is published only for OpenAI's chat models") {
  Request request;
  request.messages.push_back(message("user", "look"));
  CHECK(count_bytes(request, "gpt-4o").exact);
  CHECK(count_bytes(request, "gpt-5.4").exact);
  for (const char* model : {"gpt-oss-120b", "text-davinci-003", "another"}) {
    CAPTURE(model);
    CHECK_FALSE(count_bytes(request, model).exact);
    CHECK_FALSE(count_bytes(request, model).items[0].exact);
  }
}

TEST_CASE("a request to the Responses API is an estimate") {
  Request request;
  request.messages.push_back(message("user", "look"));
  request.is_of_responses = true;
  CHECK(count_bytes(request, "gpt-4o").total == 3 + 4 + 4 + 3);
  CHECK_FALSE(count_bytes(request, "gpt-4o").exact);
}

TEST_CASE("the items add up, and one estimate makes the total an estimate") {
  Request request;
  request.messages.push_back(message("user", "look"));
  request.messages[0].images.push_back({1024, 1024, ImageDetail::high});
  request.messages.push_back(message("assistant", ""));
  request.messages[1].tool_calls.push_back({"f", "{}"});
  const Count counted = count_bytes(request, "gpt-4o");
  std::uint64_t sum = 0;
  for (const Item& item : counted.items) sum += item.tokens;
  CHECK(sum == counted.total);
  const Result<Count> without = count_request(
      request, "gpt-4o", [](std::string_view text) { return text.size(); }, Items::left_out);
  CHECK(without->items.empty());
  CHECK(without->total == counted.total);
  CHECK(without->exact == counted.exact);
  CHECK_FALSE(counted.exact);
  REQUIRE(counted.items.size() == 5);
  CHECK(counted.items[0].what == "message 1 (user)");
  CHECK(counted.items[1].what == "message 1 (user): image (1024×1024, high detail)");
  CHECK(counted.items[1].tokens == 765);
  CHECK(counted.items[1].exact);
  CHECK(counted.items[3].what == "message 2 (assistant): call of f");
  CHECK_FALSE(counted.items[3].exact);
}
