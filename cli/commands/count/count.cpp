#include "commands/count/count.hpp"

#include "output/format.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "input/reader.hpp"
#include "input/walk/folder.hpp"
#include "output/path.hpp"
#include "output/progress.hpp"
#include "tokmill/parallel.hpp"
#include "tokmill/threads.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::count {
namespace {

using input::FileKind;
using input::Wanted;

// One text on its way: what to read, and what came of it. Each is seen to by one thread.
struct Task {
  std::string path;
  std::size_t argument = 0;  // its index
  Wanted wanted = Wanted::by_name;

  FileKind kind = FileKind::failed;
  Figures figures;
  std::string problem;
  std::string charset = "UTF-8";
  std::optional<int> confidence;          // of a guess of the charset
  std::optional<std::size_t> ill_formed;  // where it first is not of its charset
};

class Counter {
 public:
  Counter(const TextOption& texts, const Terms& terms) : texts_(texts), terms_(terms) {}

  Counted run(Io& io);

 private:
  void see_to(Task& task, Progress& progress) const;
  void convert_and_count(std::string_view bytes, Task& task) const;
  void count(std::string_view bytes, Task& task) const;
  void list(const Task& folder, std::vector<Task>& found);
  void report(Io& io) const;

  const TextOption& texts_;
  const Terms& terms_;
  std::string standard_input_;
  std::string standard_input_problem_;
  std::size_t standard_input_argument_ = 0;  // the first that names it
  std::vector<Task> tasks_;
  std::vector<std::size_t> roots_;            // for each argument, see Input::root
  std::vector<std::string> folder_problems_;  // in the order of arguments
  std::set<std::string> notes_;
  std::size_t hidden_ = 0;
  std::size_t threads_a_text_ = 1;  // where there are fewer texts than threads
  bool has_folder_ = false;
};

void Counter::convert_and_count(std::string_view bytes, Task& task) const {
  Result<ConvertedText> converted = texts_.charset.convert(bytes);
  if (!converted) {
    task.kind = FileKind::failed;
    task.problem = converted.error().message;
    return;
  }
  // UTF-16 of a text has NUL bytes, and no NUL once it is converted.
  constexpr char nul = '\0';
  if (task.wanted == Wanted::by_walk && bytes.find(nul) != std::string_view::npos &&
      converted->bytes.find(nul) != std::string::npos) {
    task.kind = FileKind::binary;
    return;
  }
  task.charset = std::move(converted->charset);
  task.confidence = converted->confidence;
  task.ill_formed = converted->ill_formed;
  count(converted->bytes, task);
}

void Counter::count(std::string_view bytes, Task& task) const {
  if (task.ill_formed && texts_.strict) {
    task.kind = FileKind::failed;
    return;
  }
  const Result<std::size_t> tokens =
      terms_.special.is_ordinary()
          ? Result<std::size_t>(count_in_parallel(*terms_.encoding, bytes, threads_a_text_))
          : terms_.encoding->count(bytes, terms_.special);
  if (!tokens) {
    task.kind = FileKind::failed;
    task.problem = tokens.error().message;
    return;
  }
  task.figures.tokens = *tokens;
  task.figures.bytes = bytes.size();
  if (terms_.characters) task.figures.characters = count_characters(bytes);
}

void Counter::see_to(Task& task, Progress& progress) const {
  thread_local input::FileReader reader;
  std::string_view bytes;
  task.kind = FileKind::text;
  if (texts_.text) {
    bytes = *texts_.text;
  } else if (task.path == "-" && task.wanted == Wanted::by_name) {
    // Whoever names it twice finds it empty the second time.
    if (task.argument == standard_input_argument_) {
      bytes = standard_input_;
      task.problem = standard_input_problem_;
      if (!task.problem.empty()) task.kind = FileKind::failed;
    }
  } else {
    input::FileRead read = reader.read(task.path, task.wanted, texts_.charset.from.has_value());
    task.kind = read.kind;
    task.problem = std::move(read.problem);
    bytes = read.bytes;
  }
  if (task.kind == FileKind::text && texts_.charset.from) {
    convert_and_count(bytes, task);
  } else if (task.kind == FileKind::text) {
    task.ill_formed = find_ill_formed(bytes);
    count(bytes, task);
  }
  if (task.kind == FileKind::folder) {
    progress.expect_one_less();
  } else {
    progress.done(bytes.size());
  }
}

// What is in a folder, which an argument named or a walk met in place of a file.
void Counter::list(const Task& folder, std::vector<Task>& found) {
  const input::WalkTerms terms{terms_.hidden, terms_.ignored, terms_.threads};
  input::FolderListing listing = folder.wanted == Wanted::by_name ? input::list_folder(folder.path, terms)
                                                                 : input::list_submodule(folder.path, terms);
  hidden_ += listing.hidden;
  std::ranges::move(listing.problems, std::back_inserter(folder_problems_));
  notes_.insert(listing.notes.begin(), listing.notes.end());
  for (std::string& path : listing.files) {
    Task task;
    task.path = std::move(path);
    task.argument = folder.argument;
    task.wanted = Wanted::by_walk;
    found.push_back(std::move(task));
  }
}

std::size_t folder_of_file(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? 0 : slash;
}

Counted Counter::run(Io& io) {
  const std::vector<std::string> arguments = input_paths(texts_);
  std::vector<Task> round;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    round.emplace_back();
    round.back().path = arguments[i];
    round.back().argument = i;
    roots_.push_back(folder_of_file(arguments[i]));
  }
  standard_input_argument_ = static_cast<std::size_t>(std::ranges::find(arguments, "-") - arguments.begin());
  if (!texts_.text && standard_input_argument_ < arguments.size()) {
    Result<std::string> bytes = read_input("-");
    if (bytes) {
      standard_input_ = std::move(*bytes);
    } else {
      standard_input_problem_ = bytes.error().message;
    }
  }
  {
    Progress progress;
    // In the first round stand the arguments; in each further one what lies in the folders of the one before.
    while (!round.empty()) {
      progress.expect(round.size());
      threads_a_text_ = std::max<std::size_t>(1, terms_.threads / round.size());
      parallel_for(round.size(), terms_.threads, [&](std::size_t i) { see_to(round[i], progress); });
      std::vector<Task> below;
      for (Task& task : round) {
        if (task.kind != FileKind::folder) {
          tasks_.push_back(std::move(task));
          continue;
        }
        if (task.wanted == Wanted::by_name) {
          has_folder_ = true;
          roots_[task.argument] = task.path.find_last_not_of('/') + 1;  // 0 for the root of all
        }
        list(task, below);
      }
      round = std::move(below);
    }
  }
  std::ranges::stable_sort(tasks_, [](const Task& a, const Task& b) {
    return a.argument != b.argument ? a.argument < b.argument : a.path < b.path;
  });
  report(io);

