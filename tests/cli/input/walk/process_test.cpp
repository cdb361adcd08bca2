#include "input/walk/process.hpp"

#include <doctest/doctest.h>

#include <chrono>

using namespace tokmill;
using cli::input::Finished;
using cli::input::run_program;

TEST_CASE("process: output, errors and exit status") {
  const Result<Finished> finished = run_program({"sh", "-c", "echo out; echo err >&2; exit 3"}, {});
  REQUIRE(finished);
  CHECK(finished->output == "out\n");
  CHECK(finished->errors == "err\n");
  CHECK(finished->exit_status == 3);
}

TEST_CASE("process: both pipes are read at once") {
  const Result<Finished> finished = run_program(
      {"sh", "-c", "i=0; while [ $i -lt 20000 ]; do echo 0123456789; echo 0123456789 >&2; i=$((i+1)); done"},
      {});
  REQUIRE(finished);
  CHECK(finished->output.size() == 220000);
  CHECK(finished->errors.size() == 220000);
}

TEST_CASE("process: standard input is empty, and the environment is the given one") {
  const Result<Finished> finished = run_program({"sh", "-c", "cat; printf '%s' \"$ONE-$HOME\""}, {"ONE=1"});
  REQUIRE(finished);
  CHECK(finished->output == "1-");
}

TEST_CASE("process: arguments are passed unchanged, without a shell") {
  const Result<Finished> finished = run_program({"printf", "%s|", "a b", "$(x)", "';", ""}, {});
  REQUIRE(finished);
  CHECK(finished->output == "a b|$(x)|';||");
}

TEST_CASE("process: a program that does not exist, and one ended by a signal") {
  CHECK(run_program({"tokmill-has-no-such-program"}, {}).error().message == "No such file or directory");
  CHECK(run_program({"sh", "-c", "kill -KILL $$"}, {})->exit_status == -1);
}

TEST_CASE("process: a program that runs for too long is killed, even if what it started keeps the pipes open") {
  using namespace std::chrono_literals;
  const auto start = std::chrono::steady_clock::now();
  for (const char* script : {"echo out; exec sleep 60", "echo out; sleep 60 & wait"}) {
    CAPTURE(script);
    const Result<Finished> finished = run_program({"sh", "-c", script}, {}, 300ms);
    REQUIRE(finished);
    CHECK(finished->output == "out\n");
  }
  CHECK(std::chrono::steady_clock::now() - start < 30s);
  CHECK(run_program({"sh", "-c", "exec sleep 60"}, {}, 50ms)->timed_out);
  CHECK_FALSE(run_program({"true"}, {}, 60s)->timed_out);
}
