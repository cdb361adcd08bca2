#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "lib/c/handles.hpp"
#include "tokmill/formats/json.hpp"

using namespace tokmill_c;

namespace {

constexpr std::string_view day = "2025-08-01";

std::string cost(std::string_view model, const tokmill_usage& usage, std::string_view service = {}) {
  char* json = nullptr;
  std::size_t size = 0;
  REQUIRE(tokmill_cost_json(model.data(), model.size(), &usage, service.data(), service.size(), day.data(), day.size(),
                            &json, &size, nullptr) == TOKMILL_OK);
  return take(json, size);
}

std::string member(const std::string& json, std::string_view first, std::string_view second = {}) {
  const auto document = tokmill::formats::parse_json(json);
  REQUIRE(document.has_value());
  auto value = document->root().find(first);
  if (value && !second.empty()) value = value->find(second);
  return value ? value->text() : "null";
}

}  // namespace

TEST_CASE("c: what calls cost, as the program prints it") {
  tokmill_usage usage{};
  usage.input_tokens = 1200;
  usage.output_tokens = 300;
  const std::string once = cost("gpt-4o", usage);
  CHECK(member(once, "model") == "gpt-4o");
  CHECK(member(once, "calls") == "1");
  CHECK(member(once, "usd", "input") == "0.003000");
  CHECK(member(once, "usd", "output") == "0.003000");
  CHECK(member(once, "usd", "total") == "0.006000");
  usage.calls = 1000;
  usage.cached_tokens = 1000;
  CHECK(member(cost("gpt-4o", usage), "usd", "cached") == "1.250000");
  usage.cached_tokens = 0;
  CHECK(member(cost("gpt-4o", usage, "batch"), "usd", "total") == "3.000000");
}

TEST_CASE("c: what a request costs, with its own model or another") {
  const std::string_view request =
      R"({"model": "gpt-4o", "messages": [{"role": "user", "content": "How many tokens is this?"}]})";
  const tokmill_usage usage{};
  const auto request_cost = [&](std::string_view json, std::string_view model, char** out, std::size_t* size,
                                tokmill_error** error) {
    return tokmill_request_cost_json(json.data(), json.size(), model.data(), model.size(), &usage, nullptr, 0,
                                     day.data(), day.size(), out, size, error);
  };
  char* json = nullptr;
  std::size_t size = 0;
  REQUIRE(request_cost(request, {}, &json, &size, nullptr) == TOKMILL_OK);
  const std::string own = take(json, size);
  CHECK(member(own, "model") == "gpt-4o");
  CHECK(member(own, "input_tokens") == "13");
  REQUIRE(request_cost(request, "gpt-4o-mini", &json, &size, nullptr) == TOKMILL_OK);
  CHECK(member(take(json, size), "model") == "gpt-4o-mini");

  CHECK(failure_of([&](tokmill_error** error) { return request_cost("[1]", {}, &json, &size, error); }).status ==
        TOKMILL_MALFORMED_REQUEST);
  CHECK(failure_of([&](tokmill_error** error) {
          return request_cost(R"([{"role": "user", "content": "x"}])", {}, &json, &size, error);
        }).status == TOKMILL_MALFORMED_REQUEST);
}

TEST_CASE("c: a model and all models, with their prices") {
  char* json = nullptr;
  std::size_t size = 0;
  REQUIRE(tokmill_model_json("gpt-4o", 6, day.data(), day.size(), &json, &size, nullptr) == TOKMILL_OK);
  const std::string model = take(json, size);
  CHECK(member(model, "model") == "gpt-4o");
  CHECK(member(model, "encoding") == "o200k_base");
  CHECK(member(model, "usd_per_million", "input") == "2.500000");
  REQUIRE(tokmill_models_json(day.data(), day.size(), &json, &size, nullptr) == TOKMILL_OK);
  const std::string models = take(json, size);
  CHECK(models.front() == '[');
  CHECK(models.find(model) != std::string::npos);
}

TEST_CASE("c: prices with wrong arguments") {
  tokmill_usage usage{};
  const auto failure = [&](std::string_view model, std::string_view service, std::string_view date) {
    return failure_of([&](tokmill_error** error) {
             char* json = nullptr;
             std::size_t size = 0;
             return tokmill_cost_json(model.data(), model.size(), &usage, service.data(), service.size(), date.data(),
                                      date.size(), &json, &size, error);
           })
        .status;
  };
  CHECK(failure("no-such-model-at-all", {}, day) == TOKMILL_UNKNOWN_MODEL);
  CHECK(failure("gpt-4o", "slow", day) == TOKMILL_INVALID_ARGUMENT);
  CHECK(failure("gpt-4o", {}, "2025-13-01") == TOKMILL_MALFORMED_DATE);
  usage.cached_tokens = 1;
  CHECK(failure("gpt-4o", {}, day) == TOKMILL_INVALID_ARGUMENT);
  usage.cached_tokens = 0;
  usage.input_tokens = usage.calls = UINT64_MAX;
  CHECK(failure("gpt-4o", {}, day) == TOKMILL_OVERFLOW);
  CHECK(failure_of([&](tokmill_error** error) {
          char* json = nullptr;
          std::size_t size = 0;
          return tokmill_model_json("no-such-model-at-all", 20, day.data(), day.size(), &json, &size, error);
        }).status == TOKMILL_UNKNOWN_MODEL);
}
