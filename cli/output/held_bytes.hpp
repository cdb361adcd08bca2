#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "output/descriptor.hpp"

namespace tokmill::cli::output {

/// Bytes that are written later, or not at all. Up to 8 MiB are in memory; more are in a file without a name, or in
/// memory if there can be none.
class HeldBytes {
 public:
  /// The file is in the folder TMPDIR (default: /tmp).
  HeldBytes();

  /// The file is in `folder`.
  explicit HeldBytes(std::string folder) : folder_(std::move(folder)) {}

  /// Does nothing after a file could not be written.
  void add(std::string_view bytes);

  /// Calls write(bytes) for all bytes, in order and in parts, until it returns an error number other than 0. Returns
  /// that number, or that of the file, or 0. Call it once.
  [[nodiscard]] int write_to(const std::function<int(std::string_view)>& write);

  /// The error number of the file; 0 if there was no error.
  [[nodiscard]] int problem() const noexcept { return problem_; }

 private:
  void spill();

  std::string folder_;
  std::string memory_;  // what follows the bytes in the file
  Descriptor file_;
  bool has_tried_file_ = false;
  int problem_ = 0;
};

}  // namespace tokmill::cli::output
