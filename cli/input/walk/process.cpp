#include "input/walk/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <limits>
#include <optional>
#include <thread>
#include <utility>

#include "output/descriptor.hpp"

namespace tokmill::cli::input {
namespace {

using output::Descriptor;

struct Pipe {
  Descriptor reads;
  Descriptor writes;
};

Result<Pipe> open_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return output::system_error(errno);
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
  std::array<char, 1 << 14> buffer{};  // the stack of a thread may be as small as 64 KiB
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

// Starts the program with its output and errors in the pipes. Returns 0 or the error number.
int spawn(const std::vector<std::string>& arguments, const std::vector<std::string>& environment, const Pipe& output,
          const Pipe& errors, pid_t& process) {
  const std::vector<char*> argv = pointers(arguments);
  const std::vector<char*> envp = pointers(environment);
  posix_spawn_file_actions_t actions;
  int problem = ::posix_spawn_file_actions_init(&actions);
  if (problem != 0) return problem;
  problem = ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  if (problem == 0) problem = ::posix_spawn_file_actions_adddup2(&actions, output.writes.get(), STDOUT_FILENO);
  if (problem == 0) problem = ::posix_spawn_file_actions_adddup2(&actions, errors.writes.get(), STDERR_FILENO);
  if (problem == 0) {
    problem = ::posix_spawnp(&process, arguments.front().c_str(), &actions, nullptr, argv.data(), envp.data());
  }
  ::posix_spawn_file_actions_destroy(&actions);
  return problem;
}

// As spawn(). If the limit of processes is reached, waits for programs that other threads started.
int spawn_with_patience(const std::vector<std::string>& arguments, const std::vector<std::string>& environment,
                        const Pipe& output, const Pipe& errors, pid_t& process) {
  using namespace std::chrono_literals;
  int problem = EAGAIN;
  for (auto pause = 1ms; problem == EAGAIN && pause < 500ms; pause *= 2) {
    problem = spawn(arguments, environment, output, errors, process);
    if (problem == EAGAIN) std::this_thread::sleep_for(pause);
  }
  return problem;
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

  pid_t process = 0;
  if (const int problem = spawn_with_patience(arguments, environment, *output, *errors, process); problem != 0)
    return output::system_error(problem);
  output->writes.close();
  errors->writes.close();
  Finished finished;
  drain_all(std::move(output->reads), std::move(errors->reads), end, finished);
  if (finished.timed_out) ::kill(process, SIGKILL);
  int status = 0;
  while (::waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) return output::system_error(errno);
  }
  finished.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return finished;
}

}  // namespace tokmill::cli::input
