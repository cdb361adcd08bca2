#include "chat/image_header.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace std::string_view_literals;
using tokmill::chat::image_size_of_base64;

namespace {

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = group << 8U | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      text += j <= bytes.size() - i ? digits[group >> (18U - 6U * static_cast<unsigned>(j)) & 63U] : '=';
    }
  }
  return text;
}

void check_size(std::string_view bytes, unsigned width, unsigned height) {
  const auto size = image_size_of_base64(base64(bytes));
  REQUIRE(size);
  CHECK(size->width == width);
  CHECK(size->height == height);
  // A header that ends before its size is incomplete.
  CHECK_FALSE(image_size_of_base64(base64(bytes.substr(0, bytes.size() - 4))));
}

}  // namespace

TEST_CASE("the size is read from each kind of header") {
  check_size("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xE0"sv, 640, 480);
  check_size("GIF89a\x80\x02\xE0\x01"sv, 640, 480);
  check_size("\xFF\xD8\xFF\xE0\0\x04JF\xFF\xFF\xC0\0\x11\x08\x01\xE0\x02\x80"sv, 640, 480);
  check_size("RIFF....WEBPVP8X....\0\0\0\0\x7F\x02\0\xDF\x01\0"sv, 640, 480);
  check_size("RIFF....WEBPVP8L....\x2F\x7F\xC2\x77\0"sv, 640, 480);
  check_size("RIFF....WEBPVP8 ....\0\0\0\x9D\x01\x2A\x80\x02\xE0\x01"sv, 640, 480);
}

TEST_CASE("other files and empty images have no size") {
  CHECK_FALSE(image_size_of_base64(""));
  CHECK_FALSE(image_size_of_base64("!!!!"));
  CHECK_FALSE(image_size_of_base64(base64("%PDF-1.7 and so on, at some length")));
  CHECK_FALSE(image_size_of_base64(base64("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\0\0\0\x01\xE0"sv)));
  // A sequence of segments without a frame.
  CHECK_FALSE(image_size_of_base64(base64("\xFF\xD8\xFF\xE0\0\0\xFF\xE0\0\0\xFF\xE0\0\0")));
}
