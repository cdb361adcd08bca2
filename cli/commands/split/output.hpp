#pragma once

#include "commands/split/part.hpp"
#include "output/io.hpp"
#include "output/json_array.hpp"
#include "output/table.hpp"

namespace tokmill::cli::split {

/// Writes `[{"id":…,"text":…,"bytes":"…","start":…,"end":…},…]`, part by part. `text` is null if the part is not UTF-8,
/// `bytes` is in hexadecimal; a piece has no `id`.
class JsonParts {
 public:
  explicit JsonParts(Io& io) : array_(io) {}
  void add(const Part& part);
  void end() { array_.end(); }

 private:
  output::JsonArray array_;
};

/// Writes the same as rows of a table, part by part. A part that is not UTF-8 is escaped.
class TableParts {
 public:
  TableParts(Io& io, const output::RowFormat& format, bool has_ids);
  void add(const Part& part);
  void end() {}

 private:
  Io& io_;
  const output::RowFormat& format_;
  bool has_ids_;
};

/// Writes the parts with `|` between them and a newline at the end. A part that is not UTF-8 is escaped.
class SeparatedParts {
 public:
  explicit SeparatedParts(Io& io) : io_(io) {}
  void add(const Part& part);
  void end() { io_.write("\n"); }

 private:
  Io& io_;
  bool is_empty_ = true;
};

}  // namespace tokmill::cli::split
