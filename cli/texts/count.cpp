#include "texts/count.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "input/reader.hpp"
#include "input/text_blocks.hpp"
#include "input/walk/folder.hpp"
#include "options/converted_blocks.hpp"
#include "output/path.hpp"
#include "output/progress.hpp"
#include "texts/line_list.hpp"
#include "texts/report.hpp"
#include "texts/task.hpp"
#include "texts/text_of.hpp"
#include "tokmill/parallel.hpp"
#include "tokmill/stream.hpp"
#include "tokmill/threads.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::texts {
namespace {

using input::FileKind;
using input::Origin;

// Whether there is anything at the path: git lists deleted files, too.
bool exists(const std::string& path) {
  std::error_code problem;
  return std::filesystem::exists(std::filesystem::symlink_status(path, problem));
}

// The size of the folder in the path of a file; 0 if it has none.
std::size_t folder_size(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? 0 : slash;
}

class Counter {
 public:
  Counter(const Request& request, std::span<const Encoding* const> encodings)
      : request_(request), encodings_(encodings) {
    if (request.lines) lines_.emplace(*request.lines);
  }

  CountedTexts run(Io& io);

 private:
  std::vector<Task> tasks_of_arguments();
  std::vector<Task> process_round(std::vector<Task> round, Progress& progress);
  void process(Task& task, std::size_t threads, Progress& progress) const;
  void process_blocks(Task& task, std::size_t threads, Progress& progress) const;
  void count_blocks(ConvertedBlocks blocks, std::size_t threads, Task& task, Progress& progress) const;
  template <class AnyCounter>
  void count_blocks_with(std::vector<AnyCounter> counters, ConvertedBlocks blocks, Task& task,
                         Progress& progress) const;
  analysis::LineCounter line_counter(Task& task) const;
  Result<std::uint64_t> count_whole(const Encoding& encoding, std::string_view bytes, std::size_t threads,
                                    Task& task) const;
  void convert_and_count(std::string_view bytes, std::size_t threads, Task& task) const;
  void count(std::string_view bytes, std::size_t threads, Task& task) const;
  void list(const Task& folder, std::vector<Task>& found);
  CountedTexts collect(Io& io);

