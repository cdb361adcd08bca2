#include "app/startup.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <exception>
#include <new>

#include "app/exit_code.hpp"
#include "output/io.hpp"
#include "output/temporary_file.hpp"
#include "tokmill/icu/memory.hpp"

namespace tokmill::cli::app {
namespace {

void open_standard_streams() noexcept {
  for (const int file : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(file, F_GETFD) >= 0 || errno != EBADF) continue;
    // open() returns the lowest number that is free. The direction is the one that is not used.
    static_cast<void>(::open("/dev/null", (file == STDIN_FILENO ? O_WRONLY : O_RDONLY) | O_CLOEXEC));
  }
}

extern "C" void do_nothing(int) {}

void set_signals() noexcept {
  std::signal(SIGPIPE, SIG_DFL);
  sigset_t pipe;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  ::pthread_sigmask(SIG_UNBLOCK, &pipe, nullptr);
  // Not SIG_IGN, which programs that this one starts would inherit.
  struct sigaction action {};
  action.sa_handler = do_nothing;
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGXFSZ, &action, nullptr);
}

void set_thread_stack_size() noexcept {
  constexpr std::size_t min_stack_size = std::size_t{1} << 20;
  pthread_attr_t attributes;
  if (::pthread_getattr_default_np(&attributes) != 0) return;
  std::size_t size = 0;
  if (::pthread_attr_getstacksize(&attributes, &size) == 0 && size < min_stack_size &&
      ::pthread_attr_setstacksize(&attributes, min_stack_size) == 0) {
    ::pthread_setattr_default_np(&attributes);
  }
  ::pthread_attr_destroy(&attributes);
}

// ICU cannot be left by an exception. What standard output did not get yet is dropped, as after an exception.
void end_out_of_memory() noexcept {
  output::remove_temporary_files();
  Io().warn("out of memory");
  ::_exit(static_cast<int>(ExitCode::failed));
}

[[noreturn]] void end_after_exception() noexcept {
  output::remove_temporary_files();
  Io io;
  try {
    if (const std::exception_ptr exception = std::current_exception()) std::rethrow_exception(exception);
    io.warn("internal error");
  } catch (const std::bad_alloc&) {
    io.warn("out of memory");
  } catch (const std::exception& error) {
    io.warn(error.what());
  } catch (...) {
    io.warn("internal error");
  }
  ::_exit(static_cast<int>(ExitCode::failed));
}

}  // namespace

void prepare_process() noexcept {
  std::set_terminate(end_after_exception);
  open_standard_streams();
  set_signals();
  set_thread_stack_size();
  icu::set_out_of_memory_handler(end_out_of_memory);
}

}  // namespace tokmill::cli::app
