// Normalizes texts for normal_form_test.py, which compares them with Hugging Face tokenizers.
//
//     tokmill_normalize nfc|nfd|nfkc|nfkd|lowercase
//
// Reads texts, each after its size in bytes as a little-endian number of 32 bits, and writes the results in the same
// form.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "core/unicode/lowercase.hpp"
#include "core/unicode/normal_form.hpp"

namespace {

using tokmill::unicode::NormalForm;
using Append = std::function<void(std::string_view, std::string&)>;

const std::array<std::pair<std::string_view, NormalForm>, 4> forms = {{{"nfc", NormalForm::nfc},
                                                                       {"nfd", NormalForm::nfd},
                                                                       {"nfkc", NormalForm::nfkc},
                                                                       {"nfkd", NormalForm::nfkd}}};

Append function_of(std::string_view name) {
  if (name == "lowercase") return tokmill::unicode::append_lowercase;
  for (const auto& [form_name, form] : forms) {
    if (form_name != name) continue;
    return [form = form](std::string_view text, std::string& out) {
      tokmill::unicode::append_normal_form(form, text, out);
    };
  }
  return {};
}

bool read_text(std::string& text) {
  std::array<unsigned char, 4> size{};
  if (std::fread(size.data(), 1, size.size(), stdin) != size.size()) return false;
  text.resize(size[0] | std::size_t{size[1]} << 8 | std::size_t{size[2]} << 16 | std::size_t{size[3]} << 24);
  return std::fread(text.data(), 1, text.size(), stdin) == text.size();
}

void write_text(std::string_view text) {
  std::array<unsigned char, 4> size{};
  for (std::size_t i = 0; i < size.size(); ++i) size[i] = static_cast<unsigned char>(text.size() >> (8 * i));
  std::fwrite(size.data(), 1, size.size(), stdout);
  std::fwrite(text.data(), 1, text.size(), stdout);
}

}  // namespace

int main(int count, char** arguments) {
  const Append append = count == 2 ? function_of(arguments[1]) : Append{};
  if (!append) return 2;
  std::string text;
  std::string result;
  while (read_text(text)) {
    result.clear();
    append(text, result);
    write_text(result);
  }
  return std::ferror(stdin) != 0 || std::fflush(stdout) != 0;
}
