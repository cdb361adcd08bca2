#include "core/bpe/builder/ranks.hpp"

#include <doctest/doctest.h>

#include <string>

#include "tokmill/sha256.hpp"

using tokmill::bpe::read_rank_table;

namespace {

std::string base64(unsigned byte) {
  const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  return {alphabet[byte >> 2], alphabet[(byte & 3) << 4], '=', '='};
}

std::string all_bytes() {
  std::string file;
  for (unsigned byte = 0; byte < 256; ++byte) file += base64(byte) + " " + std::to_string(byte) + "\n";
  return file;
}

std::size_t failing_line(const std::string& more) {
  const auto table = read_rank_table(all_bytes() + more);
  REQUIRE_FALSE(table);
  CHECK(table.error().code == tokmill::ErrorCode::malformed_table);
  return table.error().position;
}

}  // namespace

TEST_CASE("ranks: a table with an unused rank") {
  const auto table = read_rank_table(all_bytes() + "YWI= 256\nYWJj 258\n");
  REQUIRE(table);
  REQUIRE(table->tokens().size() == 258);
  CHECK(table->tokens()[256].bytes == "ab");
  CHECK(table->tokens()[256].rank == 256);
  CHECK(table->tokens()[257].bytes == "abc");
  CHECK(table->tokens()[257].rank == 258);
  CHECK(table->tokens()[257].id == 258);
}

TEST_CASE("ranks: a line without a token is skipped, and its rank is in order") {
  const auto table = read_rank_table(all_bytes() + "YWI= 256\n= 300\n");
  REQUIRE(table);
  REQUIRE(table->tokens().size() == 257);
  CHECK(table->tokens()[256].rank == 256);
  CHECK(failing_line("= 300\nYWI= 299\n") == 258);
}

TEST_CASE("ranks: errors have the line number") {
  CHECK(failing_line("YWI=\n") == 257);
  CHECK(failing_line("YWI 256\n") == 257);
  CHECK(failing_line("YWJ= 256\n") == 257);  // the unused bits are not zero
  CHECK(failing_line("Y!I= 256\n") == 257);
  CHECK(failing_line("YWI=YWI= 256\n") == 257);
  CHECK(failing_line("==== 256\n") == 257);
  CHECK(failing_line(" 256\n") == 257);
  CHECK(failing_line("YWI= 256x\n") == 257);
  CHECK(failing_line("YWI= -1\n") == 257);
  CHECK(failing_line("YWI= 4294967296\n") == 257);
  CHECK(failing_line("YWI= 12\n") == 257);
  CHECK(failing_line("\n") == 257);
  CHECK(failing_line("YWI= 256") == 257);
}

TEST_CASE("ranks: errors of the form of a line have the column") {
  const auto message = [](const std::string& line) { return read_rank_table(line).error().message; };
  CHECK(message("Y!I= 256\n") == "expected a token in padded base64 (column 2)");
  CHECK(message("YWJ= 256\n") == "expected a token in padded base64 (column 3)");
  CHECK(message("YWI= x\n") == "expected a rank below 2^32 (column 6)");
}

TEST_CASE("sha256: the examples of FIPS 180-4") {
  CHECK(tokmill::sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(tokmill::sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(tokmill::sha256(std::string(1'000'000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
