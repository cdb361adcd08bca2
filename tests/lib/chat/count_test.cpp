// In most tests the counting function counts bytes, so that every number below can be checked by hand.

#include "tokmill/chat/count.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tokmill/registry.hpp"

using namespace tokmill;
using namespace tokmill::chat;

namespace {

std::size_t bytes(std::string_view text) { return text.size(); }

Count count_bytes(const std::string& json, std::string_view model, Items items = Items::listed) {
  const Result<Request> request = read_request(json);
  REQUIRE_MESSAGE(request, request.error().message);
  const Result<Count> counted = count_request(*request, model, bytes, items);
  REQUIRE_MESSAGE(counted, counted.error().message);
  return *counted;
}

// As count_request(), with the counter of a model.
Count count_bytes_again(const std::string& json, std::string_view model) {
  const Result<Request> request = read_request(json);
  REQUIRE(request);
  const ModelCounter counter(model, bytes);
  const ModelCounter copy = counter;
  const Result<Count> counted = copy.count(*request);
  REQUIRE(counted);
  return *counted;
}

std::string error_of(const std::string& json) {
  const Result<Request> request = read_request(json);
  REQUIRE_MESSAGE(request, request.error().message);
  const Result<Count> counted = count_request(*request, "gpt-4o", bytes);
  REQUIRE(!counted);
  CHECK(counted.error().code == ErrorCode::malformed_request);
  return counted.error().message;
}

// What is left out, in order.
std::vector<std::string> omitted(const Count& count, Omission::Kind kind) {
  std::vector<std::string> names;
  for (const Omission& omission : count.omissions) {
    if (omission.kind == kind) names.push_back(omission.what);
  }
  return names;
}

using Names = std::vector<std::string>;

const Item& find_item(const Count& count, const std::string& what) {
  const auto found =
      std::find_if(count.items.begin(), count.items.end(), [&what](const Item& item) { return item.what == what; });
  REQUIRE_MESSAGE(found != count.items.end(), what);
  return *found;
}

std::string with_messages(const std::string& messages, const std::string& more = "") {
  return R"({"model": "gpt-4o", "messages": [)" + messages + "]" + more + "}";
}

std::string with_part(const std::string& part) { return R"([{"role": "user", "content": [)" + part + "]}]"; }

const std::string look = R"({"role": "user", "content": "look"})";  // 3 + 4 + 4 bytes
constexpr std::uint64_t look_tokens = 3 + 4 + 4 + 3;                // with the priming of the reply

std::string file(const std::string& name) {
  std::ifstream stream(std::string(TOKMILL_TEST_REQUESTS) + "/" + name, std::ios::binary);
  REQUIRE(stream);
  std::ostringstream content;
  content << stream.rdbuf();
  return content.str();
}

Count count_tokens(const std::string& json, std::string_view model) {
  const Encoding& encoding = **encoding_for_model(model);
  const Result<Request> request = read_request(json);
  REQUIRE(request);
  return *count_request(*request, model, [&encoding](std::string_view text) { return encoding.count(text); });
}

}  // namespace

TEST_CASE("the cookbook's messages") {
  const std::string messages = file("cookbook_messages.json");
  for (const char* model : {"gpt-3.5-turbo-0613", "gpt-3.5-turbo", "gpt-4-0314", "gpt-4-0613", "gpt-4"}) {
    CAPTURE(model);
    CHECK(count_tokens(messages, model).total == 129);
    CHECK(count_tokens(messages, model).exact);
  }
  CHECK(count_tokens(messages, "gpt-3.5-turbo-0301").total == 127);
  CHECK(count_tokens(messages, "gpt-4o").total == 124);
  CHECK(count_tokens(messages, "gpt-4o-mini").total == 124);
}

TEST_CASE("the cookbook's tools") {
  const std::string tools = file("cookbook_tools.json");
  CHECK(count_tokens(tools, "gpt-4").total == 105);
  CHECK(count_tokens(tools, "gpt-3.5-turbo").total == 105);
  CHECK(count_tokens(tools, "gpt-4o").total == 101);
  CHECK(count_tokens(tools, "gpt-4o-mini").total == 101);
  CHECK(count_tokens(tools, "gpt-4o").exact);
  CHECK_FALSE(count_tokens(tools, "gpt-4.1").exact);
}

