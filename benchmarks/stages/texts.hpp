#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/bpe/vocabulary.hpp"

namespace tokmill::benchmarks {

/// A text of 256 KB, the same each time: words of 1 to 12 letters, some common and most rare, with numbers and
/// punctuation between. The contest measures real texts; with this one the stages are compared with themselves.
[[nodiscard]] const std::string& mixed_text();

/// The pieces of mixed_text(), cut by o200k_base's pattern.
[[nodiscard]] const std::vector<std::string_view>& pieces();

/// Those of them that are no token and short enough for merge_short.
[[nodiscard]] std::vector<std::string_view> pieces_that_miss();

/// The merge table of o200k_base.
[[nodiscard]] bpe::Vocabulary vocabulary();

}  // namespace tokmill::benchmarks
