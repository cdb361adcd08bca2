#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "output/file.hpp"
#include "output/held_bytes.hpp"
#include "output/token_bytes.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::output {

/// What precedes the numbers of a NumPy array of one dimension (format 1.0, "numpy.lib.format"). `type` is theirs, such
/// as `<u2`. The size does not depend on `count`, the number of numbers.
[[nodiscard]] std::string npy_header(std::uint64_t count, std::string_view type);

/// Writes ids as a NumPy array of one dimension, as TokenBytes. In constant memory: the number of ids, which comes
/// first, is written last. Where that is not possible, such as into a pipe, the ids are held (HeldBytes).
class NpyWriter {
 public:
  /// `path` as of OutputFile.
  NpyWriter(const std::string& path, TokenId vocabulary_size);

  /// Returns false if there is no point in going on: commit() will fail.
  bool add(std::span<const TokenId> ids);

  /// Completes the file. Call it once. Errors: those of OutputFile.
  [[nodiscard]] Result<void> commit();

 private:
  void write(std::string_view bytes);

  OutputFile file_;
  std::optional<HeldBytes> held_;
  TokenBytes token_bytes_;
  std::uint64_t count_ = 0;
  std::string bytes_;  // of some ids
};

}  // namespace tokmill::cli::output