TEST_CASE("messages, names and the priming of the reply") {
  CHECK(count_bytes("[]", "gpt-4o").total == 3);
  CHECK(count_bytes("[" + look + "]", "gpt-4o").total == look_tokens);
  const std::string named = R"([{"role": "user", "content": "look", "name": "ann"}])";
  CHECK(count_bytes(named, "gpt-4o").total == look_tokens + 3 + 1);
  CHECK(count_bytes(named, "gpt-3.5-turbo-0301").total == look_tokens + 1 + 3 - 1);
  CHECK(count_bytes(named, "gpt-4o").exact);
  CHECK(count_bytes(R"([{"role": "user", "content": null}, {"role": "assistant", "content": ""}])", "gpt-4o").exact);
}

TEST_CASE("the overhead of messages is published only for OpenAI's chat models") {
  CHECK(count_bytes("[" + look + "]", "gpt-4o").exact);
  CHECK(count_bytes("[" + look + "]", "gpt-5.4").exact);
  for (const char* model : {"gpt-oss-120b", "text-davinci-003", "another"}) {
    CAPTURE(model);
    CHECK_FALSE(count_bytes("[" + look + "]", model).exact);
    CHECK_FALSE(count_bytes("[" + look + "]", model).items[0].exact);
  }
}

TEST_CASE("functions, by the cookbook's rule") {
  const auto with_function = [](const std::string& more) {
    return with_messages("", R"(, "tools": [{"type": "function", "function": {"name": "f", "description": "does.")" +
                                 more + "}}]");
  };
  CHECK(count_bytes(with_function(""), "gpt-4o").total == 3 + 7 + 6 + 12);
  CHECK(count_bytes(with_function(""), "gpt-4").total == 3 + 10 + 6 + 12);
  CHECK(count_bytes(with_function(""), "gpt-4").exact);
  CHECK_FALSE(count_bytes(with_function(""), "gpt-5").exact);
  const std::string property = R"(, "parameters": {"type": "object", "required": ["p"], "additionalProperties": false,
                                  "properties": {"p": {"type": "string", "description": "d.")";
  CHECK(count_bytes(with_function(property + "}}}"), "gpt-4o").total == 28 + 3 + (3 + 10));
  const Count choices = count_bytes(with_function(property + R"(, "enum": ["a", "bc"]}}})"), "gpt-4o");
  CHECK(choices.total == 44 + (-3 + 3 + 1 + 3 + 2));
  CHECK(choices.exact);
  CHECK(choices.omissions.empty());
}

TEST_CASE("schemas beyond the cookbook's rule are estimates, and name what they leave out") {
  const auto with_property = [](const std::string& property, const std::string& more = "") {
    return count_bytes(
        with_messages("", R"(, "functions": [{"name": "f", "description": "d", "parameters": {"type": "object")" +
                              more + R"(, "properties": {"p": )" + property + "}}}]"),
        "gpt-4o");
  };
  constexpr std::uint64_t plain = 3 + 7 + 3 + 12 + 3 + (3 + 10);  // of p:string:d
  CHECK(with_property(R"({"type": "string", "description": "d"})").total == plain);
  CHECK(with_property(R"({"type": "string", "description": "d"})").exact);
  const Count pattern = with_property(R"({"type": "string", "description": "d", "pattern": "a+", "default": "a"})");
  CHECK(pattern.total == plain);
  CHECK_FALSE(pattern.exact);
  CHECK(omitted(pattern, Omission::Kind::uncounted) == Names{"pattern", "default"});
  CHECK_FALSE(with_property(R"({"type": "string"})").exact);
  CHECK_FALSE(with_property(R"({"type": "integer", "description": "d", "enum": [1, 2]})").exact);
  CHECK_FALSE(with_property(R"({"type": ["string", "null"], "description": "d"})").exact);
  CHECK(omitted(with_property(R"({"$ref": "#/$defs/x"})"), Omission::Kind::uncounted) == Names{"$ref"});
  // Nested properties count as if they were properties of the function.
  const Count nested = with_property(
      R"({"type": "string", "description": "d", "properties": {"q": {"type": "string", "description": "d"}}})");
  CHECK(nested.total == plain + 3 + 10);
  CHECK_FALSE(nested.exact);
  const Count defined = with_property(R"({"type": "string", "description": "d"})",
                                      R"(, "$defs": {"q": {"type": "string", "description": "d"}})");
  CHECK(defined.total == plain + 3 + 10);
  CHECK_FALSE(defined.exact);
}

TEST_CASE("a deeply nested schema is cut off") {
  std::string schema = R"({"type": "string", "description": "d"})";
  for (int i = 0; i < 60; ++i) schema = R"({"type": "array", "description": "d", "items": )" + schema + "}";
  const std::string function = R"({"name": "f", "parameters": {"properties": {"p": )" + schema + "}}}";
  const Count count = count_bytes(with_messages("", R"(, "functions": [)" + function + "]"), "gpt-4o");
  CHECK(omitted(count, Omission::Kind::uncounted) == Names{"deeply nested schema"});
}

TEST_CASE("the choice of a tool") {
  const auto choose = [](const std::string& choice) {
    return count_bytes(with_messages(look, R"(, "tool_choice": )" + choice), "gpt-4o");
  };
  CHECK(choose("\"auto\"").total == look_tokens);
  CHECK(choose("\"auto\"").exact);
  CHECK(choose("\"none\"").total == look_tokens + 1);
  CHECK_FALSE(choose("\"none\"").exact);
  const Count function = choose(R"({"type": "function", "function": {"name": "abc"}})");
  CHECK(function.total == look_tokens + 4 + 3);
  CHECK(find_item(function, "tool_choice").tokens == 7);
  CHECK_FALSE(function.exact);
  CHECK(omitted(choose("\"required\""), Omission::Kind::uncounted) == Names{"tool_choice"});
  const Count old = count_bytes(with_messages(look, R"(, "function_call": {"name": "abc"})"), "gpt-4o");
  CHECK(old.total == look_tokens + 4 + 3);
}

TEST_CASE("the schema of the answer") {
  const std::string schema = R"({"type":"object","properties":{"a":{"type":"string"}}})";
  const std::string more = R"({"type": "json_schema", "json_schema": {"name": "e", "strict": true, "schema": )" +
                           schema.substr(0, schema.size() - 1) + R"(, "required": ["a"]}}})";
  const Count count = count_bytes(with_messages(look, R"(, "response_format": )" + more), "gpt-4o");
  CHECK(count.total == look_tokens + schema.size() + 9);
  CHECK_FALSE(count.exact);
  CHECK(find_item(count, "response_format").tokens == schema.size() + 9);
  CHECK(count_bytes(with_messages(look, R"(, "response_format": )" + more), "o4-mini").total ==
        look_tokens + schema.size() + 8);
  CHECK(count_bytes(with_messages(look, R"(, "response_format": {"type": "json_object"})"), "gpt-4o").exact);
  const Count responses = count_bytes(
      R"({"input": "look", "text": {"verbosity": "low", "format": {"type": "json_schema", "name": "e", "schema": )" +
          schema + "}}}",
      "gpt-4o");
  CHECK(responses.total == look_tokens + schema.size() + 9);
  const Count described = count_bytes(
      with_messages(look, R"(, "response_format": {"type": "json_schema", "json_schema": {"name": "e",
                              "description": "long", "schema": )" +
                              schema + "}}"),
      "gpt-4o");
  CHECK(omitted(described, Omission::Kind::uncounted) == Names{"description of response_format"});
  const auto config = [](const std::string& members) {
    const Count configured = count_bytes(
        R"({"system": "s", "messages": [], "output_config": {)" + members + "}}", "claude-opus-5");
    return omitted(configured, Omission::Kind::uncounted);
  };
  CHECK(config(R"("effort": "low")").empty());
  CHECK(config(R"("format": {"type": "json_schema", "schema": {"type": "object"}})") == Names{"format"});
}

TEST_CASE("an image of a maker without a rule, and a thread, are unknown") {
  const std::string image = R"({"type": "image_url", "image_url": {"url": "u", "width": 9, "height": 9}})";
  const Count unknown = count_bytes(with_part(image), "grok-4");
  CHECK(unknown.unknown);
  CHECK(unknown.total == 3 + 4 + 3);
  CHECK(unknown.omissions.at(0) ==
        Omission{Omission::Kind::unknown, "image", R"(add "tokens" with their number to it)"});
  const Count given = count_bytes(
      with_part(R"({"type": "image_url", "image_url": {"url": "u", "tokens": 70}})"), "grok-4");
  CHECK_FALSE(given.unknown);
  CHECK(given.total == 3 + 4 + 3 + 70);
  const Count without_size = count_bytes(with_part(R"({"type": "image_url", "image_url": "u"})"), "gemini-2.5-pro");
  CHECK(without_size.unknown);
  CHECK(omitted(without_size, Omission::Kind::unknown) == Names{"image without a size"});
  const Count low = count_bytes(
      with_part(R"({"type": "image_url", "image_url": {"url": "u", "width": 9, "height": 9, "detail": "low"}})"),
      "gemini-2.5-pro");
  CHECK(omitted(low, Omission::Kind::range) == Names{"image with low detail"});
  const std::string thread = R"({"system": "s", "messages": [], "thread": {"type": )";
  CHECK_FALSE(count_bytes(thread + R"("create"}})", "claude-opus-5").unknown);
  CHECK(count_bytes(thread + R"("continue", "previous_message_id": "m"}})", "claude-opus-5").unknown);
}

TEST_CASE("refusals, spoken answers and predictions") {
  const Count count = count_bytes(
      with_messages(R"({"role": "assistant", "content": "look", "refusal": "sorry", "audio": {"id": "audio_1"}})",
                    R"(, "prediction": {"type": "content", "content": "x"})"),
      "gpt-4o");
  CHECK(count.total == 3 + 9 + 4 + 3 + 5);
  CHECK(find_item(count, "message 1 (assistant): refusal").tokens == 5);
  CHECK_FALSE(count.exact);
  CHECK(omitted(count, Omission::Kind::uncounted) == Names{"prediction", "audio"});
  CHECK(count_bytes(with_part(R"({"type": "refusal", "refusal": "sorry"})"), "gpt-4o").total == 3 + 4 + 3 + 5);
}

TEST_CASE("members that the API does not have are named if they have text") {
  CHECK(count_bytes(with_messages(look, R"(, "top_k": 5, "flag": true, "empty": "", "nothing": [null, 1, {"a": {}}])"),
                    "gpt-4o")
            .exact);
  const Count count = count_bytes(with_messages(look, R"(, "guard": {"rules": ["no"]})"), "gpt-4o");
  CHECK_FALSE(count.exact);
  CHECK(omitted(count, Omission::Kind::uncounted) == Names{"guard"});
  CHECK(count_bytes(with_messages(look, R"(, "temperature": 0.5, "stop": "x", "metadata": {"a": "b"}, "user": "u")"),
                    "gpt-4o")
            .exact);
  const Count message = count_bytes(R"([{"role": "user", "content": "look", "reasoning_content": "hm"}])", "gpt-4o");
  CHECK(omitted(message, Omission::Kind::uncounted) == Names{"reasoning_content"});
  // Only so many are listed.
  std::string many;
  for (int i = 0; i < 100; ++i) many += ", \"m" + std::to_string(i) + "\": \"x\"";
  CHECK(count_bytes(with_messages(look, many), "gpt-4o").omissions.size() == max_omissions);
}

TEST_CASE("members of content parts that are not counted are named") {
  const auto named = [](const std::string& part) {
    const Count count = count_bytes(with_part(part), "gpt-4o");
    CHECK(count.exact == omitted(count, Omission::Kind::uncounted).empty());
    return omitted(count, Omission::Kind::uncounted);
  };
  const std::string image = R"("image_url": {"url": "u", "width": 9, "height": 9)";
  CHECK(named(R"({"type": "text", "text": "a", "prompt_cache_breakpoint": {"mode": "explicit"}})").empty());
  CHECK(named(R"({"type": "text", "text": "a", "caption": "b"})") == Names{"caption"});
  CHECK(named(R"({"type": "text", "text": "a", "refusal": "b"})") == Names{"refusal"});
  CHECK(named(R"({"type": "image_url", )" + image + "}}").empty());
  CHECK(named(R"({"type": "image_url", "text": "b", )" + image + "}}") == Names{"text"});
  CHECK(named(R"({"type": "image_url", )" + image + R"(, "alt": "b"}})") == Names{"alt"});
  CHECK(named(R"({"type": "input_image", "width": 9, "height": 9, "image_url": "u", "alt": "b"})") == Names{"alt"});
  const auto of_item = [](const std::string& item) {
    return omitted(count_bytes(R"({"input": [)" + item + "]}", "gpt-4o"), Omission::Kind::uncounted);
  };
  CHECK(of_item(R"({"type": "function_call", "call_id": "c", "name": "f", "arguments": "{}", "status": "s"})").empty());
  CHECK(of_item(R"({"type": "function_call", "name": "f", "arguments": "{}", "comment": "b"})") == Names{"comment"});
  CHECK(of_item(R"({"type": "mcp_call", "id": "1", "name": "f", "arguments": "{}", "output": "long"})") ==
        Names{"output"});
  CHECK(of_item(R"({"type": "function_call_output", "output": "o", "comment": "b"})") == Names{"comment"});
  CHECK(of_item(R"({"type": "function_call_output", "comment": "b"})") == Names{"comment"});
  CHECK(of_item(R"({"type": "web_search_call", "action": {"query": "q"}})") == Names{"web_search_call"});
  CHECK(named(R"({"type": "document", "title": "t", "x": "y", "source": {"type": "text", "data": "a", "note": "b"}})") ==
        Names{"x", "note"});
  const Count call = count_bytes(
      R"([{"role": "assistant", "tool_calls": [{"id": "1", "type": "function", "extra": "e",
           "function": {"name": "f", "arguments": "{}", "comment": "c"}}]}])",
      "gpt-4o");
  CHECK(omitted(call, Omission::Kind::uncounted) == Names{"extra", "comment"});
}

