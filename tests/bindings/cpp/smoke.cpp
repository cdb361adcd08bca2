// Uses the C library from C++. Prints what tests/bindings/smoke_test.py expects.
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/tokmill.h"

namespace {

struct Free {
  void operator()(tokmill_encoding* encoding) const { tokmill_encoding_free(encoding); }
};
using Encoding = std::unique_ptr<tokmill_encoding, Free>;

Encoding find(std::string_view name) {
  tokmill_encoding* encoding = nullptr;
  if (tokmill_encoding_by_name(name.data(), name.size(), &encoding, nullptr) != TOKMILL_OK) return nullptr;
  return Encoding(encoding);
}

}  // namespace

int main() {
  const std::string_view question = "How many tokens is this?";
  const Encoding o200k = find("o200k_base");
  const Encoding cl100k = find("cl100k_base");
  std::size_t tokens = 0;
  if (tokmill_count(o200k.get(), question.data(), question.size(), nullptr, 0, &tokens, nullptr) != TOKMILL_OK) return 1;
  std::printf("%zu\n", tokens);
  std::vector<std::uint32_t> ids(8);
  std::size_t count = 0;
  tokmill_encode(cl100k.get(), "hello world", 11, nullptr, 0, ids.data(), nullptr, ids.size(), &count, nullptr);
  std::printf("%u %u\n", ids[0], ids[count - 1]);
  std::string text(32, ' ');
  std::size_t size = 0;
  tokmill_decode(cl100k.get(), ids.data(), count, text.data(), text.size(), &size, nullptr);
  std::printf("%s\n", text.substr(0, size).c_str());
  const tokmill_text rows[] = {{"hello", 5}, {nullptr, 0}, {"", 0}};
  std::uint64_t counts[3];
  tokmill_count_texts(cl100k.get(), rows, 3, nullptr, 0, 2, counts, nullptr);
  std::printf("%llu %llu %llu\n", static_cast<unsigned long long>(counts[0]),
              static_cast<unsigned long long>(counts[1]), static_cast<unsigned long long>(counts[2]));
  tokmill_encoding* unknown = nullptr;
  std::printf("%s\n", tokmill_status_name(tokmill_encoding_by_name("nope", 4, &unknown, nullptr)));
}
