#include "tokmill/icu/memory.hpp"

#include <unicode/uclean.h>

#include <cstddef>
#include <cstdlib>

namespace tokmill::inline TOKMILL_ABI::icu {
namespace {

void (*out_of_memory)() noexcept = nullptr;

extern "C" {

static void* allocate(const void*, std::size_t size) {
  void* const memory = std::malloc(size);
  if (memory == nullptr) out_of_memory();
  return memory;
}

static void* reallocate(const void*, void* memory, std::size_t size) {
  void* const larger = std::realloc(memory, size);
  if (larger == nullptr && size > 0) out_of_memory();
  return larger;
}

static void release(const void*, void* memory) { std::free(memory); }

}  // extern "C"

}  // namespace

bool set_out_of_memory_handler(void (*handler)() noexcept) noexcept {
  out_of_memory = handler;
  UErrorCode status = U_ZERO_ERROR;
  u_setMemoryFunctions(nullptr, allocate, reallocate, release, &status);
  return U_SUCCESS(status);
}

}  // namespace tokmill::icu
