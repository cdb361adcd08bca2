#include "output/progress.hpp"

#include <unistd.h>

#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "output/descriptor.hpp"
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

// If standard error fails, there is nowhere to report it.
void write_to_terminal(std::string_view text) { static_cast<void>(output::write_all(STDERR_FILENO, text)); }

}  // namespace

Progress::Progress() {
  if (!can_be_shown()) return;
  try {
    thread_ = std::jthread([this](const std::stop_token& stop) {
      try {
        show(stop);
      } catch (const std::exception&) {
        // As below.
      }
    });
  } catch (const std::exception&) {
    // Without a thread, or without memory, there is no progress.
  }
}

Progress::~Progress() = default;

void Progress::aside(const std::function<void()>& write) {
  const std::scoped_lock lock(mutex_);
  if (std::exchange(is_shown_, false)) write_to_terminal(clear_line);
  write();
}

void Progress::show(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  auto until = begin_ + delay;
  while (!stopped_.wait_until(lock, stop, until, [&stop] { return stop.stop_requested(); })) {
    if (stop.stop_requested()) break;
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin_;
    const ProgressState state{done_, total_, bytes_, elapsed.count()};
    const std::string line = std::string(clear_line) + progress_line(state, errors_width() - 1);
    write_to_terminal(line);
    is_shown_ = true;
    until = std::chrono::steady_clock::now() + interval;
  }
  if (is_shown_) write_to_terminal(clear_line);
}

}  // namespace tokmill::cli
