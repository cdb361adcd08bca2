#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>

#include "tokmill/tokmill.h"

namespace tokmill_c {

/// Frees an object of the C interface at the end of its scope.
template <class T, void (*free)(T*)>
struct Free {
  void operator()(T* object) const { free(object); }
};
template <class T, void (*free)(T*)>
using Handle = std::unique_ptr<T, Free<T, free>>;

using EncodingHandle = Handle<tokmill_encoding, tokmill_encoding_free>;
using PolicyHandle = Handle<tokmill_special_policy, tokmill_special_policy_free>;

inline EncodingHandle encoding(std::string_view name) {
  tokmill_encoding* made = nullptr;
  REQUIRE(tokmill_encoding_by_name(name.data(), name.size(), &made, nullptr) == TOKMILL_OK);
  return EncodingHandle(made);
}

inline tokmill_text text_of(std::string_view text) { return {text.data(), text.size()}; }

/// A policy that allows no special token, as tiktoken's default.
inline PolicyHandle error_policy() {
  tokmill_special_policy* policy = nullptr;
  REQUIRE(tokmill_special_policy_new(TOKMILL_SPECIAL_ERROR, nullptr, 0, nullptr, 0, &policy, nullptr) == TOKMILL_OK);
  return PolicyHandle(policy);
}

/// A policy under which all special tokens become their ids.
inline PolicyHandle allow_policy() {
  tokmill_special_policy* policy = nullptr;
  REQUIRE(tokmill_special_policy_new(TOKMILL_SPECIAL_ALLOW, nullptr, 0, nullptr, 0, &policy, nullptr) == TOKMILL_OK);
  return PolicyHandle(policy);
}

/// What a failed call has stored, which is freed.
struct Failure {
  tokmill_status status = TOKMILL_OK;
  std::string message;
  std::uint64_t position = 0;
  std::uint64_t row = 0;
};

/// Calls call(error), which must fail with the status that it stores.
template <class Call>
Failure failure_of(const Call& call) {
  tokmill_error* error = nullptr;
  const tokmill_status status = call(&error);
  REQUIRE(status != TOKMILL_OK);
  REQUIRE(error != nullptr);
  Failure failure{tokmill_error_status(error), tokmill_error_message(error), tokmill_error_position(error),
                  tokmill_error_row(error)};
  tokmill_error_free(error);
  CHECK(failure.status == status);
  CHECK_FALSE(failure.message.empty());
  CHECK(call(nullptr) == status);  // without an error object
  return failure;
}

/// Takes over a text that the library has allocated.
inline std::string take(char* text, std::size_t size) {
  REQUIRE(text != nullptr);
  CHECK(text[size] == '\0');
  std::string copy(text, size);
  tokmill_free(text);
  return copy;
}

}  // namespace tokmill_c