TEST_CASE("tokens that are no text are told apart") {
  const Count image =
      count_bytes(with_part(R"({"type": "image_url", "image_url": {"url": "u"}})"), "gpt-4o");
  CHECK(image.other == 85 + 170);
  CHECK(image.most_other == 85 + 8 * 170);
  CHECK(image.total == 3 + 4 + 3 + image.other);
  CHECK(count_bytes(with_part(R"({"type": "input_audio", "tokens": 50})"), "gpt-4o").other == 50);
  CHECK(count_bytes(with_part(R"({"type": "text", "text": "a"})"), "gpt-4o").other == 0);
}

TEST_CASE("calls of tools and their results") {
  const Count count = count_bytes(
      with_messages(R"({"role": "assistant", "content": null, "tool_calls": [{"id": "1", "type": "function",
                        "function": {"name": "f", "arguments": "{}"}}, {"type": "custom", "custom": {"name": "g",
                        "input": "abc"}}]}, {"role": "tool", "tool_call_id": "1", "content": "ok"})"),
      "gpt-4o");
  CHECK(count.total == (3 + 9) + (1 + 2) + (1 + 3) + (3 + 4 + 1 + 2) + 3);
  CHECK_FALSE(count.exact);
  CHECK(find_item(count, "message 1 (assistant): call of f").tokens == 3);
  CHECK(count.omissions.empty());
}

