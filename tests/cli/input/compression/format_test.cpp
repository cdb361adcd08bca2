#include "input/compression/format.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>

using namespace std::string_view_literals;
namespace compression = tokmill::cli::input::compression;
using compression::format_of;
using compression::may_be_compressed;
using compression::name_of;

TEST_CASE("format: signatures, and whether their beginnings need more bytes") {
  using compression::Format;
  struct Case {
    Format format;
    std::string_view signature;
  };
  const Case cases[] = {{Format::gzip, "\x1F\x8B\x08\0"sv},      {Format::gzip, "\x1F\x8B\x08\x1F"sv},
                        {Format::zstd, "\x28\xB5\x2F\xFD"sv},    {Format::zstd, "\x50*M\x18"sv},
                        {Format::zstd, "\x5F*M\x18"sv},          {Format::bzip2, "BZh11AY&SY"sv},
                        {Format::bzip2, "BZh9\x17rE8P\x90"sv},   {Format::xz, "\xFD" "7zXZ\0"sv}};
  for (const Case& one : cases) {
    const Format format = one.format;
    const std::string_view signature = one.signature;
    CAPTURE(name_of(format));
    CHECK(format_of(signature) == format);
    CHECK(format_of(std::string(signature) + "more") == format);
    for (std::size_t size = 0; size < signature.size(); ++size) {
      CHECK(format_of(signature.substr(0, size)) == compression::Format::none);
      CHECK(may_be_compressed(signature.substr(0, size)));
      if (size == 3 && format != Format::xz) continue;  // the last byte of some signatures has several values
      std::string other(signature);
      other[size] = 'x';
      CHECK(format_of(other) == compression::Format::none);
      CHECK_FALSE(may_be_compressed(other));
    }
  }
}

TEST_CASE("format: texts") {
  for (const std::string_view text : {"text", "BZh9 is a line", "BZhx1AY&SY", "P*M ", "(7)", "\xEF\xBB\xBF", "\xFF\xFE",
                                      "\x1F\x8B\x08\x20"}) {
    CHECK(format_of(text) == compression::Format::none);
    CHECK_FALSE(may_be_compressed(text));
  }
  CHECK(format_of("") == compression::Format::none);
}

TEST_CASE("format: names") {
  CHECK(name_of(compression::Format::gzip) == "gzip");
  CHECK(name_of(compression::Format::none).empty());
}
