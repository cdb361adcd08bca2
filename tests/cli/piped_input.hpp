#pragma once

#include <doctest/doctest.h>
#include <unistd.h>

#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace tokmill::cli {

/// Standard input for the lifetime of the object: a pipe that receives `parts`, one write each.
class PipedInput {
 public:
  explicit PipedInput(std::vector<std::string> parts) : saved_(::dup(STDIN_FILENO)) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    ::dup2(ends[0], STDIN_FILENO);
    ::close(ends[0]);
    writer_ = std::thread([end = ends[1], parts = std::move(parts)] {
      for (const std::string& part : parts) CHECK(::write(end, part.data(), part.size()) >= 0);
      ::close(end);
    });
  }
  ~PipedInput() {
    writer_.join();
    ::dup2(saved_, STDIN_FILENO);
    ::close(saved_);
  }

 private:
  int saved_;
  std::thread writer_;
};

}  // namespace tokmill::cli
