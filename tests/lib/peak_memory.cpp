// Replaces operator new and delete, to count.

#include "lib/peak_memory.hpp"

#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>

namespace tokmill::test {
namespace {

std::atomic<std::size_t> current{0};
std::atomic<std::size_t> peak{0};

}  // namespace

PeakMemory::PeakMemory() noexcept : before_(current) { peak = before_; }
std::size_t PeakMemory::bytes() const noexcept { return peak - before_; }

}  // namespace tokmill::test

using tokmill::test::current;
using tokmill::test::peak;

void* operator new(std::size_t size) {
  void* const memory = std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  peak = std::max<std::size_t>(peak, current += ::malloc_usable_size(memory));
  return memory;
}

void operator delete(void* memory) noexcept {
  current -= ::malloc_usable_size(memory);
  std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }
