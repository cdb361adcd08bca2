#pragma once

#include <string_view>

#include "output/io.hpp"

namespace tokmill::cli::output {

/// Writes a JSON array to standard output element by element, so that memory does not grow with its length.
class JsonArray {
 public:
  explicit JsonArray(Io& io) : io_(io) { io_.write("["); }

  /// Writes `element`, which is a JSON value already.
  void add(std::string_view element) {
    if (!is_empty_) io_.write(",");
    is_empty_ = false;
    io_.write(element);
  }

  /// Call it once, after the last element.
  void end() { io_.write("]\n"); }

 private:
  Io& io_;
  bool is_empty_ = true;
};

}  // namespace tokmill::cli::output
