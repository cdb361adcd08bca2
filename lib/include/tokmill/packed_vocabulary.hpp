#pragma once

#include <string>
#include <string_view>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/result.hpp"
#include "tokmill/vocabulary.hpp"

/// Vocabularies as few bytes, to be sent or embedded. Packing keeps the two parts of which merging makes each token,
/// instead of its bytes. Compressed, o200k_base takes 0.7 MB then, and its rank file 1.7 MB (both with zlib at level 9).
namespace tokmill::inline TOKMILL_ABI {

/// The packed vocabulary of an encoding. The same vocabulary always gives the same bytes. Linear.
[[nodiscard]] TOKMILL_EXPORT std::string pack_vocabulary(const Encoding& encoding);

/// Makes the vocabulary of bytes that pack_vocabulary() of this version has written. Its tables are those of the vocabulary
/// that was packed, byte for byte. Keeps no view of the bytes.
///
/// Errors: malformed_table, with the byte offset as position, for all other bytes of which no vocabulary can be made;
/// unsupported_vocabulary for a vocabulary that is too large. Linear in the bytes of the tokens, plus sorting them.
[[nodiscard]] TOKMILL_EXPORT Result<Vocabulary> unpack_vocabulary(std::string_view packed);

}  // namespace tokmill
