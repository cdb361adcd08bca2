#pragma once

#include "python/native/tokenizer.hpp"

namespace tokmill::python {

/// tokmill.Encoding.
struct EncodingObject {
  SharedTokenizer tokenizer;

  [[nodiscard]] const Encoding& encoding() const noexcept { return tokenizer->encoding(); }
};

}  // namespace tokmill::python
