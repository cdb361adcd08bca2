#include "commands/encode/shards/rows.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "commands/encode/shards/documents.hpp"
#include "commands/encode/shards/fingerprint.hpp"
#include "input/charset_report.hpp"
#include "input/lines.hpp"
#include "output/progress.hpp"
#include "rows/part.hpp"
#include "rows/writer.hpp"
#include "tokmill/threads.hpp"

namespace tokmill::cli::shards {
namespace {

// How many bytes a thread gets at a time.
constexpr std::size_t thread_bytes = std::size_t{1} << 22;
constexpr std::size_t thread_parts = 4;  // so that threads that are interrupted have less to do

// Takes the first line from `lines`. Returns it with its newline.
std::string_view take_line(std::string_view& lines) {
  const std::string_view line = lines.substr(0, lines.find('\n'));
  const std::string_view whole = lines.substr(0, line.size() + 1);
  lines.remove_prefix(whole.size());
  return line;
}

struct EncodedRows {
  rows::Part part;
  Documents documents;
};

void encode_rows_of(const Request& request, const rows::Request& rows, EncodedRows& encoded) {
  rows::Part& part = encoded.part;
  DocumentEncoder encoder(request.tokenization);
  const auto encode = [&](std::string_view text, std::string& /*value*/) { return encoder.add(text, part.rows, 1); };
  rows::answer_part(rows, {rows::Answer::Input::text, "ids", false, 1, encode}, part);
  std::string().swap(part.output);
  encoded.documents = encoder.take();
  std::string_view rest = part.lines;
  while (!rest.empty()) encoded.documents.fingerprints.push_back(fingerprint_of(take_line(rest)));
  // If errors are kept, they are no failures.
  if (!rows.keeps_errors) {
    for (const rows::Part::Failure& failure : part.failures) encoded.documents.failed.push_back(failure.row);
  }
}

// Reads, encodes and writes batches. While the threads encode one, the batch before is written and the next one is read.
class RowsPipeline {
 public:
  RowsPipeline(const Request& request, const rows::Request& rows, ShardWriter& writer, Io& io)
      : request_(request),
        rows_(rows),
        writer_(writer),
        threads_(std::max<std::size_t>(request.threads, 1)),
        team_(threads_),
        lines_("-", rows.decompress),
        charset_(std::string(name), rows.strict, io),
        report_(rows.keeps_errors, io) {}

  Result<void> run(Io& io);

 private:
  static constexpr std::string_view name = "standard input";

  Result<void> encode_all(Progress& progress);
  Result<void> skip(std::string_view& lines);
  Result<void> write_pending(Progress& progress);

  const Request& request_;
  const rows::Request& rows_;
  ShardWriter& writer_;
  std::size_t threads_;
  ThreadTeam team_;
  input::Lines lines_;
  input::CharsetReport charset_;
  rows::Writer report_;
  std::vector<EncodedRows> pending_;  // encoded, but not written
};

// Takes the lines that must be skipped.
Result<void> RowsPipeline::skip(std::string_view& lines) {
  while (!lines.empty() && writer_.inputs_to_skip() > 0) {
    if (Result<void> done = writer_.skip(fingerprint_of(take_line(lines))); !done) return done;
    report_.skip(1);
  }
  return {};
}

Result<void> RowsPipeline::write_pending(Progress& progress) {
  for (EncodedRows& each : pending_) {
    const auto write = [&] { report_.write(each.part); };
    if (each.part.ill_formed || !each.part.failures.empty()) {
      progress.aside(write);
    } else {
      write();
    }
    if (Result<void> done = writer_.add(each.documents); !done) return done;
    each = {};  // its memory is not needed while the next ones are written
  }
  pending_.clear();
  return {};
}

Result<void> RowsPipeline::encode_all(Progress& progress) {
  const std::size_t batch = threads_ * thread_bytes;
  while (true) {
    std::string_view some = lines_.next_lines(batch, input::Lines::Wait::for_full);
    if (some.empty()) return write_pending(progress);
    const std::size_t size = some.size();
    Result<void> done;
    progress.aside([&] { done = charset_.update(lines_); });
    if (done) done = skip(some);
    if (!done) return done;
    std::vector<EncodedRows> encoded;
    for (rows::Part& part : rows::divide_lines(some, threads_ == 1 ? 1 : threads_ * thread_parts)) {
      encoded.push_back({std::move(part), {}});
    }
    team_.for_each(encoded.size() + 1, [&](std::size_t i) {
      if (i > 0) return encode_rows_of(request_, rows_, encoded[i - 1]);
      done = write_pending(progress);
      lines_.read_ahead(batch);
    });
    if (!done) return done;
    pending_ = std::move(encoded);
    progress.advance(size);
  }
}

Result<void> RowsPipeline::run(Io& io) {
  {
    Progress progress;
    progress.expect(1);
    if (Result<void> done = encode_all(progress); !done) return done;
  }
  if (!lines_.problem().empty()) return Error{ErrorCode::io_error, std::string(name) + ": " + lines_.problem()};
  if (const std::string note = lines_.note(); !note.empty()) io.warn(std::string(name) + ": " + note);
  report_.warn_of_kept_errors();
  return {};
}

}  // namespace

Result<void> write_rows(const Request& request, const rows::Request& rows, ShardWriter& writer, Io& io) {
  return RowsPipeline(request, rows, writer, io).run(io);
}

}  // namespace tokmill::cli::shards
