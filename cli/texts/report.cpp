#include "texts/report.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "input/charset_messages.hpp"
#include "output/format.hpp"
#include "output/join.hpp"
#include "output/path.hpp"

namespace tokmill::cli::texts {
namespace {

std::string name_of(const Task& task) {
  return task.is_standard_input() ? "standard input" : output::printable_path(task.path);
}

// The first of several tasks to report, and their number.
class FirstOf {
 public:
  void add(const Task& task) {
    if (number_++ == 0) first_ = &task;
  }
  [[nodiscard]] const Task* first() const { return first_; }
  [[nodiscard]] std::string others(std::string_view introduction) const {
    if (number_ < 2) return "";
    return output::format("{} {} other input{}", introduction, number_ - 1, number_ == 2 ? "" : "s");
  }

 private:
  const Task* first_ = nullptr;
  std::size_t number_ = 0;
};

}  // namespace

void report(const std::vector<Task>& tasks, Io& io) {
  FirstOf guessed;
  FirstOf marked;
  FirstOf ill_formed;
  for (const Task& task : tasks) {
    if (!task.note.empty()) io.warn(name_of(task) + ": " + task.note);
    if (task.confidence) guessed.add(task);
    if (task.by_mark && task.kind == input::FileKind::text) marked.add(task);
    if (task.kind == input::FileKind::failed) {
      io.fail(task.problem.empty() ? ill_formed_message(name_of(task), task.charset, *task.ill_formed, true)
                                   : name_of(task) + ": " + task.problem);
    } else if (task.ill_formed) {
      ill_formed.add(task);
    }
  }
  if (const Task* const task = guessed.first()) {
    io.warn(guess_message(name_of(*task), task->charset, *task->confidence) +
            guessed.others("; also detected the charset of"));
  }
  if (const Task* const task = marked.first()) {
    io.warn(mark_message(name_of(*task), task->charset) + marked.others("; also converted"));
  }
  if (const Task* const task = ill_formed.first()) {
    io.warn(ill_formed_message(name_of(*task), task->charset, *task->ill_formed, false) +
            ill_formed.others(", here and in"));
  }
}

void list_skipped(const std::vector<input::Skipped>& skipped, Io& io) {
  for (const input::Skipped& one : skipped) {
    io.warn({"left out ", one.path, " (", input::describe(one.reason), ")"});
  }
}

void report_nothing_included(const std::vector<input::Skipped>& skipped, std::size_t counted, bool lists_skipped,
                             Io& io) {
  if (counted > 0) return;
  std::vector<std::string_view> options;
  const auto add_if_any = [&](input::SkipReason reason, std::string_view option) {
    if (std::ranges::find(skipped, reason, &input::Skipped::reason) != skipped.end()) options.push_back(option);
  };
  add_if_any(input::SkipReason::not_included, "--include");
  add_if_any(input::SkipReason::excluded, "--exclude");
  if (options.empty()) return;
  io.warn(output::format("no file was counted, because of {}{}", output::join(options, " and "),
                         lists_skipped ? "" : "; use --list-skipped to list what was left out"));
}

void report_left_out(const std::vector<input::Skipped>& skipped, Io& io) {
  const std::ptrdiff_t hidden = std::ranges::count(skipped, input::SkipReason::hidden, &input::Skipped::reason);
  const std::ptrdiff_t binary = std::ranges::count(skipped, input::SkipReason::binary, &input::Skipped::reason);
  if (hidden + binary == 0) return;
  std::string kinds;
  if (hidden > 0) kinds += output::format("{} hidden", hidden);
  if (binary > 0) kinds += output::format("{}{} binary", kinds.empty() ? "" : " and ", binary);
  io.warn(output::format("left out {} file{}", kinds, hidden + binary == 1 ? "" : "s"));
}

}  // namespace tokmill::cli::texts
