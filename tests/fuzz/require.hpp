#pragma once

#include <cstdio>
#include <cstdlib>

namespace tokmill::fuzz {

/// Aborts if `condition` is false, which is how libFuzzer detects a failure. `what` describes the expected property.
inline void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "failed: %s\n", what);
  std::abort();
}

}  // namespace tokmill::fuzz
