#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"
#include "tokmill/vocabularies/read.hpp"
#include "tokmill/vocabularies/stored_encoding.hpp"

namespace tokmill::cli {

/// Where the user's cache is, by the environment: `$XDG_CACHE_HOME/tokmill`, or `~/.cache/tokmill` if the variable is
/// empty or no absolute path. nullopt if TOKMILL_CACHE is `off` or there is no home.
[[nodiscard]] std::optional<std::string> user_cache_folder();

/// What the cache may take.
struct CacheLimits {
  std::uint64_t bytes = std::uint64_t{512} << 20;  ///< Of all images.
  std::size_t files = 256;                         ///< Vocabulary files that are recognized without reading them.
};

/// The stored encoding of one vocabulary in a cache folder:
///
///     images/DIGEST-KEY   an image file, named by the contents of the vocabulary and stored_encoding_key()
///     files/FILE-KEY      a symbolic link to it, named by the device, inode, size and times (mtime and ctime) of the file
///
/// The folder is created when something is stored. Its owner must be this user, and no other user may write there,
/// because a damaged image is not recognized as such when it is opened (open_image_file()). Everything that goes wrong
/// is ignored: then the encoding is made as without a cache. Programs may use one folder at the same time: files are
/// complete when they get their name, and are never changed.
class EncodingCacheEntry {
 public:
  /// The encoding of these files, one or two, with these parts, in `folder`. Without a folder, and for files that are
  /// not regular, nothing is found or stored.
  EncodingCacheEntry(std::optional<std::string> folder, std::vector<std::string> paths, vocabularies::FileParts parts,
                     CacheLimits limits = {});

  /// The encoding, if the files have not changed since it was stored. Does not read them.
  [[nodiscard]] std::optional<Encoding> find() const;

  /// The encoding that was stored for the same contents, or else the one that `make` makes, which is then stored.
  /// `contents`: those of each file. Errors: those of `make`.
  [[nodiscard]] Result<Encoding> find_or_make(
      std::span<const std::string_view> contents,
      const std::function<Result<vocabularies::StorableEncoding>()>& make) const;

 private:
  [[nodiscard]] std::optional<Encoding> open(const std::string& name) const;
  void store(const vocabularies::StorableEncoding& encoding, const std::string& digest, const std::string& name) const;
  void link(const std::string& name) const;

  std::optional<std::string> folder_;
  std::vector<std::string> paths_;
  vocabularies::FileParts parts_;
  CacheLimits limits_;
  std::string key_;      // of the parts
  std::string file_id_;  // of the files, before they are read; empty if they cannot be cached
};

}  // namespace tokmill::cli
