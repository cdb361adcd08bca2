#include "tokmill/result.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>

namespace {

using tokmill::Error;
using tokmill::ErrorCode;
using tokmill::Result;

Result<std::string> text() { return std::string("text"); }
Result<std::string> failure() { return Error{ErrorCode::overflow, "too large", 7}; }

}  // namespace

TEST_CASE("result: holds a value or an error") {
  CHECK(text().has_value());
  CHECK(*text() == "text");
  CHECK(text()->size() == 4);
  CHECK_FALSE(failure());
  CHECK(failure().error().code == ErrorCode::overflow);
  CHECK(failure().error().position == 7);
  CHECK(Result<void>());
  CHECK(Result<void>(failure().error()).error().message == "too large");
}

TEST_CASE("result: value_or") {
  CHECK(text().value_or("other") == "text");
  CHECK(failure().value_or("other") == "other");
  const Result<std::string> constant = failure();
  CHECK(constant.value_or("other") == "other");

  Result<std::unique_ptr<int>> owner(std::make_unique<int>(3));
  CHECK(*std::move(owner).value_or(nullptr) == 3);
  CHECK(Result<std::unique_ptr<int>>(Error{ErrorCode::overflow, "", 0}).value_or(nullptr) == nullptr);
}
