#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <new>
#include <stdexcept>

#include "c/objects.hpp"
#include "tokmill/error.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::c {

/// Stores an error, unless `error` is null, and returns its status. If there is no memory for it, the error is
/// TOKMILL_OUT_OF_MEMORY.
tokmill_status fail(tokmill_error** error, const Error& cause, std::uint64_t row = 0) noexcept;
tokmill_status fail_out_of_memory(tokmill_error** error) noexcept;
tokmill_status fail_unavailable(tokmill_error** error, const char* message) noexcept;
tokmill_status fail_internal(tokmill_error** error, const char* message) noexcept;

/// Returns call(), a tokmill_status, or the status of the exception that it throws.
template <class Call>
tokmill_status guarded(tokmill_error** error, const Call& call) noexcept {
  try {
    return call();
  } catch (const std::bad_alloc&) {
    return fail_out_of_memory(error);
  } catch (const std::length_error&) {
    return fail_out_of_memory(error);  // a text or an array that no memory can hold
  } catch (const std::exception& exception) {
    return fail_internal(error, exception.what());
  } catch (...) {
    return fail_internal(error, "unknown exception");
  }
}

}  // namespace tokmill::c
