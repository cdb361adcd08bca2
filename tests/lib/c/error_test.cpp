#include <doctest/doctest.h>

#include <cstring>
#include <set>
#include <string>

#include "lib/c/handles.hpp"
#include "tokmill/version.hpp"

using namespace tokmill_c;

TEST_CASE("c: the versions are those of the header") {
  CHECK(tokmill_abi_version() == TOKMILL_C_ABI_VERSION);
  CHECK(std::string(tokmill_version()) == TOKMILL_VERSION);
}

TEST_CASE("c: each status has a name of its own") {
  std::set<std::string> names;
  for (int status = TOKMILL_OK; status <= TOKMILL_INTERNAL_ERROR; ++status) {
    names.insert(tokmill_status_name(status));
  }
  CHECK(names.size() == TOKMILL_INTERNAL_ERROR + 1);
  CHECK(names.count("unknown") == 0);
  CHECK(std::string(tokmill_status_name(1000)) == "unknown");
  CHECK(std::string(tokmill_status_name(TOKMILL_OUT_OF_MEMORY)) == "out_of_memory");
}

TEST_CASE("c: an error has a status, a message and a position") {
  const auto o200k = encoding("o200k_base");
  const std::uint32_t ids[] = {0, 1, 4'000'000'000};
  const Failure failure = failure_of([&](tokmill_error** error) {
    std::size_t size = 0;
    return tokmill_decode(o200k.get(), ids, 3, nullptr, 0, &size, error);
  });
  CHECK(failure.status == TOKMILL_TOKEN_OUT_OF_RANGE);
  CHECK(failure.position == 2);
  CHECK(failure.row == 0);
}

TEST_CASE("c: memory that cannot be had is an error that needs no memory") {
  const auto gpt2 = encoding("gpt2");
  const tokmill_text text{nullptr, 0};
  for (int i = 0; i < 2; ++i) {  // the error object is used again
    const Failure failure = failure_of([&](tokmill_error** error) {
      return tokmill_count_texts(gpt2.get(), &text, SIZE_MAX / 4, nullptr, 0, 1, nullptr, error);
    });
    CHECK(failure.status == TOKMILL_OUT_OF_MEMORY);
    CHECK(failure.message == "out of memory");
  }
}

TEST_CASE("c: success leaves the error alone, and a failure the result") {
  tokmill_error* const untouched = reinterpret_cast<tokmill_error*>(1);
  tokmill_error* error = untouched;
  tokmill_encoding* made = nullptr;
  REQUIRE(tokmill_encoding_by_name("gpt2", 4, &made, &error) == TOKMILL_OK);
  CHECK(error == untouched);
  tokmill_encoding* const before = made;
  CHECK(tokmill_encoding_by_name("gpt3", 4, &made, nullptr) == TOKMILL_UNKNOWN_ENCODING);
  CHECK(made == before);
  tokmill_encoding_free(made);
}

TEST_CASE("c: NULL can be freed, and asked for an error") {
  CHECK(tokmill_error_status(nullptr) == TOKMILL_OK);
  CHECK(std::strlen(tokmill_error_message(nullptr)) == 0);
  CHECK(tokmill_error_position(nullptr) == 0);
  CHECK(tokmill_error_row(nullptr) == 0);
  tokmill_error_free(nullptr);
  tokmill_free(nullptr);
  tokmill_encoding_free(nullptr);
  tokmill_special_policy_free(nullptr);
  tokmill_stream_counter_free(nullptr);
  tokmill_stream_encoder_free(nullptr);
  tokmill_stream_decoder_free(nullptr);
  tokmill_appendable_counter_free(nullptr);
  tokmill_interval_counter_free(nullptr);
}
