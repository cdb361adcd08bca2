// Reads arbitrary bytes as a `.tiktoken` file.

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/bpe/builder/ranks.hpp"
#include "fuzz/input.hpp"
#include "fuzz/require.hpp"

using tokmill::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view file = tokmill::fuzz::as_text(data, size);
  const auto lines = static_cast<std::size_t>(std::count(file.begin(), file.end(), '\n'));

  const auto table = tokmill::bpe::read_rank_table(file);
  if (!table) {
    require(table.error().code == tokmill::ErrorCode::malformed_table, "the error code is malformed_table");
    require(!table.error().message.empty(), "the error has a message");
    require(table.error().position <= lines + 1, "the error names a line of the file");
    return 0;
  }

  std::size_t tokens = 0;
  for (std::uint32_t rank = 0; rank < table->tokens.size(); ++rank) {
    if (table->tokens[rank].empty()) continue;  // an unused rank
    ++tokens;
    const auto found = table->ranks.find(table->tokens[rank]);
    require(found != table->ranks.end() && found->second == rank, "ranks is the inverse of tokens");
  }
  require(tokens == table->ranks.size() && tokens == lines, "each line has one token");
  for (int byte = 0; byte < 256; ++byte) {
    const char one = static_cast<char>(byte);
    require(table->ranks.count(std::string_view(&one, 1)) == 1, "every single byte is a token");
  }
  return 0;
}
