#include "output/progress.hpp"

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "output/terminal.hpp"

namespace tokmill::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 500ms;  // shorter work is done before anyone wonders
constexpr auto interval = 100ms;

// Where the cursor can be moved.
bool can_be_shown() {
  const char* const term = std::getenv("TERM");
  return errors_are_on_terminal() && term != nullptr && std::string_view(term) != "dumb";
}

constexpr std::string_view wipe = "\r\x1b[K";

}  // namespace

Progress::Progress() {
  if (can_be_shown()) shows_ = std::jthread([this](const std::stop_token& stop) { show(stop); });
}

Progress::~Progress() = default;

void Progress::show(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  bool is_shown = false;
  auto until = begin_ + patience;
  while (!stopped_.wait_until(lock, stop, until, [&stop] { return stop.stop_requested(); })) {
    if (stop.stop_requested()) break;
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin_;
    const ProgressState state{done_, total_, bytes_, elapsed.count()};
    const std::string line = std::string(wipe) + progress_line(state, errors_width() - 1);
    std::fwrite(line.data(), 1, line.size(), stderr);
    is_shown = true;
    until = std::chrono::steady_clock::now() + interval;
  }
  if (is_shown) std::fwrite(wipe.data(), 1, wipe.size(), stderr);
}

}  // namespace tokmill::cli