TEST_CASE("tools that are not functions") {
  const std::string tool = R"({"type": "custom", "custom": {"name": "g", "description": "d."}})";
  const Count custom = count_bytes(with_messages(look, R"(, "tools": [)" + tool + "]"), "gpt-4o");
  CHECK(custom.total == look_tokens + 7 + 3);
  CHECK_FALSE(custom.exact);
  CHECK_FALSE(custom.unknown);
  const Count hosted = count_bytes(with_messages(look, R"(, "tools": [{"type": "web_search"}])"), "gpt-4o");
  CHECK(hosted.total == look_tokens);
  CHECK(hosted.unknown);
  CHECK(find_item(hosted, "tool web_search").unknown);
  CHECK(omitted(hosted, Omission::Kind::unknown) == Names{"tool web_search"});
  CHECK(omitted(hosted, Omission::Kind::fee) == Names{"web search"});
  const Count given =
      count_bytes(with_messages(look, R"(, "tools": [{"type": "web_search", "tokens": 100}])"), "gpt-4o");
  CHECK(given.total == look_tokens + 100);
  CHECK_FALSE(given.unknown);
  CHECK_FALSE(given.exact);
  const Count options = count_bytes(with_messages(look, R"(, "web_search_options": {"user_location": "x"})"), "gpt-4o");
  CHECK(options.exact);
  CHECK(omitted(options, Omission::Kind::fee) == Names{"web_search_options"});
}

