#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "input/reader.hpp"
#include "texts/line_list.hpp"
#include "texts/result.hpp"

namespace tokmill::cli::texts {

/// One text to count, and the outcome. Processed by one thread.
struct Task {
  std::string path;
  std::size_t argument = 0;  // index of the argument that named it, or the folder above it
  input::Origin origin = input::Origin::named;

  input::FileKind kind = input::FileKind::failed;
  std::size_t bytes = 0;
  std::size_t characters = 0;             // 0 unless requested
  std::vector<std::size_t> tokens;        // under each encoding; empty if it was not read
  std::optional<LineList> lines;          // while it is counted, if lines are requested
  std::string problem;
  std::string note;                       // input::Source::note()
  std::string charset = "UTF-8";
  std::optional<int> confidence;          // if the charset was guessed: in percent
  bool by_mark = false;                   // a byte order mark told the charset
  std::optional<std::size_t> ill_formed;  // offset of the first part that is not of the charset

  [[nodiscard]] Sizes sizes() const { return {tokens.empty() ? 0 : tokens.front(), bytes, characters}; }
  [[nodiscard]] bool is_standard_input() const { return path == "-" && origin == input::Origin::named; }
};

}  // namespace tokmill::cli::texts
