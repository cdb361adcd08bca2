#include "commands/encode/shards/rows.hpp"

#include <algorithm>
#include <cstring>
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

// How many bytes a thread gets at a time. A thread starts with an empty cache of pieces.
constexpr std::size_t thread_bytes = std::size_t{1} << 24;
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

}  // namespace

Result<void> write_rows(const Request& request, const rows::Request& rows, ShardWriter& writer, Io& io) {
  const std::string name = "standard input";
  const std::size_t threads = std::max<std::size_t>(request.threads, 1);
  input::Lines lines("-");
  input::CharsetReport charset(name, rows.strict, io);
  rows::Writer report(rows.keeps_errors, io);
  {
    Progress progress;
    progress.expect(1);
    while (true) {
      std::string_view some = lines.next_lines(threads * thread_bytes, input::Lines::Wait::for_full);
      if (some.empty()) break;
      const std::size_t size = some.size();
      Result<void> done;
      progress.aside([&] { done = charset.update(lines); });
      if (!done) return done;
      while (!some.empty() && writer.inputs_to_skip() > 0) {
        if (done = writer.skip(fingerprint_of(take_line(some))); !done) return done;
        report.skip(1);
      }
      const std::size_t most_parts = threads == 1 ? 1 : threads * thread_parts;
      std::vector<EncodedRows> encoded;
      for (rows::Part& part : rows::divide_lines(some, most_parts)) encoded.push_back({std::move(part), {}});
      parallel_for(encoded.size(), threads, [&](std::size_t i) { encode_rows_of(request, rows, encoded[i]); });
      for (EncodedRows& each : encoded) {
        const bool has_message = each.part.ill_formed || !each.part.failures.empty();
        const auto add = [&] { report.add(each.part); };
        if (has_message) {
          progress.aside(add);
        } else {
          add();
        }
        if (done = writer.add(each.documents); !done) return done;
        each = {};  // its memory is not needed while the next ones are written
      }
      progress.advance(size);
    }
  }
  if (lines.problem() != 0) return Error{ErrorCode::io_error, name + ": " + std::strerror(lines.problem())};
  report.warn_of_kept_errors();
  return {};
}

}  // namespace tokmill::cli::shards
