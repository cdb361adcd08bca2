#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tokmill::benchmarks {

/// A text that is slow to tokenize. Half a megabyte, always the same.
struct WorstText {
  std::string name;
  std::string text;
};

[[nodiscard]] std::vector<WorstText> worst_texts();

/// The unit repeated up to at most `size` bytes, but at least once; the last repetition may be cut after any character.
[[nodiscard]] std::string run_of(std::string_view unit, std::size_t size);

}  // namespace tokmill::benchmarks
