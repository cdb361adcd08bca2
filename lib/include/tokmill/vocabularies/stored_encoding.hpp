#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/image_file.hpp"
#include "tokmill/result.hpp"
#include "tokmill/vocabularies/read.hpp"
#include "tokmill/vocabulary.hpp"

/// Encodings of vocabulary files in image files: the library makes the bytes, and the program reads and writes the
/// files.
///
///     auto read = read_storable_encoding(contents, parts);
///     const auto file = store_encoding(*read, sha256(contents));   // write file->start, then file->tables
///     …
///     auto encoding = restore_encoding(bytes, mapping, "name");    // at the next start: no building
namespace tokmill::inline TOKMILL_ABI::vocabularies {

/// An encoding with what is stored of it.
struct StorableEncoding {
  Encoding encoding;
  Vocabulary vocabulary;
  std::string parts;  ///< How texts are split, added tokens and so on, as bytes.
};

/// As read_encoding(). Errors: the same.
[[nodiscard]] TOKMILL_EXPORT Result<StorableEncoding> read_storable_encoding(std::string_view contents,
                                                                             FileParts parts);
[[nodiscard]] TOKMILL_EXPORT Result<StorableEncoding> read_storable_encoding(std::string_view vocabulary,
                                                                             std::string_view merges,
                                                                             std::string name);

/// What identifies a stored encoding, apart from the contents of its file: the versions of the library and of image
/// files, and `parts` without the name. 64 hexadecimal digits, for names of files.
[[nodiscard]] TOKMILL_EXPORT std::string stored_encoding_key(const FileParts& parts);

/// The image file of an encoding. `source_digest` is sha256() of the contents of its file. Errors: those of
/// make_image_file(). Linear in the size of the file.
[[nodiscard]] TOKMILL_EXPORT Result<ImageFile> store_encoding(const StorableEncoding& encoding,
                                                              std::string_view source_digest);

/// The encoding of an image file that store_encoding() has made, called `name`. The file is used in place, as with
/// open_image_file(): see there for what `owner` is, and for what damage is not detected.
/// Errors: unusable_image; those of read_encoding() if the parts were not those of an encoding.
[[nodiscard]] TOKMILL_EXPORT Result<Encoding> restore_encoding(std::string_view file,
                                                               std::shared_ptr<const void> owner, std::string name);

}  // namespace tokmill::vocabularies
