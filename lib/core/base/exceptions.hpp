#pragma once

#include <utility>

/// Exceptions inside the library, which do not leave it. In builds without them (-fno-exceptions, as for WebAssembly), one
/// ends the program: patterns must be valid there, and memory must suffice.
namespace tokmill::base {

template <class Exception>
[[noreturn]] void raise(Exception exception) {
#ifdef __cpp_exceptions
  throw exception;
#elif defined(__GNUC__)
  static_cast<void>(exception);
  __builtin_trap();
#else
#error "expected a compiler with exceptions, or with __builtin_trap"
#endif
}

/// Returns call(), or on_exception(exception) if that raises an `Exception`.
template <class Exception, class Call, class OnException>
auto catch_raised(const Call& call, [[maybe_unused]] const OnException& on_exception)
    -> decltype(on_exception(std::declval<Exception&>())) {
#ifdef __cpp_exceptions
  try {
    return call();
  } catch (Exception& exception) {
    return on_exception(exception);
  }
#else
  return call();
#endif
}

}  // namespace tokmill::base
