#pragma once

#include <cstdio>
#include <cstdlib>

namespace tokmill::fuzz {

/// Ends the program, as a fuzzer wants it, where what must hold does not.
inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

}  // namespace tokmill::fuzz
