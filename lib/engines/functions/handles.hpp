#pragma once

#include <memory>
#include <new>
#include <stdexcept>
#include <string>

#include "tokmill/tokmill.h"

// Owners of the objects of the C interface, and its errors as exceptions. No exception leaves an extension.

namespace tokmill::engines {

/// An error for the user of the engine. The message is a sentence without a final full stop.
class Failure : public std::runtime_error {
 public:
  explicit Failure(const std::string& message, tokmill_status status = TOKMILL_INVALID_ARGUMENT)
      : std::runtime_error(message), status_(status) {}

  [[nodiscard]] tokmill_status status() const noexcept { return status_; }

 private:
  tokmill_status status_;
};

struct FreeEncoding {
  void operator()(tokmill_encoding* encoding) const noexcept { tokmill_encoding_free(encoding); }
};
using EncodingHandle = std::unique_ptr<tokmill_encoding, FreeEncoding>;

struct FreeError {
  void operator()(tokmill_error* error) const noexcept { tokmill_error_free(error); }
};

/// An array or a string that the C interface has returned.
struct FreeMemory {
  void operator()(void* memory) const noexcept { tokmill_free(memory); }
};
template <class T>
using Memory = std::unique_ptr<T, FreeMemory>;

/// Throws unless call(error) returns TOKMILL_OK.
template <class Call>
void check(const Call& call) {
  tokmill_error* error = nullptr;
  const tokmill_status status = call(&error);
  if (status == TOKMILL_OK) return;
  const std::unique_ptr<tokmill_error, FreeError> owner(error);
  if (status == TOKMILL_OUT_OF_MEMORY) throw std::bad_alloc();
  throw Failure(tokmill_error_message(error), status);
}

}  // namespace tokmill::engines
