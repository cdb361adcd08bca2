// Reads arbitrary bytes as a `.tiktoken` file, alone and after the lines of all single bytes, and counts the file itself
// with the encoding that it gives.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bpe/builder/ranks.hpp"
#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "reference/made_vocabulary.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/utf8.hpp"

using tokmill::fuzz::require;

namespace {

const std::string& all_bytes() {
  static const std::string lines = [] {
    const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string file;
    for (unsigned byte = 0; byte < 256; ++byte) {
      file += {alphabet[byte >> 2], alphabet[(byte & 3) << 4], '=', '=', ' '};
      file += std::to_string(byte) + "\n";
    }
    return file;
  }();
  return lines;
}

tokmill::reference::MadeVocabulary reference_of(const tokmill::bpe::RankTable& table) {
  tokmill::reference::MadeVocabulary made;
  for (const tokmill::RankedToken& token : table.tokens()) made.ids[std::string(token.bytes)] = token.id;
  made.rank_of = [ids = made.ids](const std::string& left, const std::string& right) -> std::optional<std::uint32_t> {
    const auto found = ids.find(left + right);
    if (found == ids.end()) return std::nullopt;
    return found->second;
  };
  return made;
}

void check(std::string_view file) {
  const auto lines = static_cast<std::size_t>(std::count(file.begin(), file.end(), '\n'));
  const auto vocabulary = tokmill::Vocabulary::from_rank_file(file);
  if (!vocabulary) {
    const tokmill::Error& error = vocabulary.error();
    require(error.code == tokmill::ErrorCode::malformed_table ||
                error.code == tokmill::ErrorCode::unsupported_vocabulary,
            "the error code is malformed_table or unsupported_vocabulary");
    require(!error.message.empty(), "the error has a message");
    require(error.position <= lines + 1, "the error names a line of the file");
    return;
  }
  std::size_t skipped = file.starts_with("= ") ? 1 : 0;
  for (std::size_t at = file.find("\n= "); at != std::string_view::npos; at = file.find("\n= ", at + 1)) ++skipped;
  require(vocabulary->size() == lines - skipped, "each other line has one token");

  const auto encoding = tokmill::Encoding::make(*vocabulary, {"fuzz", *tokmill::PreTokenizer::named("cl100k")});
  require(encoding.has_value(), "an encoding can be made");
  const auto table = tokmill::bpe::read_rank_table(file);
  for (const tokmill::RankedToken& token : table->tokens()) {
    require(encoding->token_id(token.bytes) == token.id, "each token is found by its bytes");
    require(encoding->token_bytes(token.id) == token.bytes, "each token is found by its id");
  }
  const tokmill::reference::MadeVocabulary reference = reference_of(*table);
  constexpr std::size_t most = 300;
  const std::string text =
      tokmill::replace_ill_formed("abc " + std::string(file.substr(file.size() - std::min(file.size(), most))));
  std::vector<std::uint32_t> expected;
  for (const tokmill::Span& piece : encoding->pieces(text)) {
    const auto ids =
        tokmill::reference::merge(reference, std::string_view(text).substr(piece.start, piece.end - piece.start));
    expected.insert(expected.end(), ids.begin(), ids.end());
  }
  std::vector<std::uint32_t> ids;
  encoding->encode_ordinary(text, ids);
  require(ids == expected, "the tokens are those of the reference");
  require(encoding->count(text) == ids.size(), "count() is the number of tokens");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view file = tokmill::fuzz::as_text(data, size);
  check(file);
  check(all_bytes() + std::string(file));
  return 0;
}
