#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/pretokenize/pattern/splitter.hpp"

namespace tokmill::tests {

/// The splitter of a JSON object with `steps`, in the words of tokenizer.json, or with `rank_file`, a pattern. Throws
/// nlohmann::json::exception or std::invalid_argument if the object is malformed.
[[nodiscard]] Result<pretokenize::pattern::Splitter> splitter_of(const nlohmann::json& object);

/// A pre-tokenizer in use, from split_patterns.json.
struct KnownSplitter {
  std::string name;
  pretokenize::pattern::Splitter splitter;
  nlohmann::json object;
};

/// Reads split_patterns.json at `path`. Throws an exception if it is malformed.
[[nodiscard]] std::vector<KnownSplitter> known_splitters(const std::string& path);

}  // namespace tokmill::tests