TEST_CASE("images") {
  const auto image = [](const std::string& json) {
    return count_bytes(with_part(R"({"type": "image_url", "image_url": )" + json + "}"), "gpt-4o");
  };
  constexpr std::uint64_t around = 3 + 4 + 3;
  // The start of a PNG file of 640 × 480 pixels.
  const std::string png = "iVBORw0KGgoAAAANSUhEUgAAAoAAAAHgCAIAAAC6s0uz";
  CHECK(image(R"({"url": "data:image/png;base64,)" + png + "\"}").total == around + 85 + 2 * 170);
  CHECK(image("\"data:image/png;base64," + png + "\"").total == around + 85 + 2 * 170);
  CHECK(image(R"({"url": "https://example.org/i.png", "width": 1024, "height": 1024})").total == around + 765);
  CHECK(image(R"({"url": "data:image/png;base64,AAAA", "width": 5, "height": 6})").total == around + 255);
  const Count low = image(R"({"url": "https://example.org/i.png", "detail": "low"})");
  CHECK(low.total == around + 85);
  CHECK(low.exact);
  const Count unsized = image(R"({"url": "https://example.org/i.png"})");
  CHECK(unsized.total == around + 255);
  CHECK(unsized.most == around + 1445);
  CHECK_FALSE(unsized.exact);
  CHECK_FALSE(unsized.unknown);
  CHECK(omitted(unsized, Omission::Kind::range) == Names{"image without a size"});
  CHECK(unsized.omissions[0].hint.find("\"width\"") != std::string_view::npos);
  CHECK(image(R"({"url": "u", "detail": "original"})").unknown);
  const Count responses = count_bytes(
      R"({"input": [{"role": "user", "content": [{"type": "input_image", "detail": "low", "image_url": "u"}]}]})",
      "gpt-4o");
  CHECK(responses.total == around + 85);
  const std::string source = R"({"type": "base64", "media_type": "image/png", "data": ")" + png + "\"}";
  const Count anthropic = count_bytes(with_part(R"({"type": "image", "source": )" + source + "}"), "gpt-4o");
  CHECK(anthropic.total == around + 85 + 2 * 170);
}

TEST_CASE("parts whose number of tokens is unknown leave the others counted") {
  for (const char* part :
       {R"({"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}})",
        R"({"type": "file", "file": {"file_id": "f"}})", R"({"type": "input_file", "file_id": "f"})",
        R"({"type": "video"})", R"({"type": "document", "source": {"type": "base64", "data": "AAAA"}})"}) {
    CAPTURE(part);
    const Count count = count_bytes(with_part(std::string(R"({"type": "text", "text": "look"}, )") + part), "gpt-4o");
    CHECK(count.total == look_tokens);
    CHECK(count.unknown);
    CHECK_FALSE(count.exact);
    CHECK(omitted(count, Omission::Kind::unknown).size() == 1);
    CHECK(count.items[1].unknown);
  }
  CHECK(count_bytes(with_part(R"({"type": "video", "tokens": 50})"), "gpt-4o").total == 3 + 4 + 3 + 50);
  const Count earlier = count_bytes(R"({"input": "look", "previous_response_id": "resp_1"})", "gpt-4o");
  CHECK(earlier.unknown);
  CHECK(omitted(earlier, Omission::Kind::unknown) == Names{"previous_response_id"});
}

