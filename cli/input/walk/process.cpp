#include "input/walk/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

namespace tokmill::cli::input {
namespace {

// An open file, closed by the destructor.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int file) : file_(file) {}
  Descriptor(Descriptor&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
  }
  ~Descriptor() { close(); }

  [[nodiscard]] int get() const noexcept { return file_; }
  void close() {
    if (file_ >= 0) ::close(std::exchange(file_, -1));
  }

 private:
  int file_ = -1;
};

struct Pipe {
  Descriptor reads;
  Descriptor writes;
};

Result<Pipe> open_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return Error{ErrorCode::invalid_argument, std::strerror(errno)};
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

std::vector<char*> pointers(const std::vector<std::string>& strings) {
  std::vector<char*> result;
  for (const std::string& string : strings) result.push_back(const_cast<char*>(string.c_str()));
  result.push_back(nullptr);
  return result;
}

// Appends what can be read without blocking; closes the file at its end.
void drain(Descriptor& file, std::string& into) {
  std::array<char, 1 << 16> buffer{};
  const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
  if (got > 0) {
    into.append(buffer.data(), static_cast<std::size_t>(got));
  } else if (got == 0 || errno != EINTR) {
    file.close();
  }
}

using Clock = std::chrono::steady_clock;

// For poll(2): the time until `end` in milliseconds, rounded up, or -1 without an end.
int remaining(std::optional<Clock::time_point> end) {
  if (!end) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*end - Clock::now()).count();
  return static_cast<int>(std::clamp<decltype(left)>(left, 0, std::numeric_limits<int>::max()));
}

// Reads both pipes at once, since a program that blocks on one of them would never close the other. Stops at `end`.
void drain_all(Descriptor output, Descriptor errors, std::optional<Clock::time_point> end, Finished& into) {
  while (output.get() >= 0 || errors.get() >= 0) {
    std::array<pollfd, 2> polled{{{output.get(), POLLIN, 0}, {errors.get(), POLLIN, 0}}};
    const int timeout = remaining(end);
    if (::poll(polled.data(), polled.size(), timeout) < 0 && errno != EINTR) return;
    if (timeout == 0) {
      into.timed_out = true;
      return;
    }
    if (polled[0].revents != 0) drain(output, into.output);
    if (polled[1].revents != 0) drain(errors, into.errors);
  }
}

}  // namespace

Result<Finished> run_program(const std::vector<std::string>& arguments,
                             const std::vector<std::string>& environment, std::chrono::milliseconds time_limit) {
  std::optional<Clock::time_point> end;
  if (time_limit.count() > 0) end = Clock::now() + time_limit;
  Result<Pipe> output = open_pipe();
  if (!output) return output.error();
  Result<Pipe> errors = open_pipe();
  if (!errors) return errors.error();

  posix_spawn_file_actions_t actions;
  if (const int problem = ::posix_spawn_file_actions_init(&actions); problem != 0)
    return Error{ErrorCode::invalid_argument, std::strerror(problem)};
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, output->writes.get(), STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, errors->writes.get(), STDERR_FILENO);
  pid_t process = 0;
  const int problem = ::posix_spawnp(&process, arguments.front().c_str(), &actions, nullptr,
                                     pointers(arguments).data(), pointers(environment).data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (problem != 0) return Error{ErrorCode::invalid_argument, std::strerror(problem)};

  output->writes.close();
  errors->writes.close();
  Finished finished;
  drain_all(std::move(output->reads), std::move(errors->reads), end, finished);
  if (finished.timed_out) ::kill(process, SIGKILL);
  int status = 0;
  while (::waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) return Error{ErrorCode::invalid_argument, std::strerror(errno)};
  }
  finished.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return finished;
}

}  // namespace tokmill::cli::input