  Counted counted;
  counted.hidden = hidden_;
  counted.has_folder = has_folder_;
  for (Task& task : tasks_) {
    if (task.kind == FileKind::binary) ++counted.binary;
    if (task.kind != FileKind::text) continue;
    counted.total += task.figures;
    counted.inputs.push_back({std::move(task.path), roots_[task.argument], task.figures});
  }
  return counted;
}

std::string name_of(const Task& task) {
  return task.path == "-" && task.wanted == Wanted::by_name ? "standard input"
                                                            : output::printable_path(task.path);
}

// The first of several things to say, and how many there are.
class FirstOfAll {
 public:
  void add(const Task& task) {
    if (number_++ == 0) first_ = &task;
  }
  [[nodiscard]] const Task* first() const { return first_; }
  [[nodiscard]] std::string others(std::string_view text) const {
    if (number_ < 2) return "";
    return output::format("{} {} other input{}", text, number_ - 1, number_ == 2 ? "" : "s");
  }

 private:
  const Task* first_ = nullptr;
  std::size_t number_ = 0;
};

void Counter::report(Io& io) const {
  for (const std::string& note : notes_) io.warn(output::printable_path(note));
  for (const std::string& problem : folder_problems_) io.fail(output::printable_path(problem));
  FirstOfAll guessed;
  FirstOfAll ill_formed;
  for (const Task& task : tasks_) {
    if (task.confidence) guessed.add(task);
    if (task.kind == FileKind::failed) {
      io.fail(task.problem.empty() ? ill_formed_message(name_of(task), task.charset, *task.ill_formed)
                                   : name_of(task) + ": " + task.problem);
    } else if (task.ill_formed) {
      ill_formed.add(task);
    }
  }
  if (const Task* const task = guessed.first()) {
    io.warn(guess_message(name_of(*task), task->charset, *task->confidence) +
            guessed.others("; a guess was made too for"));
  }
  if (const Task* const task = ill_formed.first()) {
    io.warn(ill_formed_message(name_of(*task), task->charset, *task->ill_formed) +
            "; each ill-formed part counts as U+FFFD" + ill_formed.others(", here and in"));
  }
}

}  // namespace

Counted count_texts(const TextOption& texts, const Terms& terms, Io& io) {
  Counter counter(texts, terms);
  Counted counted = counter.run(io);
  if (counted.hidden + counted.binary > 0) {
    std::string left_out;
    if (counted.hidden > 0) left_out += output::format("{} hidden", counted.hidden);
    if (counted.binary > 0)
      left_out += output::format("{}{} binary", left_out.empty() ? "" : " and ", counted.binary);
    io.warn(output::format("left out {} file{}", left_out, counted.hidden + counted.binary == 1 ? "" : "s"));
  }
  return counted;
}

}  // namespace tokmill::cli::count
