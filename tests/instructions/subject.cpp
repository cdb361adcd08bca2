// The program whose instructions instructions_test.py counts:
//
//     subject scan PATTERN KERNEL FILE    the windowed pre-tokenizer with a kernel; `scalar`: the scalar pre-tokenizer
//     subject encode ENCODING FILE
//     subject count ENCODING FILE
//
// Prints the number of pieces or tokens, so that the work is not optimised away.

#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/pretokenize/pre_tokenizer.hpp"
#include "core/pretokenize/simd/kernel.hpp"
#include "tokmill/tokmill.hpp"

namespace {

using namespace tokmill;

// The number of pieces; 0 if the pattern or the kernel is unknown.
std::size_t scan(std::string_view pattern, std::string_view kernel_name, std::string_view text) {
  const std::optional<pretokenize::Pattern> family = pretokenize::pattern_named(pattern);
  const pretokenize::simd::Kernel* kernel = nullptr;
  for (const pretokenize::simd::Kernel* const candidate : pretokenize::simd::kernels()) {
    if (candidate->name == kernel_name) kernel = candidate;
  }
  if (!family || (kernel == nullptr && kernel_name != "scalar")) return 0;
  const pretokenize::SplitFunction scalar = pretokenize::scalar_pre_tokenizer_for(*family);
  const pretokenize::WindowedSplitFunction windowed = pretokenize::windowed_pre_tokenizer_for(*family);
  std::vector<const char*> ends(pretokenize::window_size);
  const char* at = text.data();
  const char* const end = at + text.size();
  std::size_t pieces = 0;
  while (at != end) {
    const std::size_t count = kernel == nullptr ? scalar(at, end, ends.data(), ends.size())
                                                : windowed(*kernel, at, end, ends.data());
    pieces += count;
    at = ends[count - 1];
  }
  return pieces;
}

std::size_t tokens(std::string_view task, std::string_view name, std::string_view text) {
  const Result<const Encoding*> encoding = find_encoding(name);
  if (!encoding) return 0;
  if (task == "count") return (*encoding)->count(text);
  std::vector<TokenId> ids;
  (*encoding)->encode_ordinary(text, ids);
  return ids.size();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  std::ifstream file(argv[argc - 1], std::ios::binary | std::ios::ate);
  std::string text(static_cast<std::size_t>(file.tellg()), '\0');  // throws if the file is missing: tellg() is -1
  file.seekg(0);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));  // one call: reading hardly adds to the count
  const std::string_view task = argv[1];
  const std::size_t result = task == "scan" && argc == 5 ? scan(argv[2], argv[3], text) : tokens(task, argv[2], text);
  std::printf("%zu\n", result);
  return result == 0 ? 1 : 0;
}
