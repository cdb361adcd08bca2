#pragma once

#include <cstddef>

namespace tokmill::test {

/// The largest number of bytes that were allocated with operator new at a time, beyond those that were allocated when
/// this object was constructed. Use one at a time.
class PeakMemory {
 public:
  PeakMemory() noexcept;
  [[nodiscard]] std::size_t bytes() const noexcept;

 private:
  std::size_t before_;
};

}  // namespace tokmill::test
