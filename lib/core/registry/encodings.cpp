#include <string>

#include "core/registry/registry_rows.hpp"
#include "core/tokenizer/encoding_data.hpp"
#include "tokmill/nearest_name.hpp"
#include "tokmill/registry.hpp"

// The images that the build embeds, one for each merge table.
extern "C" {
extern const unsigned char tokmill_image_r50k_base[];
extern const unsigned char tokmill_image_p50k_base[];
extern const unsigned char tokmill_image_cl100k_base[];
extern const unsigned char tokmill_image_o200k_base[];
}

namespace tokmill::inline TOKMILL_ABI {
namespace {

// A number for each image, from 1, by the name of its merge table.
enum class TableNumber : std::uint8_t { r50k_base = 1, p50k_base, cl100k_base, o200k_base };

const Encoding* encoding_named(std::string_view name) {
  // Seven views of a few words each, made when one is first asked for.
#define TOKMILL_ENCODING(encoding, table, pattern)                                                       \
  if (name == #encoding) {                                                                               \
    static const EncodingData data{#encoding, pretokenize::pre_tokenizer_for(pretokenize::Pattern::pattern),             \
                                   pretokenize::pre_tokenize_##pattern,                                               \
                                   bpe::Vocabulary(tokmill_image_##table),                          \
                                   static_cast<std::uint8_t>(TableNumber::table), registry::special_tokens_##encoding}; \
    static const Encoding made(data);                                                                    \
    return &made;                                                                                        \
  }
  TOKMILL_ENCODING_ROWS(TOKMILL_ENCODING)
#undef TOKMILL_ENCODING
  return nullptr;
}

}  // namespace

std::span<const std::string_view> encoding_names() noexcept { return registry::encoding_name_rows; }

Result<const Encoding*> find_encoding(std::string_view name) {
  if (const Encoding* const encoding = encoding_named(name)) return encoding;
  std::string message = "no encoding is named '" + std::string(name) + "'";
  if (const auto nearest = nearest_name(name, encoding_names())) {
    message += "; did you mean " + std::string(*nearest) + "?";
  }
  message += " (there are";
  for (const std::string_view known : encoding_names()) message += " " + std::string(known);
  message += ")";
  return Error{ErrorCode::unknown_encoding, std::move(message), 0};
}

}  // namespace tokmill
