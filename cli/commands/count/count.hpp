#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "options/text_option.hpp"
#include "output/io.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::cli::count {

/// Sizes of a text, or their sum over several.
struct Figures {
  std::size_t tokens = 0;
  std::size_t bytes = 0;
  std::size_t characters = 0;

  Figures& operator+=(const Figures& other) noexcept {
    tokens += other.tokens;
    bytes += other.bytes;
    characters += other.characters;
    return *this;
  }
};

/// One text that was counted.
struct Input {
  std::string path;

  /// How much of the path is the argument that named it, without slashes at its end; for an argument that is
  /// a file, the folder that it lies in.
  std::size_t root = 0;

  Figures figures;
};

struct Terms {
  const Encoding* encoding = nullptr;
  SpecialPolicy special = SpecialPolicy::ordinary();
  bool hidden = false;
  bool ignored = false;
  bool characters = false;  ///< They are wanted too; else they stay 0.
  std::size_t threads = 1;
};

struct Counted {
  std::vector<Input> inputs;  ///< In the order of the arguments, within a folder by path, as bytes.
  Figures total;
  std::size_t binary = 0;   ///< Files of walks that were left out for what they hold,
  std::size_t hidden = 0;   ///< and for their names.
  bool has_folder = false;  ///< One of the arguments is a folder.
};

/// Counts every text that the options name, folders with all below. Says on standard error what failed, what
/// was left out, and once for all that some are not UTF-8. Nothing depends on the number of threads.
[[nodiscard]] Counted count_texts(const TextOption& texts, const Terms& terms, Io& io);

}  // namespace tokmill::cli::count
