#include "output/progress.hpp"

#include <cstdio>
#include <string>
#include <string_view>
#include <system_error>

#include "output/terminal.hpp"

namespace tokmill::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto delay = 500ms;  // no progress for short work
constexpr auto interval = 100ms;

// Whether standard error is a terminal that can move the cursor.
bool can_be_shown() {
  const std::string_view term = environment("TERM");
  return errors_are_on_terminal() && !term.empty() && term != "dumb";
}

constexpr std::string_view clear_line = "\r\x1b[K";

}  // namespace

Progress::Progress() {
  if (!can_be_shown()) return;
  try {
    thread_ = std::jthread([this](const std::stop_token& stop) { show(stop); });
  } catch (const std::system_error&) {
    // Without a thread there is no progress.
  }
}

Progress::~Progress() = default;

void Progress::show(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  bool is_shown = false;
  auto until = begin_ + delay;
  while (!stopped_.wait_until(lock, stop, until, [&stop] { return stop.stop_requested(); })) {
    if (stop.stop_requested()) break;
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin_;
    const ProgressState state{done_, total_, bytes_, elapsed.count()};
    const std::string line = std::string(clear_line) + progress_line(state, errors_width() - 1);
    std::fwrite(line.data(), 1, line.size(), stderr);
    is_shown = true;
    until = std::chrono::steady_clock::now() + interval;
  }
  if (is_shown) std::fwrite(clear_line.data(), 1, clear_line.size(), stderr);
}

}  // namespace tokmill::cli