TEST_CASE("Responses: instructions, messages and items") {
  CHECK(count_bytes(R"({"input": "look"})", "gpt-4o").total == look_tokens);
  CHECK_FALSE(count_bytes(R"({"input": "look"})", "gpt-4o").exact);
  CHECK(count_bytes(R"({"input": "look", "instructions": "be"})", "gpt-4o").total == look_tokens + 3 + 6 + 2);
  const Count items = count_bytes(
      R"({"input": [{"role": "user", "content": [{"type": "input_text", "text": "look"}]},
          {"type": "function_call", "call_id": "c", "name": "f", "arguments": "{}"},
          {"type": "function_call_output", "call_id": "c", "output": "done"}, {"type": "reasoning", "summary": []},
          {"type": "item_reference", "id": "i"}], "tools": [{"type": "function", "name": "f", "description": "d"}]})",
      "gpt-4o");
  CHECK(items.total == look_tokens + 3 + 4 + (7 + 3 + 12));
  CHECK(omitted(items, Omission::Kind::uncounted) == Names{"reasoning"});
  CHECK(omitted(items, Omission::Kind::unknown) == Names{"item_reference"});
}

TEST_CASE("Anthropic's Messages: system, tools and content blocks") {
  const Count count = count_bytes(
      R"({"model": "claude-opus-5", "max_tokens": 9, "system": [{"type": "text", "text": "be", "cache_control": {}}],
          "tools": [{"name": "f", "description": "d", "input_schema": {"type": "object"}}],
          "messages": [{"role": "user", "content": "look"},
            {"role": "assistant", "content": [{"type": "thinking", "thinking": "hm", "signature": "s"},
              {"type": "tool_use", "id": "t", "name": "f", "input": {"a": 1}}]},
            {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t", "content": [{"type": "text",
              "text": "done"}]}, {"type": "document", "title": "T", "source": {"type": "text", "data": "body"}}]}]})",
      "claude-opus-5");
  CHECK(find_item(count, "system").tokens == 3 + 6 + 2);
  CHECK(find_item(count, "message 2 (assistant): call of f").tokens == 1 + 7);
  CHECK(find_item(count, "message 3 (user): tool_result").tokens == 4);
  CHECK(find_item(count, "message 3 (user): document").tokens == 1 + 4);
  CHECK(count.total == 11 + (3 + 4 + 4) + (3 + 9) + 8 + (3 + 4) + 4 + 5 + 3 + (7 + 3 + 12));
  CHECK_FALSE(count.exact);
  CHECK_FALSE(count.unknown);
  CHECK(omitted(count, Omission::Kind::uncounted) == Names{"thinking"});
}

