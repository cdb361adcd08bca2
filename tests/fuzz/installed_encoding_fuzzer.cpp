// Reads arbitrary bytes as the description of an installed encoding, encoding.json.

#include <cstddef>
#include <cstdint>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "options/installed_encodings.hpp"

using tokmill::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tokmill::cli;
  const auto installed = read_description(tokmill::fuzz::as_text(data, size));
  if (!installed) return 0;
  require(installed->files.size() == 1 || installed->files.size() == 2, "there are one or two files");
  for (const InstalledFile& file : installed->files) {
    require(is_encoding_name(file.name), "the name of a file does not lead out of the folder");
  }
  const auto again = read_description(description(*installed));
  require(again.has_value(), "what is written is read");
  require(description(*again) == description(*installed), "what is written again is the same");
  return 0;
}
