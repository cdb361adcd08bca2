#pragma once

#include <vector>

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

/// The same as rows. A part that is not UTF-8 is escaped.
[[nodiscard]] output::Table table(const std::vector<Part>& parts, bool has_ids);

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
