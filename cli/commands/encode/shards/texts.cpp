#include "commands/encode/shards/texts.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "commands/encode/shards/documents.hpp"
#include "commands/encode/shards/file_list.hpp"
#include "commands/encode/shards/fingerprint.hpp"
#include "input/reader.hpp"
#include "output/path.hpp"
#include "output/progress.hpp"
#include "texts/report.hpp"
#include "texts/text_of.hpp"
#include "tokmill/threads.hpp"

namespace tokmill::cli::shards {
namespace {

using input::FileKind;
using input::Origin;
using texts::Task;

// How many bytes of files a thread gets at a time, unless there is one larger file.
constexpr std::size_t batch_bytes = std::size_t{1} << 24;
constexpr std::size_t batch_files = 4096;

std::size_t size_of(const Task& task) {
  struct stat status {};
  if (task.is_standard_input() || ::stat(task.path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return 0;
  return static_cast<std::size_t>(status.st_size);
}

// How many of the next files to encode at a time. A file of which the size is not known may be large.
std::size_t batch_size(std::span<const Task> tasks, std::size_t threads) {
  std::size_t bytes = 0;
  std::size_t count = 0;
  while (count < std::min(tasks.size(), batch_files * threads)) {
    const std::size_t size = size_of(tasks[count]);
    const bool may_be_large = size == 0 && tasks[count].origin == Origin::named;
    bytes += may_be_large ? input::FileReader::max_size : size;
    if (count > 0 && bytes > batch_bytes * threads) break;
    ++count;
  }
  return count;
}

class FileEncoder {
 public:
  FileEncoder(const Request& request, const TextsInput& input, Progress& progress)
      : request_(request), input_(input), progress_(progress), team_(request.threads) {}

  // Encodes the files on all threads; `only_reads`: only for their fingerprints.
  std::vector<Documents> encode(std::span<Task> tasks, bool only_reads) {
    std::vector<Documents> documents(tasks.size());
    const std::size_t threads_per_file = std::max<std::size_t>(1, request_.threads / tasks.size());
    team_.for_each(tasks.size(),
                   [&](std::size_t i) { documents[i] = encode_file(tasks[i], only_reads, threads_per_file); });
    return documents;
  }

 private:
  Documents encode_file(Task& task, bool only_reads, std::size_t threads) {
    Documents documents;
    std::uint64_t fingerprint = 0;
    read(task, [&](std::string_view bytes) {
      fingerprint = fingerprint_of(bytes);
      if (!only_reads) documents = encode_bytes(task, bytes, threads);
      progress_.advance(bytes.size());
    });
    documents.fingerprints = {fingerprint};
    if (task.kind == FileKind::failed) documents.failed = {0};
    progress_.done();
    return documents;
  }

  // Calls use(bytes) if the file may be a text.
  template <class Use>
  void read(Task& task, const Use& use) {
    if (task.origin == Origin::walked) {
      readers_.with_one([&](input::FileReader& reader) {
        input::FileRead read = reader.read(task.path, task.origin, input_.text.charset.from.has_value());
        task.kind = read.kind;
        task.problem = std::move(read.problem);
        if (task.kind == FileKind::text) use(read.bytes);
      });
      if (task.kind != FileKind::large) return;
    }
    const bool is_walked = task.origin == Origin::walked;
    const Result<WholeText> text =
        read_whole_text(task.path, is_walked ? input::Decompress::no : input_.text.decompress());
    task.kind = text ? FileKind::text : FileKind::failed;
    if (!text) {
      task.problem = text.error().message;
    } else if (is_walked && !input_.text.charset.converts(text->bytes) &&
               (input::is_compressed(text->bytes) || texts::has_nul(text->bytes))) {
      task.kind = FileKind::binary;
    } else {
      task.note = text->note;
      use(text->bytes);
    }
  }

  [[nodiscard]] Documents encode_bytes(Task& task, std::string_view bytes, std::size_t threads) const {
    DocumentEncoder encoder(request_.tokenization);
    std::string converted;
    if (const auto text = texts::text_of(input_.text, bytes, converted, task)) {
      if (const Result<std::uint64_t> done = encoder.add(*text, 0, threads); !done) {
        task.kind = FileKind::failed;
        task.problem = done.error().message;
      }
    }
    return encoder.take();
  }

  const Request& request_;
  const TextsInput& input_;
  Progress& progress_;
  ThreadTeam team_;
  input::FileReaders readers_;
};

bool has_message(const Task& task) {
  return task.kind == FileKind::failed || task.confidence || task.by_mark || task.ill_formed || !task.note.empty();
}

}  // namespace

Result<void> write_texts(const Request& request, const TextsInput& input, ShardWriter& writer, Io& io) {
  std::vector<Task> reported;
  FileList list;
  Result<void> done;
  {
    Progress progress;
    list = list_files(input, request.threads);
    progress.expect(list.files.size());
    FileEncoder encoder(request, input, progress);
    std::span<Task> rest = list.files;
    while (!rest.empty() && done) {
      const std::uint64_t to_skip = writer.inputs_to_skip();
      std::size_t count = batch_size(rest, std::max<std::size_t>(request.threads, 1));
      if (to_skip > 0) count = static_cast<std::size_t>(std::min<std::uint64_t>(count, to_skip));
      const std::vector<Documents> encoded = encoder.encode(rest.first(count), to_skip > 0);
      for (std::size_t i = 0; i < count && done; ++i) {
        Task& task = rest[i];
        done = to_skip > 0 ? writer.skip(encoded[i].fingerprints.front()) : writer.add(encoded[i]);
        if (task.kind == FileKind::binary) list.skipped.push_back({task.path, input::SkipReason::binary});
        if (to_skip == 0 && has_message(task)) reported.push_back(std::move(task));
      }
      rest = rest.subspan(count);
    }
  }
  for (const std::string& note : list.notes) io.warn(output::printable_path(note));
  for (const std::string& problem : list.problems) io.fail(output::printable_path(problem));
  texts::report(reported, io);
  if (input.lists_skipped) {
    std::ranges::sort(list.skipped, {}, &input::Skipped::path);
    texts::list_skipped(list.skipped, io);
  }
  texts::report_nothing_included(list.skipped, list.walked, input.lists_skipped, io);
  texts::report_left_out(list.skipped, io);
  return done;
}

}  // namespace tokmill::cli::shards
