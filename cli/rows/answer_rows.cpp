#include "rows/answer_rows.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "input/charset_report.hpp"
#include "input/lines.hpp"
#include "rows/part.hpp"
#include "rows/writer.hpp"
#include "tokmill/threads.hpp"

namespace tokmill::cli::rows {
namespace {

// How many bytes a thread gets at a time, if so many can be read without waiting.
constexpr std::size_t bytes_of_thread = std::size_t{1} << 20;
constexpr std::size_t most_bytes = std::size_t{1} << 23;
// Parts are smaller, so that threads that are interrupted have less to do.
constexpr std::size_t parts_of_thread = 4;
constexpr std::size_t least_part = std::size_t{1} << 14;

}  // namespace

std::uint64_t answer_rows(const Request& request, const Answer& answer, Io& io) {
  const std::string name = "standard input";
  Writer writer(request.keeps_errors, io);
  const auto flush = [&] {
    writer.write_pending();
    io.flush();
  };
  input::Lines lines("-", request.decompress, flush);
  input::CharsetReport charset(name, request.strict, io);
  const std::size_t threads = std::max<std::size_t>(request.threads, 1);
  const std::size_t batch = std::min(bytes_of_thread * threads, most_bytes);
  ThreadTeam team(threads);
  for (std::string_view some = lines.next_lines(batch); !some.empty(); some = lines.next_lines(batch)) {
    if (const Result<void> reported = charset.update(lines); !reported) {
      writer.write_pending();
      io.fail(reported.error().message);
      return writer.total();
    }
    const std::size_t most_parts = threads == 1 ? 1 : std::min(threads * parts_of_thread, some.size() / least_part + 1);
    std::vector<Part> parts = divide_lines(some, most_parts);
    if (parts.size() == 1) {
      answer_part(request, answer, parts.front());
    } else {
      // One thread first writes the answers to the batch before, and reads the next one.
      team.for_each(parts.size() + 1, [&](std::size_t i) {
        if (i > 0) return answer_part(request, answer, parts[i - 1]);
        writer.write_pending();
        lines.read_ahead(batch);
      });
    }
    writer.add(std::move(parts));
    if (io.is_output_lost()) return writer.total();
  }
  writer.write_pending();
  if (!lines.problem().empty()) io.fail(name + ": " + lines.problem());
  if (const std::string note = lines.note(); !note.empty()) io.warn(name + ": " + note);
  writer.warn_of_kept_errors();
  return writer.total();
}

}  // namespace tokmill::cli::rows
