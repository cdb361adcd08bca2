#include "options/encoding_cache.hpp"

#include <sys/stat.h>

#include <array>
#include <charconv>
#include <ctime>
#include <limits>
#include <string_view>
#include <utility>

#include "options/cache_files.hpp"
#include "output/terminal.hpp"
#include "tokmill/sha256.hpp"

namespace tokmill::cli {
namespace {

constexpr std::string_view images = "images";
constexpr std::string_view files = "files";
constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

void append_hexadecimal(std::string& text, std::uint64_t number) {
  std::array<char, 16> digits{};
  text.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number, 16).ptr).append("-");
}

constexpr std::uint64_t second = 1'000'000'000;

std::uint64_t nanoseconds(const timespec& time) {
  return static_cast<std::uint64_t>(time.tv_sec) * second + static_cast<std::uint64_t>(time.tv_nsec);
}

// Whether another change of the file would be seen in its times. They have the resolution of the system's clock, or, in
// some file systems, of a second or two.
bool has_settled(const struct stat& status) {
  timespec now{};
  if (::clock_gettime(CLOCK_REALTIME, &now) != 0) return false;
  const std::uint64_t changed = nanoseconds(status.st_ctim);
  const std::uint64_t resolution = changed % second == 0 ? 2 * second : second / 50;
  return nanoseconds(now) > changed + resolution;
}

// What changes whenever one of the files does; empty if one of them is no regular file. The time of the last change of
// the inode, which cannot be set, shows a change even if somebody has set the time of modification.
std::string id_of(const std::vector<std::string>& paths) {
  std::string id;
  for (const std::string& path : paths) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
    for (const std::uint64_t number :
         {static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino),
          static_cast<std::uint64_t>(status.st_size), nanoseconds(status.st_mtim), nanoseconds(status.st_ctim)}) {
      append_hexadecimal(id, number);
    }
  }
  return id;
}

bool have_settled(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0 || !has_settled(status)) return false;
  }
  return true;
}

// Of all files: that of one file is its SHA-256.
std::string digest_of(std::span<const std::string_view> contents) {
  std::string digest;
  for (const std::string_view one : contents) digest += sha256(one);
  return contents.size() == 1 ? digest : sha256(digest);
}

}  // namespace

std::optional<std::string> user_cache_folder() {
  if (environment("TOKMILL_CACHE") == "off") return std::nullopt;
  if (const std::string_view cache = environment("XDG_CACHE_HOME"); cache.starts_with('/')) {
    return std::string(cache).append("/tokmill");
  }
  const std::string_view home = environment("HOME");
  if (!home.starts_with('/')) return std::nullopt;
  return std::string(home).append("/.cache/tokmill");
}

EncodingCacheEntry::EncodingCacheEntry(std::optional<std::string> folder, std::vector<std::string> paths,
                                       vocabularies::FileParts parts, CacheLimits limits)
    : folder_(std::move(folder)), paths_(std::move(paths)), parts_(std::move(parts)), limits_(limits) {
  if (!folder_) return;
  key_ = vocabularies::stored_encoding_key(parts_);
  file_id_ = id_of(paths_);
}

std::optional<Encoding> EncodingCacheEntry::find() const {
  if (file_id_.empty()) return std::nullopt;
  return open(std::string(files).append("/").append(file_id_).append(key_));
}

std::optional<Encoding> EncodingCacheEntry::open(const std::string& name) const {
  std::optional<cache::Mapping> mapping = cache::map_file(*folder_ + "/" + name);
  if (!mapping) return std::nullopt;
  Result<Encoding> encoding =
      vocabularies::restore_encoding(mapping->bytes, std::move(mapping->owner), parts_.name);
  if (!encoding) return std::nullopt;
  return *std::move(encoding);
}

Result<Encoding> EncodingCacheEntry::find_or_make(
    std::span<const std::string_view> contents,
    const std::function<Result<vocabularies::StorableEncoding>()>& make) const {
  if (file_id_.empty()) {
    Result<vocabularies::StorableEncoding> made = make();
    if (!made) return std::move(made).error();
    return std::move(made->encoding);
  }
  const std::string digest = digest_of(contents);
  const std::string name = digest + "-" + key_;
  if (std::optional<Encoding> found = open(std::string(images).append("/").append(name))) {
    link(name);
    return *std::move(found);
  }
  Result<vocabularies::StorableEncoding> made = make();
  if (!made) return std::move(made).error();
  store(*made, digest, name);
  return std::move(made->encoding);
}

void EncodingCacheEntry::store(const vocabularies::StorableEncoding& encoding, const std::string& digest,
                               const std::string& name) const {
  const std::string folder = std::string(*folder_).append("/").append(images);
  const Result<ImageFile> image = vocabularies::store_encoding(encoding, digest);
  if (!image || cache::open_folder(*folder_).get() < 0) return;
  if (!cache::write_file(cache::open_folder(folder), name, image->start, image->tables)) return;
  cache::remove_unused(folder, limits_.bytes, no_limit, name);
  link(name);
}

void EncodingCacheEntry::link(const std::string& name) const {
  // A file that has changed meanwhile has another id.
  if (id_of(paths_) != file_id_ || !have_settled(paths_)) return;
  const std::string folder = std::string(*folder_).append("/").append(files);
  const std::string link_name = file_id_ + key_;
  cache::write_link(cache::open_folder(folder), link_name, std::string("../").append(images).append("/").append(name));
  cache::remove_unused(folder, no_limit, limits_.files, link_name);
}

}  // namespace tokmill::cli
