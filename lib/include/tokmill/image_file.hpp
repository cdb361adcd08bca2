#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tokmill/export.hpp"
#include "tokmill/result.hpp"
#include "tokmill/vocabulary.hpp"

/// Vocabularies in files, so that a program that has made one can use it again at its next start without making it.
namespace tokmill::inline TOKMILL_ABI {

/// The bytes of an image file: `start`, then `tables`, which are those of the vocabulary itself and valid as long as
/// any handle of it.
struct ImageFile {
  std::string start;
  std::string_view tables;
};

/// What image files of this library look like: files of another version are refused. Changes with the layout of the
/// tables and of the file. For names of files.
[[nodiscard]] TOKMILL_EXPORT std::string_view image_file_version() noexcept;

/// The image file of a vocabulary: a header with the version, the byte order, the bounds of the sections and checksums,
/// and as sections `parts`, any bytes that belong to the vocabulary, the unreachable tokens and the tables.
/// `source_digest` is the SHA-256 of what the vocabulary was made of, as sha256() writes it; or any 64 bytes.
/// Errors: invalid_argument if it has another size. Linear in the size of the file.
[[nodiscard]] TOKMILL_EXPORT Result<ImageFile> make_image_file(const Vocabulary& vocabulary,
                                                               std::string_view source_digest,
                                                               std::string_view parts);

/// A vocabulary of an image file, with what else the file has: views of its bytes.
struct StoredVocabulary {
  Vocabulary vocabulary;
  std::string_view source_digest;
  std::string_view parts;
};

/// Reads an image file in place: its bytes are not copied, and only its start is read. `owner` keeps the bytes, a
/// mapped file for example, alive and unchanged as long as any handle of the vocabulary.
///
/// What holds afterwards: the header, the parts and the header of the tables are undamaged, the file has the size that
/// it was written with, and all sections are within it. **Damage in the other bytes is not detected:** a vocabulary of
/// such a file gives wrong tokens, reads outside of the file or does not return. So open only files that no other user
/// can write, and use verify_image_file() for those of unknown state.
///
/// Errors: unusable_image if the file is no image file, is damaged or cut off, is of another version or byte order, or
/// does not start at a multiple of 64 bytes in memory. Constant time for parts of a constant size.
[[nodiscard]] TOKMILL_EXPORT Result<StoredVocabulary> open_image_file(std::string_view file,
                                                                      std::shared_ptr<const void> owner);

/// Checks every byte of an image file against the checksum that it was written with. It detects any damage by accident,
/// but not a file that somebody made to harm. Errors: as open_image_file(). Linear.
[[nodiscard]] TOKMILL_EXPORT Result<void> verify_image_file(std::string_view file);

}  // namespace tokmill
