#include "rows/answer_rows.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "input/charset_report.hpp"
#include "input/lines.hpp"
#include "options/text_option.hpp"
#include "output/format.hpp"
#include "rows/part.hpp"
#include "tokmill/threads.hpp"

namespace tokmill::cli::rows {
namespace {

// How many bytes a thread gets at a time, if so many can be read without waiting.
constexpr std::size_t bytes_of_thread = std::size_t{1} << 20;
constexpr std::size_t most_bytes = std::size_t{1} << 23;
// Parts are smaller, so that threads that are interrupted have less to do.
constexpr std::size_t parts_of_thread = 4;
constexpr std::size_t least_part = std::size_t{1} << 14;

// Writes and reports parts in their order.
class Writer {
 public:
  Writer(bool keeps_errors, Io& io) : keeps_errors_(keeps_errors), io_(io) {}

  /// Adds the parts that follow. They are not written yet.
  void add(std::vector<Part> parts) {
    write_pending();
    pending_ = std::move(parts);
  }

  void write_pending() {
    for (Part& part : pending_) {
      write(part);
      part = {};  // its memory is not needed while the next parts are written
    }
    pending_.clear();
  }

  void warn_of_kept_errors() const {
    if (!keeps_errors_ || errors_ == 0) return;
    io_.warn(errors_ == 1 ? *first_error_ : output::format("{} lines have errors; first: {}", errors_, *first_error_));
  }

  [[nodiscard]] std::uint64_t total() const { return total_; }

 private:
  [[nodiscard]] std::size_t line(std::size_t row) const { return rows_ + row + 1; }

  void write(const Part& part) {
    if (part.ill_formed && !std::exchange(has_warned_, true)) {
      warn_of_ill_formed(output::format("line {}", line(part.ill_formed->row)), part.ill_formed->offset, io_);
    }
    io_.write(part.output);
    for (const Part::Failure& failure : part.failures) {
      std::string message = output::format("line {}: {}", line(failure.row), failure.message);
      if (!keeps_errors_) {
        io_.fail(message);
      } else if (!first_error_) {
        first_error_ = std::move(message);
      }
    }
    errors_ += part.errors;
    total_ += part.total;
    rows_ += part.rows;
  }

  bool keeps_errors_;
  Io& io_;
  std::size_t rows_ = 0;
  std::size_t errors_ = 0;
  std::uint64_t total_ = 0;
  bool has_warned_ = false;
  std::optional<std::string> first_error_;
  std::vector<Part> pending_;
};

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
