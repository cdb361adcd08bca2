#pragma once

#include <string>
#include <string_view>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

/// Encodings as few bytes (tokmill/packed_vocabulary.hpp): built-in ones and those of vocabulary files.
namespace tokmill::inline TOKMILL_ABI::vocabularies {

/// The name, the vocabulary and all other parts of an encoding. The same encoding always gives the same bytes. Linear.
[[nodiscard]] TOKMILL_EXPORT std::string pack_encoding(const Encoding& encoding);

/// Makes an encoding of bytes that pack_encoding() of this version has written. It gives the same tokens as the one that
/// was packed. Keeps no view of the bytes.
///
/// Errors: those of unpack_vocabulary(); malformed_table or unusable_image for damaged parts; those of Encoding::make().
[[nodiscard]] TOKMILL_EXPORT Result<Encoding> unpack_encoding(std::string_view packed);

}  // namespace tokmill::vocabularies
