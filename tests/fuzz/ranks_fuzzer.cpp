// Any bytes as a `.tiktoken` file.

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
    require(table.error().code == tokmill::ErrorCode::malformed_table, "what is wrong is the table");
    require(!table.error().message.empty(), "an error says something");
    require(table.error().position <= lines + 1, "the line is one of the file's");
    return 0;
  }

  std::size_t tokens = 0;
  for (std::uint32_t rank = 0; rank < table->tokens.size(); ++rank) {
    if (table->tokens[rank].empty()) continue;  // a hole
    ++tokens;
    const auto found = table->ranks.find(table->tokens[rank]);
    require(found != table->ranks.end() && found->second == rank, "each token has its rank");
  }
  require(tokens == table->ranks.size() && tokens == lines, "a line for each token");
  for (int byte = 0; byte < 256; ++byte) {
    const char one = static_cast<char>(byte);
    require(table->ranks.count(std::string_view(&one, 1)) == 1, "each byte is a token");
  }
  return 0;
}
