#include "output/temporary_file.hpp"

#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <mutex>
#include <string_view>
#include <utility>

namespace tokmill::cli::output {
namespace {

using Name = std::array<char, 32>;

// A file to remove if a signal ends the program. The signal handler reads it, possibly in another thread.
struct Slot {
  std::atomic<bool> is_taken = false;
  std::atomic<int> folder = -1;  // -1: there is nothing to remove
  Name name{};
};

std::array<Slot, 16> slots;

// The signals that end a program unless it handles them, as far as other programs or the user send them, or a limit of
// the system does.
constexpr std::array ending_signals = {SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGALRM, SIGTERM, SIGXCPU, SIGUSR1, SIGUSR2};

extern "C" void remove_and_end(int signal) {
  remove_temporary_files();
  // SA_RESETHAND has restored the default action, so that the program ends with the status of the signal.
  static_cast<void>(::raise(signal));
}

// Signals that are ignored stay ignored.
void handle_ending_signals() {
  for (const int signal : ending_signals) {
    struct sigaction current {};
    if (::sigaction(signal, nullptr, &current) != 0 || (current.sa_flags & SA_SIGINFO) != 0 ||
        current.sa_handler != SIG_DFL) {
      continue;
    }
    struct sigaction action {};
    action.sa_handler = remove_and_end;
    action.sa_flags = static_cast<int>(SA_RESETHAND | static_cast<unsigned>(SA_NODEFER));
    ::sigaction(signal, &action, nullptr);
  }
}

// 80 random bits, so that no other file has the name.
int choose_name(Name& name) {
  std::array<unsigned char, 16> random{};
  std::size_t size = 0;
  while (size < random.size()) {
    const ssize_t got = ::getrandom(random.data() + size, random.size() - size, 0);
    if (got < 0 && errno != EINTR) return errno;
    if (got > 0) size += static_cast<std::size_t>(got);
  }
  constexpr std::string_view digits = "abcdefghijklmnopqrstuvwxyz234567";
  char* at = std::ranges::copy(temporary_prefix, name.data()).out;
  for (const unsigned char byte : random) *at++ = digits[byte % digits.size()];
  *at = '\0';
  return 0;
}

}  // namespace

int TemporaryFile::create(int folder, mode_t mode) {
  static std::once_flag once;
  std::call_once(once, handle_ending_signals);
  const auto free = std::ranges::find_if(slots, [](Slot& slot) { return !slot.is_taken.exchange(true); });
  if (free == slots.end()) return EMFILE;
  slot_ = static_cast<std::size_t>(free - slots.begin());
  int problem = choose_name(free->name);
  if (problem == 0) {
    // Before the file exists, because a signal may come between the two.
    free->folder = folder;
    file_ = Descriptor(::openat(folder, free->name.data(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
    if (file_.get() < 0) problem = errno;
  }
  if (problem == 0) {
    exists_ = true;
  } else {
    release();
  }
  return problem;
}

int TemporaryFile::rename_to(const std::string& name) {
  const Slot& slot = slots[slot_];
  if (::renameat(slot.folder, slot.name.data(), slot.folder, name.c_str()) != 0) return errno;
  exists_ = false;
  release();
  return 0;
}

void TemporaryFile::remove() noexcept {
  static_cast<void>(file_.close());
  if (!std::exchange(exists_, false)) return;
  ::unlinkat(slots[slot_].folder, slots[slot_].name.data(), 0);
  release();
}

void TemporaryFile::release() noexcept {
  slots[slot_].folder = -1;
  slots[slot_].is_taken = false;
}

void remove_temporary_files() noexcept {
  for (const Slot& slot : slots) {
    if (const int folder = slot.folder; folder >= 0) ::unlinkat(folder, slot.name.data(), 0);
  }
}

}  // namespace tokmill::cli::output
