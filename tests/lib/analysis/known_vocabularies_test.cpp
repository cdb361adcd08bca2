#include "tokmill/analysis/known_vocabularies.hpp"

#include <doctest/doctest.h>

#include <string>

#include "tokmill/analysis/model_tokenizer.hpp"
#include "tokmill/pricing/pricing.hpp"
#include "tokmill/registry.hpp"

using namespace tokmill;
using namespace tokmill::analysis;

TEST_CASE("the vocabulary of a model") {
  const KnownVocabulary* const vocabulary = vocabulary_of_model("deepseek-v4-pro");
  REQUIRE(vocabulary != nullptr);
  CHECK(vocabulary->name == "deepseek-v4");
  REQUIRE(vocabulary->files.size() == 1);
  CHECK(vocabulary->files[0].description == "tokenizer.json of DeepSeek-V4");
  CHECK(vocabulary_of_model("deepseek/deepseek-v4-pro") == vocabulary);
  CHECK(vocabulary_of_model("meta-llama/llama-4-scout-17b-16e-instruct") != nullptr);
  for (const char* other : {"", "deepseek-v4", "deepseek-chat", "gpt-4o"}) CHECK(vocabulary_of_model(other) == nullptr);
}

TEST_CASE("the vocabulary of a file") {
  const KnownVocabulary& llama = *vocabulary_of_model("llama-3.1-8b-instant");
  CHECK(llama.files.size() == 3);
  for (const KnownFile& file : llama.files) CHECK(vocabulary_of_file(file.sha256, file.pattern) == &llama);
  // A rank file with another pattern makes other tokens.
  CHECK(llama.files[2].pattern == "llama3");
  CHECK(vocabulary_of_file(llama.files[2].sha256, "gpt2") == nullptr);
  CHECK(vocabulary_of_file(llama.files[2].sha256, "") == nullptr);
  CHECK(vocabulary_of_file(std::string(64, '0'), "") == nullptr);
}

TEST_CASE("models with a known vocabulary are priced and have no built-in encoding") {
  const pricing::PriceBook book;
  std::size_t found = 0;
  for (const pricing::PricedModel& model : book.models()) {
    if (vocabulary_of_model(model.id) == nullptr) continue;
    ++found;
    CHECK_FALSE(tokenizer_of_model(model).exact);
  }
  CHECK(found == 22);
}

TEST_CASE("built-in encodings") {
  for (const std::string_view name : encoding_names()) {
    const auto source = built_in_source(name);
    REQUIRE(source);
    CHECK(source->sha256.size() == 64);
    CHECK_FALSE(source->pattern.empty());
  }
  CHECK(built_in_source("gpt2")->sha256 == built_in_source("r50k_base")->sha256);
  CHECK(built_in_source("o200k_harmony")->pattern == "o200k");
  CHECK_FALSE(built_in_source("o200k"));
}