  const Request& request_;
  std::span<const Encoding* const> encodings_;
  std::size_t standard_input_argument_ = 0;  // the first argument that names it
  mutable input::FileReaders readers_;
  mutable std::mutex lines_mutex_;
  mutable std::optional<LineList> lines_;    // if they are requested
  std::vector<Task> tasks_;                  // processed
  std::vector<std::size_t> roots_;           // Input::root of each argument
  std::vector<std::string> folder_problems_;
  std::set<std::string> notes_;
  std::vector<input::Skipped> skipped_;
  bool has_folder_ = false;
};

void Counter::convert_and_count(std::string_view bytes, std::size_t threads, Task& task) const {
  std::string converted;
  if (const auto text = text_of(request_.text, bytes, converted, task)) count(*text, threads, task);
}

// A counter that adds its lines to those of the task.
analysis::LineCounter Counter::line_counter(Task& task) const {
  const AddedSpecial added = request_.add_special.tokens_of(*encodings_.front());
  return analysis::LineCounter(
      *encodings_.front(), request_.special,
      [&task](const analysis::CountedLine& line) { task.lines->add(line, task.path, task.argument); }, added.prefix.size(),
      added.suffix.size());
}

Result<std::uint64_t> Counter::count_whole(const Encoding& encoding, std::string_view bytes, std::size_t threads,
                                           Task& task) const {
  if (task.lines) {
    analysis::LineCounter counter = line_counter(task);
    if (const Result<void> appended = counter.append(bytes); !appended) return appended.error();
    return counter.finish();
  }
  if (request_.special.is_ordinary()) return std::uint64_t{count_in_parallel(encoding, bytes, threads)};
  const Result<std::size_t> counted = encoding.count(bytes, request_.special);
  if (!counted) return counted.error();
  return std::uint64_t{*counted};
}

void Counter::count(std::string_view bytes, std::size_t threads, Task& task) const {
  if (task.ill_formed && request_.text.strict) {
    task.kind = FileKind::failed;
    return;
  }
  for (const Encoding* const encoding : encodings_) {
    const Result<std::uint64_t> tokens = count_whole(*encoding, bytes, threads, task);
    if (!tokens) {
      task.kind = FileKind::failed;
      task.problem = tokens.error().message;
      return;
    }
    task.tokens.push_back(*tokens + request_.add_special.tokens_of(*encoding).size());
  }
  task.bytes = bytes.size();
  if (request_.needs_characters) task.characters = count_characters(bytes);
}

// Counts the text in constant memory.
void Counter::count_blocks(ConvertedBlocks blocks, std::size_t threads, Task& task, Progress& progress) const {
  if (task.lines) {
    std::vector<analysis::LineCounter> counters;
    counters.push_back(line_counter(task));
    count_blocks_with(std::move(counters), std::move(blocks), task, progress);
    return;
  }
  std::vector<StreamCounter> counters;
  for (const Encoding* const encoding : encodings_) {
    counters.emplace_back(*encoding, request_.special, IllFormed::replacement, threads);
  }
  count_blocks_with(std::move(counters), std::move(blocks), task, progress);
}

// As above; there is a counter for each encoding.
template <class AnyCounter>
void Counter::count_blocks_with(std::vector<AnyCounter> counters, ConvertedBlocks blocks, Task& task,
                                Progress& progress) const {
  const auto fail = [&task](std::string problem) {
    task.kind = FileKind::failed;
    task.problem = std::move(problem);
  };
  if (blocks.is_converted()) task.charset = blocks.charset();
  task.by_mark = blocks.is_converted() && !request_.text.charset.from;
  // Converted blocks are well-formed, so the counter finds nothing in them.
  const auto is_rejected = [&] {
    task.ill_formed = blocks.is_converted() ? blocks.first_ill_formed() : counters.front().first_ill_formed();
    if (!task.ill_formed || !request_.text.strict) return false;
    task.kind = FileKind::failed;
    return true;
  };
  while (true) {
    const std::uint64_t consumed = blocks.consumed();
    const Result<std::string_view> block = blocks.next();
    if (!block) return fail(block.error().message);
    if (block->empty()) break;
    // UTF-16 text has NUL bytes that conversion removes. A file that still has some is binary.
    if (task.origin == Origin::walked && has_nul(*block)) {
      task.kind = FileKind::binary;
      return;
    }
    for (AnyCounter& counter : counters) {
      if (const Result<void> appended = counter.append(*block); !appended) return fail(appended.error().message);
    }
    if (is_rejected()) return;
    task.bytes += block->size();
    if (request_.needs_characters) task.characters += count_characters(*block);
    progress.advance(blocks.consumed() - consumed);
  }
  for (std::size_t i = 0; i < counters.size(); ++i) {
    const Result<std::uint64_t> tokens = counters[i].finish();
    if (!tokens) return fail(tokens.error().message);
    task.tokens.push_back(*tokens + request_.add_special.tokens_of(*encodings_[i]).size());
  }
  task.note = blocks.note();
  if (is_rejected()) return;
}

// Processes a text that is not read at once: an input that was named, whose size can be anything, or a large file.
void Counter::process_blocks(Task& task, std::size_t threads, Progress& progress) const {
  task.kind = FileKind::text;
  // If standard input is named twice, it is empty the second time.
  if (task.is_standard_input() && task.argument != standard_input_argument_) return count("", threads, task);
  std::error_code ignored;
  if (!task.is_standard_input() && std::filesystem::is_directory(task.path, ignored)) {
    task.kind = FileKind::folder;
    return;
  }
  const bool is_walked = task.origin == Origin::walked;
  const input::Decompress decompress = is_walked ? input::Decompress::no : request_.text.decompress();
  Result<input::TextBlocks> blocks = input::TextBlocks::open(task.path, input::TextBlocks::Wait::for_full, decompress);
  if (!blocks) {
    task.kind = FileKind::failed;
    task.problem = blocks.error().message;
  } else if (is_walked && !request_.text.charset.from && input::is_compressed(blocks->first())) {
    task.kind = FileKind::binary;
  } else if (!request_.text.charset.needs_whole()) {
    Result<ConvertedBlocks> converted = ConvertedBlocks::open(std::move(*blocks), request_.text.charset);
    if (converted) {
      count_blocks(std::move(*converted), threads, task, progress);
    } else {
      task.kind = FileKind::failed;
      task.problem = converted.error().message;
    }
  } else if (const Result<std::string> bytes = blocks->remaining(); bytes) {
    convert_and_count(*bytes, threads, task);
    progress.advance(bytes->size());
    task.note = blocks->note();
  } else {
    task.kind = FileKind::failed;
    task.problem = bytes.error().message;
  }
}

void Counter::process(Task& task, std::size_t threads, Progress& progress) const {
  const TextOption& text = request_.text;
  if (request_.lines) task.lines.emplace(*request_.lines);
  if (text.text) {
    task.kind = FileKind::text;
    task.ill_formed = find_ill_formed(*text.text);
    count(*text.text, threads, task);
  } else if (task.origin == Origin::named) {
    process_blocks(task, threads, progress);
  } else {
    readers_.with_one([&](input::FileReader& reader) {
      input::FileRead read = reader.read(task.path, task.origin, text.charset.from.has_value());
      task.kind = read.kind;
      task.problem = std::move(read.problem);
      if (task.kind == FileKind::text) convert_and_count(read.bytes, threads, task);
      progress.advance(read.bytes.size());
    });
    if (task.kind == FileKind::large) process_blocks(task, threads, progress);
  }
  if (task.lines && task.kind == FileKind::text) {
    const std::lock_guard lock(lines_mutex_);
    lines_->merge(std::move(*task.lines));
  }
  task.lines.reset();
  if (task.kind == FileKind::folder) {
    progress.expect_one_less();
  } else {
    progress.done();
  }
}

// Appends the files of a folder that an argument named, or that a walk met in place of a file.
void Counter::list(const Task& folder, std::vector<Task>& found) {
  input::FolderListing listing =
      folder.origin == Origin::named
          ? input::list_folder(folder.path, request_.walk, request_.threads)
          : input::list_submodule(folder.path, roots_[folder.argument], request_.walk, request_.threads);
  std::ranges::move(listing.skipped, std::back_inserter(skipped_));
  std::ranges::move(listing.problems, std::back_inserter(folder_problems_));
  notes_.insert(listing.notes.begin(), listing.notes.end());
  for (std::string& path : listing.files) {
    Task& task = found.emplace_back();
    task.path = std::move(path);
    task.argument = folder.argument;
    task.origin = Origin::walked;
  }
}

std::vector<Task> Counter::tasks_of_arguments() {
  std::vector<Task> tasks;
  for (std::string& path : input_paths(request_.text)) {
    roots_.push_back(folder_size(path));
    Task& task = tasks.emplace_back();
    task.path = std::move(path);
    task.argument = tasks.size() - 1;
  }
  return tasks;
}

// Processes the tasks and returns the files in those that are folders.
std::vector<Task> Counter::process_round(std::vector<Task> round, Progress& progress) {
  progress.expect(round.size());
  const std::size_t threads_per_text = std::max<std::size_t>(1, request_.threads / round.size());
  parallel_for(round.size(), request_.threads,
               [&](std::size_t i) { process(round[i], threads_per_text, progress); });
  std::vector<Task> files;
  for (Task& task : round) {
    if (task.kind != FileKind::folder) {
      tasks_.push_back(std::move(task));
      continue;
    }
    if (task.origin == Origin::named) {
      has_folder_ = true;
      roots_[task.argument] = task.path.find_last_not_of('/') + 1;  // 0 for the root folder
    }
    list(task, files);
  }
  return files;
}

// Sums up and reports the processed tasks.
CountedTexts Counter::collect(Io& io) {
  std::ranges::stable_sort(tasks_, [](const Task& a, const Task& b) {
    return a.argument != b.argument ? a.argument < b.argument : a.path < b.path;
  });
  for (const std::string& note : notes_) io.warn(output::printable_path(note));
  for (const std::string& problem : folder_problems_) io.fail(output::printable_path(problem));
  report(tasks_, io);

  CountedTexts counted;
  counted.has_folder = has_folder_;
  counted.tokens.resize(encodings_.size());
  std::size_t walked = 0;  // files of folders
  for (Task& task : tasks_) {
    if (task.kind == FileKind::binary) skipped_.push_back({task.path, input::SkipReason::binary});
    if (task.kind == FileKind::left_out && exists(task.path)) {
      skipped_.push_back({task.path, input::SkipReason::not_regular});
    }
    if (task.kind != FileKind::text) continue;
    counted.total += task.sizes();
    walked += task.origin == Origin::walked ? 1 : 0;
    for (std::size_t i = 0; i < task.tokens.size(); ++i) counted.tokens[i] += task.tokens[i];
    counted.inputs.push_back({std::move(task.path), roots_[task.argument], task.sizes()});
  }
  if (request_.lists_skipped) {
    std::ranges::sort(skipped_, {}, &input::Skipped::path);
    list_skipped(skipped_, io);
  }
  if (lines_) counted.lines = std::move(*lines_).take();
  report_nothing_included(skipped_, walked, request_.lists_skipped, io);
  report_left_out(skipped_, io);
  return counted;
}

CountedTexts Counter::run(Io& io) {
  std::vector<Task> round = tasks_of_arguments();
  const auto standard_input = std::ranges::find_if(round, &Task::is_standard_input);
  if (standard_input != round.end()) standard_input_argument_ = standard_input->argument;
  {
    Progress progress;
    while (!round.empty()) round = process_round(std::move(round), progress);
  }
  return collect(io);
}

}  // namespace

CountedTexts count(const Request& request, std::span<const Encoding* const> encodings, Io& io) {
  return Counter(request, encodings).run(io);
}

}  // namespace tokmill::cli::texts
