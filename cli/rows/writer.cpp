#include "rows/writer.hpp"

#include <utility>

#include "options/text_option.hpp"
#include "output/format.hpp"

namespace tokmill::cli::rows {

void Writer::add(std::vector<Part> parts) {
  write_pending();
  pending_ = std::move(parts);
}

void Writer::write_pending() {
  for (Part& part : pending_) {
    write(part);
    part = {};  // its memory is not needed while the next parts are written
  }
  pending_.clear();
}

void Writer::write(const Part& part) {
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

void Writer::warn_of_kept_errors() const {
  if (!keeps_errors_ || errors_ == 0) return;
  io_.warn(errors_ == 1 ? *first_error_ : output::format("{} lines have errors; first: {}", errors_, *first_error_));
}

}  // namespace tokmill::cli::rows
