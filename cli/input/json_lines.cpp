#include "input/json_lines.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "output/json.hpp"

namespace tokmill::cli::json {
namespace {

constexpr std::size_t read_size = std::size_t{1} << 18;

void answer_line(Io& io, const Answer& answer, std::string_view line, std::size_t number) {
  Result<std::string> answered = answer(line);
  if (answered) {
    io.write(*answered);
  } else {
    io.write("{\"error\":" + quoted(answered.error().message) + "}");
    io.fail("line " + std::to_string(number) + ": " + answered.error().message);
  }
  io.write("\n");
}

}  // namespace

void answer_lines(Io& io, const Answer& answer) {
  std::string pending;
  std::size_t number = 0;
  while (true) {
    io.flush();
    const std::size_t before = pending.size();
    pending.resize(before + read_size);
    const ssize_t got = ::read(STDIN_FILENO, pending.data() + before, read_size);
    pending.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) io.fail(std::string("standard input: ") + std::strerror(errno));
    if (got <= 0) break;

    std::size_t start = 0;
    std::size_t newline = pending.find('\n', before);
    for (; newline != std::string::npos; newline = pending.find('\n', start)) {
      answer_line(io, answer, std::string_view(pending).substr(start, newline - start), ++number);
      start = newline + 1;
    }
    pending.erase(0, start);
    if (!io.output_problem().empty()) return;
  }
  if (!pending.empty()) answer_line(io, answer, pending, ++number);
}

}  // namespace tokmill::cli::json
