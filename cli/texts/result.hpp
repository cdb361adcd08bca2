#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tokmill::cli::texts {

/// The sizes of a text, or their sums over several.
struct Sizes {
  std::size_t tokens = 0;  ///< Under the first encoding.
  std::size_t bytes = 0;
  std::size_t characters = 0;  ///< Code points; 0 unless requested.

  Sizes& operator+=(const Sizes& other) noexcept {
    tokens += other.tokens;
    bytes += other.bytes;
    characters += other.characters;
    return *this;
  }
};

/// A text that was counted.
struct Input {
  std::string path;

  /// The size of the prefix of `path` that is the argument, without trailing slashes; for an argument that is a file,
  /// the folder that contains it.
  std::size_t root = 0;

  Sizes sizes;
};

/// An order of texts or lines. Tokens and bytes: largest first.
enum class Order { tokens, bytes, path };

/// A line of a text that was counted.
struct ListedLine {
  std::string path;
  std::size_t argument = 0;  ///< The index of the argument that named the text or its folder.
  std::uint64_t number = 1;  ///< From 1.
  Sizes sizes;
  std::string text;  ///< analysis::CountedLine::text.
};

/// All texts that were counted.
struct CountedTexts {
  std::vector<Input> inputs;  ///< In the order of the arguments; within a folder, by the bytes of the path.
  Sizes total;
  std::vector<std::size_t> tokens;  ///< The total under each encoding.
  std::vector<ListedLine> lines;    ///< If they were requested: in the order of LineTerms.
  bool has_folder = false;  ///< One of the arguments is a folder.
};

}  // namespace tokmill::cli::texts
