#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/bpe/vocabulary.hpp"

namespace tokmill::benchmarks {

/// A reproducible text of 256 KB: words of 1 to 12 letters, some common and most rare, with numbers and punctuation
/// between them. compare_peers.py measures real texts; this one is for comparing versions of a stage with each other.
[[nodiscard]] const std::string& mixed_text();

/// The pieces of mixed_text() under o200k_base's pattern.
[[nodiscard]] const std::vector<std::string_view>& pieces();

/// The pieces of mixed_text() that are not tokens and are short enough for merge_short.
[[nodiscard]] std::vector<std::string_view> pieces_to_merge();

/// The vocabulary of o200k_base.
[[nodiscard]] bpe::Vocabulary vocabulary();

}  // namespace tokmill::benchmarks
