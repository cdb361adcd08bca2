// Reads arbitrary bytes as ids for `decode`, and ids that it has written.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "commands/decode/ids.hpp"
#include "fuzz/input.hpp"
#include "fuzz/require.hpp"

using tokmill::TokenId;
using tokmill::cli::decode::parse_ids;
using tokmill::fuzz::require;

namespace {

// The ids as text, with `separator` between them.
std::string written(const std::vector<TokenId>& ids, std::string_view separator) {
  std::string text;
  for (const TokenId id : ids) text.append(text.empty() ? "" : separator).append(std::to_string(id));
  return text;
}

void check_is(const std::vector<TokenId>& ids, const std::string& text) {
  const auto read = parse_ids(text);
  require(read.has_value() && *read == ids, "written ids are read back");
}

void check_round_trip(const std::vector<TokenId>& ids) {
  check_is(ids, written(ids, " "));
  check_is(ids, "\xEF\xBB\xBF\t" + written(ids, "\r\n") + "\n");
  check_is(ids, "[" + written(ids, ",") + "]");
  check_is(ids, " [ " + written(ids, " ,\n") + " ] ");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = parse_ids(tokmill::fuzz::as_text(data, size));
  if (read) {
    check_round_trip(*read);
  } else {
    const tokmill::ErrorCode code = read.error().code;
    require(code == tokmill::ErrorCode::malformed_number || code == tokmill::ErrorCode::token_out_of_range ||
                code == tokmill::ErrorCode::invalid_argument,
            "the error has a documented code");
    require(!read.error().message.empty() && !tokmill::find_ill_formed(read.error().message),
            "the error has a message in UTF-8");
  }

  std::vector<TokenId> ids(size / sizeof(TokenId));
  if (!ids.empty()) std::memcpy(ids.data(), data, ids.size() * sizeof(TokenId));
  check_round_trip(ids);
  return 0;
}
