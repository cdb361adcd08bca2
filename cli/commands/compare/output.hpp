#pragma once

#include <string>
#include <vector>

#include "commands/compare/row.hpp"

namespace tokmill::cli::compare {

/// A JSON array with one object for each row; with `passages` and `differences` if `diff`.
[[nodiscard]] std::string json(const std::vector<Row>& rows, bool diff);

/// The figures of the JSON document, flat. With a column `path` if `several_inputs`.
[[nodiscard]] std::string csv(const std::vector<Row>& rows, bool several_inputs);

/// A table of the rows, followed by the passages of each row that has some.
[[nodiscard]] std::string text(const std::vector<Row>& rows, bool several_inputs);

/// The same in Markdown.
[[nodiscard]] std::string markdown(const std::vector<Row>& rows, bool several_inputs);

}  // namespace tokmill::cli::compare
