#include "output/token_bytes.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using tokmill::TokenId;
using tokmill::cli::output::TokenBytes;

TEST_CASE("TokenBytes: two bytes if all ids fit, else four, the lowest first") {
  const std::vector<TokenId> ids = {1, 0x0203, 0xFFFF};
  std::string bytes = "before";
  const TokenBytes narrow(0x10000);
  narrow.append(ids, bytes);
  CHECK(bytes == std::string("before\x01\x00\x03\x02\xFF\xFF", 12));
  CHECK((narrow.size() == 2 && narrow.type() == "uint16" && narrow.numpy_type() == "<u2"));

  bytes.clear();
  const TokenBytes wide(0x10001);
  wide.append(ids, bytes);
  CHECK(bytes == std::string("\x01\x00\x00\x00\x03\x02\x00\x00\xFF\xFF\x00\x00", 12));
  CHECK((wide.size() == 4 && wide.type() == "uint32" && wide.numpy_type() == "<u4"));
}
