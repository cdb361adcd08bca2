#include "tokmill/analysis/chat_count.hpp"

#include <doctest/doctest.h>

#include "tokmill/registry.hpp"

using namespace tokmill;

namespace {

chat::Request chat_request(std::string_view json) {
  Result<chat::Request> read = chat::read_request(json);
  REQUIRE(read);
  return std::move(*read);
}

}  // namespace

TEST_CASE("count_chat: encodes the texts with the given encoding") {
  const chat::Request digits = chat_request(R"([{"role": "user", "content": "१२३४"}])");
  const Encoding& r50k = **find_encoding("r50k_base");
  const Encoding& o200k = **find_encoding("o200k_base");
  const auto in_r50k = analysis::count_chat(digits, "gpt-4o", r50k);
  const auto in_o200k = analysis::count_chat(digits, "gpt-4o", o200k);
  REQUIRE(in_r50k);
  REQUIRE(in_o200k);
  CHECK(in_r50k->total - in_o200k->total == r50k.count("१२३४") - o200k.count("१२३४"));
  CHECK(in_o200k->exact);
  CHECK_FALSE(in_o200k->items.empty());
}

TEST_CASE("count_chat: leaves out the items on request") {
  const chat::Request hello = chat_request(R"([{"role": "user", "content": "hello"}])");
  const Encoding& o200k = **find_encoding("o200k_base");
  const auto count = analysis::count_chat(hello, "gpt-4o", o200k, chat::Items::left_out);
  REQUIRE(count);
  CHECK(count->items.empty());
  CHECK(count->total == analysis::count_chat(hello, "gpt-4o", o200k)->total);
}

TEST_CASE("count_chat: a special token in a text is ordinary text") {
  const Encoding& o200k = **find_encoding("o200k_base");
  const auto special =
      analysis::count_chat(chat_request(R"([{"role": "user", "content": "<|endoftext|>"}])"), "gpt-4o", o200k);
  const auto empty = analysis::count_chat(chat_request(R"([{"role": "user", "content": ""}])"), "gpt-4o", o200k);
  REQUIRE(special);
  REQUIRE(empty);
  CHECK(special->total - empty->total == o200k.count("<|endoftext|>"));
  CHECK(special->total - empty->total > 1);
}
