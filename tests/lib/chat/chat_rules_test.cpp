#include "chat/chat_rules.hpp"

#include <doctest/doctest.h>

using namespace tokmill::chat;

TEST_CASE("the makers have their own rules for images") {
  CHECK(chat_rules("claude-sonnet-4-6").most_tokens == 1568);
  CHECK(chat_rules("claude-opus-5").most_tokens == 4784);
  CHECK(chat_rules("gemini-2.5-pro").image == ImageMethod::crop);
  CHECK(chat_rules("gemini-3-pro-preview").image == ImageMethod::fixed);
  CHECK(chat_rules("grok-4").image == ImageMethod::unknown);
  CHECK(chat_rules("").image == ImageMethod::unknown);
}

TEST_CASE("a row applies to its model and dated snapshots of it") {
  for (const char* model : {"gpt-4o", "gpt-4o-2024-11-20"}) {
    CAPTURE(model);
    CHECK(chat_rules(model).functions_are_exact);
    CHECK(chat_rules(model).images_are_exact);
    CHECK(chat_rules(model).function_tokens == 7);
  }
  CHECK(chat_rules("gpt-4-0613").functions_are_exact);
  CHECK(chat_rules("gpt-4-0613").function_tokens == 10);
  CHECK_FALSE(chat_rules("gpt-4-0613").images_are_exact);
  CHECK(chat_rules("gpt-3.5-turbo-0301").tokens_per_message == 4);
  CHECK(chat_rules("gpt-3.5-turbo-0301").tokens_per_name == -1);
}

TEST_CASE("for other models, the row with the longest matching prefix is an estimate") {
  CHECK_FALSE(chat_rules("gpt-4-turbo").functions_are_exact);
  CHECK(chat_rules("gpt-4-turbo").function_tokens == 10);
  CHECK_FALSE(chat_rules("gpt-5.2").images_are_exact);
  CHECK(chat_rules("gpt-5.2").tile_tokens == 140);
  CHECK(chat_rules("gpt-5-mini-2025-08-07").image == ImageMethod::patch);
  CHECK(chat_rules("claude-opus-5").function_tokens == 7);
  CHECK_FALSE(chat_rules("claude-opus-5").functions_are_exact);
  CHECK_FALSE(chat_rules("").functions_are_exact);
  CHECK(chat_rules("gpt-4-turbo").tile_tokens == 170);
  CHECK_FALSE(chat_rules("gpt-4-turbo").images_are_exact);
  CHECK(chat_rules("gpt-6-sol").image == ImageMethod::tile);
  CHECK_FALSE(chat_rules("gpt-6-sol").messages_are_exact);
  CHECK(chat_rules("o4-mini").schema_tokens == 8);
  CHECK(chat_rules("o4-mini").function_tokens == 7);
}

TEST_CASE("open models have their own chat templates") {
  for (const char* model : {"deepseek-v4-pro", "meta-llama/llama-4-scout-17b-16e-instruct", "qwen3-max", "kimi-k3"}) {
    CAPTURE(model);
    CHECK(chat_rules(model).has_own_template);
    CHECK(chat_rules(model).tokens_per_message == 0);
    CHECK_FALSE(chat_rules(model).messages_are_exact);
  }
  for (const char* model : {"", "gpt-4o", "claude-opus-5", "grok-4", "deep"}) {
    CAPTURE(model);
    CHECK_FALSE(chat_rules(model).has_own_template);
    CHECK(chat_rules(model).tokens_per_message == 3);
  }
}
