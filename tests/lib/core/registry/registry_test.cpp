#include "tokmill/registry.hpp"

#include <doctest/doctest.h>

using namespace tokmill;

TEST_CASE("all seven encodings are there, each once") {
  CHECK(encoding_names().size() == 7);
  for (const std::string_view name : encoding_names()) {
    const auto found = find_encoding(name);
    REQUIRE(found);
    CHECK((*found)->name() == name);
    CHECK(*find_encoding(name) == *found);
  }
}

TEST_CASE("an unknown encoding names the nearest") {
  const auto found = find_encoding("o200k_bsae");
  REQUIRE_FALSE(found);
  CHECK(found.error().code == ErrorCode::unknown_encoding);
  CHECK(found.error().message.find("did you mean o200k_base?") != std::string::npos);
}

TEST_CASE("models: whole names, then prefixes in their order") {
  CHECK(encoding_name_for_model("gpt-4") == "cl100k_base");
  CHECK(encoding_name_for_model("gpt-4o") == "o200k_base");
  CHECK(encoding_name_for_model("gpt-4o-mini") == "o200k_base");
  CHECK(encoding_name_for_model("gpt-4-turbo") == "cl100k_base");
  CHECK(encoding_name_for_model("gpt-5.2-pro") == "o200k_base");
  CHECK(encoding_name_for_model("gpt-oss-120b") == "o200k_harmony");
  CHECK(encoding_name_for_model("ft:gpt-4o:acme") == "o200k_base");
  CHECK(encoding_name_for_model("ft:gpt-4:acme") == "cl100k_base");
  CHECK(encoding_name_for_model("text-davinci-edit-001") == "p50k_edit");
  CHECK(encoding_name_for_model("gpt-2") == "gpt2");
  CHECK_FALSE(encoding_name_for_model("GPT-4"));
  CHECK(tokenizer_model_names().size() == 45);
  CHECK(tokenizer_model_prefixes().size() == 17);
  CHECK(encoding_name_for_model(tokenizer_model_prefixes()[11]) == "o200k_harmony");

  const auto unknown = encoding_for_model("gpt4o");
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().message.find("did you mean gpt-4o?") != std::string::npos);
}
