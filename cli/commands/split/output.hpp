#pragma once

#include <vector>

#include "commands/split/part.hpp"
#include "output/io.hpp"
#include "output/table.hpp"

namespace tokmill::cli::split {

/// Writes `[{"id":…,"text":…,"bytes":"…","start":…,"end":…},…]`. `text` is null if the part is not UTF-8, `bytes` is in
/// hexadecimal; a piece has no `id`.
void write_json(const std::vector<Part>& parts, Io& io);

/// The same as rows. A part that is not UTF-8 is escaped.
[[nodiscard]] output::Table table(const std::vector<Part>& parts, bool has_ids);

/// Writes the parts with `|` between them and a newline at the end. A part that is not UTF-8 is escaped.
void write_separated(const std::vector<Part>& parts, Io& io);

}  // namespace tokmill::cli::split
