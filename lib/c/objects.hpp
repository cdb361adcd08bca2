#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/tokmill.h"

// The opaque types of tokmill.h that several sources use.

struct tokmill_error {
  tokmill_status status;
  std::string message;
  std::uint64_t position = 0;
  std::uint64_t row = 0;
};

struct tokmill_encoding {
  tokmill::Encoding encoding;
};

struct tokmill_special_policy {
  tokmill::SpecialPolicy policy;
};
