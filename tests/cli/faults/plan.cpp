// Replaces functions of the C library. The program must be linked dynamically, so that the C and C++ libraries call
// these functions, too.

#include "cli/faults/plan.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <new>

namespace tokmill::faults {
namespace {

std::atomic<bool> is_active{false};
std::atomic<std::size_t> allocation_count{0};
std::atomic<std::size_t> transfer_count{0};
std::atomic<std::size_t> write_count{0};
std::atomic<std::size_t> change_count{0};
Plan plan;

bool allocation_fails() noexcept {
  if (!is_active.load(std::memory_order_relaxed)) return false;
  const std::size_t number = allocation_count.fetch_add(1, std::memory_order_relaxed);
  return number == plan.failing_allocation || (number > plan.failing_allocation && plan.later_allocations_fail);
}

// The memory that `allocate` returns, or null if this allocation fails; errno is then set.
template <class Allocate>
void* unless_it_fails(const Allocate& allocate) noexcept {
  if (!allocation_fails()) return allocate();
  errno = ENOMEM;
  return nullptr;
}

// The size of a transfer, or 0 if it fails; errno is then set.
std::size_t transfer_size(std::size_t size) noexcept {
  if (!is_active || !plan.short_calls) return size;
  const std::size_t number = transfer_count++;
  if (number % 2 == 0) return std::min<std::size_t>(size, 1);
  errno = number % 4 == 1 ? EINTR : EAGAIN;
  return 0;
}

// Call it before each change of a file.
void count_change() noexcept {
  if (is_active && change_count++ == plan.last_change) ::raise(SIGKILL);
}

}  // namespace

void follow(const Plan& new_plan) noexcept {
  plan = new_plan;
  is_active = true;
}

std::size_t allocations() noexcept { return allocation_count; }

}  // namespace tokmill::faults

using namespace tokmill::faults;

extern "C" {

#ifndef TOKMILL_SANITIZED

void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);

void* malloc(std::size_t size) noexcept {
  return unless_it_fails([=] { return __libc_malloc(size); });
}

void* calloc(std::size_t count, std::size_t size) noexcept {
  return unless_it_fails([=] { return __libc_calloc(count, size); });
}

void* realloc(void* memory, std::size_t size) noexcept {
  return unless_it_fails([=] { return __libc_realloc(memory, size); });
}

void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  return unless_it_fails([=] { return __libc_memalign(alignment, size); });
}

int posix_memalign(void** memory, std::size_t alignment, std::size_t size) noexcept {
  void* const allocated = aligned_alloc(alignment, size);
  if (allocated == nullptr) return ENOMEM;
  *memory = allocated;
  return 0;
}

#endif

ssize_t read(int file, void* bytes, std::size_t size) {
  const std::size_t allowed = transfer_size(size);
  return allowed == 0 && size > 0 ? -1 : static_cast<ssize_t>(::syscall(SYS_read, file, bytes, allowed));
}

ssize_t write(int file, const void* bytes, std::size_t size) {
  count_change();
  if (is_active && write_count++ == plan.failing_write) {
    if (plan.write_signal != 0) ::raise(plan.write_signal);
    if (plan.write_problem != 0) {
      errno = plan.write_problem;
      return -1;
    }
  }
  const std::size_t allowed = transfer_size(size);
  return allowed == 0 && size > 0 ? -1 : static_cast<ssize_t>(::syscall(SYS_write, file, bytes, allowed));
}

int fsync(int file) {
  count_change();
  if (is_active && plan.sync_signal != 0) ::raise(plan.sync_signal);
  return static_cast<int>(::syscall(SYS_fsync, file));
}

int fdatasync(int file) {
  count_change();
  return static_cast<int>(::syscall(SYS_fdatasync, file));
}

ssize_t pwrite(int file, const void* bytes, std::size_t size, off_t offset) {
  count_change();
  return static_cast<ssize_t>(::syscall(SYS_pwrite64, file, bytes, size, offset));
}

int ftruncate(int file, off_t size) noexcept {
  count_change();
  return static_cast<int>(::syscall(SYS_ftruncate, file, size));
}

int mkdir(const char* path, mode_t mode) noexcept {
  count_change();
  return static_cast<int>(::syscall(SYS_mkdirat, AT_FDCWD, path, mode));
}

int unlinkat(int folder, const char* path, int flags) noexcept {
  count_change();
  return static_cast<int>(::syscall(SYS_unlinkat, folder, path, flags));
}

int renameat(int old_folder, const char* old_path, int new_folder, const char* new_path) noexcept {
  count_change();
  return static_cast<int>(::syscall(SYS_renameat2, old_folder, old_path, new_folder, new_path, 0));
}

}  // extern "C"

#ifdef TOKMILL_SANITIZED

void* operator new(std::size_t size) {
  void* const memory = operator new(size, std::nothrow);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return unless_it_fails([=] { return std::malloc(size); });
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }

#endif