TEST_CASE("Embeddings and Completions: texts and token ids") {
  CHECK(count_bytes(R"({"model": "text-embedding-3-small", "input": "abc"})", "m").total == 3);
  CHECK(count_bytes(R"({"model": "e", "input": ["abc", "de"]})", "m").total == 5);
  CHECK(count_bytes(R"({"model": "e", "input": ["abc", "de"]})", "m").exact);
  CHECK(count_bytes(R"({"body": {"input": [1, 2, 3], "dimensions": 1}})", "m").total == 3);
  CHECK(count_bytes(R"({"body": {"prompt": ["a", [1, 2], [], [3]]}})", "m").total == 4);
  CHECK(count_bytes(R"({"body": {"input": []}})", "m").total == 0);
  CHECK(error_of(R"({"body": {"input": [1, "a", null]}})") ==
        "/body/input/2: expected a string, a token id or an array of token ids");
  CHECK(error_of(R"({"body": {"input": [[1, "a"]]}})") == "/body/input/0/1: expected a token id");
}

TEST_CASE("fine-tuning examples") {
  const Count preference = count_bytes(
      R"({"input": {"messages": [)" + look +
          R"(]}, "preferred_output": [{"role": "assistant", "content": "a"}],
          "non_preferred_output": [{"role": "assistant", "content": "bc"}]})",
      "gpt-4o");
  CHECK(preference.total == look_tokens + (3 + 9 + 1) + (3 + 9 + 2));
  CHECK_FALSE(preference.exact);
  CHECK(count_bytes(R"({"prompt": "abc", "completion": "de"})", "gpt-4o").total == 5);
}

TEST_CASE("an answer has the tokens that the provider reports") {
  const Count count = count_bytes(
      R"({"choices": [], "usage": {"prompt_tokens": 10, "completion_tokens": 2,
          "prompt_tokens_details": {"audio_tokens": 4}}})",
      "gpt-4o");
  CHECK(count.total == 10);
  CHECK(count.exact);
  CHECK(omitted(count, Omission::Kind::fee) == Names{"the price of audio tokens"});
  const Count searched = count_bytes(
      R"({"content": [], "usage": {"input_tokens": 3, "server_tool_use": {"web_search_requests": 2, "other": 0}}})",
      "m");
  CHECK(omitted(searched, Omission::Kind::fee) == Names{"web_search_requests"});
  const Count called = count_bytes(
      R"({"object": "response", "output": [{"type": "web_search_call"}, {"type": "message", "content": []},
          {"type": "web_search_call"}, {"type": "code_interpreter_call"}, {"type": "function_call"}],
          "usage": {"input_tokens": 3, "output_tokens": 1}})",
      "gpt-4o");
  CHECK(omitted(called, Omission::Kind::fee) == Names{"web search", "code interpreter"});
  CHECK(called.exact);
  const Count fast = count_bytes(
      R"({"content": [], "usage": {"input_tokens": 3, "speed": "fast", "inference_geo": "us"}})", "m");
  CHECK(omitted(fast, Omission::Kind::fee) == Names{"speed", "inference_geo"});
  CHECK(count_bytes(R"({"content": [], "usage": {"input_tokens": 3, "speed": "standard", "inference_geo": "global"}})",
                    "m")
            .omissions.empty());
}

TEST_CASE("the items add up, and leaving them out does not change the count") {
  const std::string json = with_messages(
      R"({"role": "user", "content": [{"type": "text", "text": "look"}, {"type": "image_url", "image_url":
          {"url": "u", "width": 1024, "height": 1024}}, {"type": "image_url", "image_url": "u"}]},
         {"role": "assistant", "content": "", "tool_calls": [{"function": {"name": "f", "arguments": "{}"}}]})");
  const Count count = count_bytes(json, "gpt-4o");
  std::uint64_t total = 0;
  std::uint64_t most = 0;
  for (const Item& item : count.items) {
    total += item.tokens;
    most += item.most.value_or(item.tokens);
  }
  CHECK(total == count.total);
  CHECK(most == count.most);
  REQUIRE(count.items.size() == 6);
  CHECK(count.items[0].what == "message 1 (user)");
  CHECK(count.items[1].what == "message 1 (user): image (1024×1024, high detail)");
  CHECK(count.items[1].tokens == 765);
  CHECK(count.items[1].exact);
  CHECK(count.items[2].what == "message 1 (user): image (unknown size, high detail)");
  CHECK(count.items[4].what == "message 2 (assistant): call of f");
  const Count without = count_bytes(json, "gpt-4o", Items::left_out);
  CHECK(without.items.empty());
  CHECK(without.total == count.total);
  CHECK(without.most == count.most);
  CHECK(without.exact == count.exact);
  CHECK(without.omissions == count.omissions);
}

TEST_CASE("many items share the last one") {
  std::string messages = look;
  for (std::size_t i = 1; i < max_items + 50; ++i) messages += "," + look;
  const Count count = count_bytes(with_messages(messages), "gpt-4o");
  REQUIRE(count.items.size() == max_items);
  CHECK(count.items.back().what == "52 other parts");
  std::uint64_t total = 0;
  for (const Item& item : count.items) total += item.tokens;
  CHECK(total == count.total);
  CHECK(total == (max_items + 50) * (3 + 4 + 4) + 3);
}

TEST_CASE("errors give the location of an invalid value") {
  CHECK(error_of("[1]") == "/0: expected an object");
  CHECK(error_of("[{}]") == "/0/role: expected a non-empty string");
  CHECK(error_of(with_messages(R"({"role": "user", "content": 3})")) ==
        "/messages/0/content: expected a string or an array of content parts");
  CHECK(error_of(with_part("{}")) == "/0/content/0/type: expected a non-empty string");
  CHECK(error_of(with_part(R"({"type": "text"})")) == "/0/content/0/text: expected a string");
  CHECK(error_of(with_part(R"({"type": "image_url", "image_url": {"url": "u", "width": 0, "height": 6}})")) ==
        "/0/content/0/image_url/width: expected a positive integer");
  CHECK(error_of(with_part(R"({"type": "image_url", "image_url": {"url": "u", "width": 1.5, "height": 6}})")) ==
        "/0/content/0/image_url/width: expected a positive integer");
  CHECK(error_of(R"({"url": "/v1/responses", "body": {}})") ==
        "/body/input: expected a string or an array of messages");
  CHECK(error_of(R"({"body": {"model": "m", "input": "a", "instructions": 3}})") ==
        "/body/instructions: expected a string or an array of content parts");
  CHECK(error_of(with_messages("", R"(, "tools": [{"type": "function", "function": {"name": ""}}])")) ==
        "/tools/0/function/name: expected a non-empty string");
  std::string parts = R"({"type": "text", "text": "x"})";
  for (int i = 0; i < 20; ++i) parts = R"({"type": "tool_result", "content": [)" + parts + "]}";
  CHECK(error_of(with_part(parts)).ends_with("content parts are nested too deep"));
}

TEST_CASE("ModelCounter: counts each role as count_request() does") {
  for (const std::string role : {"user", "assistant", "system", "tool", "developer", "function", "users", "use", "\\u0075ser",
                                 "a role that no API has"}) {
    CAPTURE(role);
    const std::string json = R"([{"role":")" + role + R"(","content":"12345"},{"role":"user","content":"1"}])";
    for (const std::string_view model : {"gpt-4o", "gpt-3.5-turbo-0301", "another model"}) {
      const Count expected = count_bytes(json, model);
      const Count counted = count_bytes_again(json, model);
      CHECK(counted.total == expected.total);
      CHECK(counted.exact == expected.exact);
      REQUIRE(counted.items.size() == expected.items.size());
      for (std::size_t i = 0; i < counted.items.size(); ++i) {
        CHECK(counted.items[i].what == expected.items[i].what);
        CHECK(counted.items[i].tokens == expected.items[i].tokens);
      }
    }
  }
}

TEST_CASE("ModelCounter: reports the same errors, and counts again after one") {
  const ModelCounter counter("gpt-4o", bytes);
  const Result<Request> wrong = read_request(R"([{"role":5}])");
  const Result<Request> right = read_request(R"([{"role":"user"}])");
  REQUIRE((wrong && right));
  CHECK(counter.count(*wrong).error().message == error_of(R"([{"role":5}])"));
  CHECK(counter.count(*right, Items::left_out)->total == count_bytes(R"([{"role":"user"}])", "gpt-4o").total);
}
