#include "commands/encode/shards/crc32.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "cli/temporary_folder.hpp"

using tokmill::cli::TemporaryFolder;
using tokmill::cli::shards::crc32;
using tokmill::cli::shards::digest_of;
using tokmill::cli::shards::FileDigest;

TEST_CASE("crc32: the check value of the standard") {
  CHECK(crc32("") == 0);
  CHECK(crc32("123456789") == 0xCBF43926);
}

TEST_CASE("crc32: is the same in parts") {
  std::string bytes;
  for (int i = 0; i < 100; ++i) bytes += static_cast<char>(i * 37);
  const std::string_view all = bytes;
  for (std::size_t at = 0; at <= all.size(); ++at) CHECK(crc32(all.substr(at), crc32(all.substr(0, at))) == crc32(all));
}

TEST_CASE("digest_of: size and CRC of a file") {
  const TemporaryFolder folder;
  std::string bytes(600'001, 'x');
  bytes[300'000] = '\0';
  CHECK(*digest_of(folder.file("long", bytes)) == FileDigest{bytes.size(), crc32(bytes)});
  CHECK(*digest_of(folder.file("empty", "")) == FileDigest{0, 0});
  CHECK(digest_of(folder.at("absent")).error().message == "No such file or directory");
}
