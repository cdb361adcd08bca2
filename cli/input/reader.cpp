#include "input/reader.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <new>
#include <span>
#include <stdexcept>

#include "output/descriptor.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli {
namespace {

using input::FileKind;
using input::FileRead;
using input::Origin;

// How much is read at once from what does not have a size, and before a large file is known to be a text.
constexpr std::size_t block_size = std::size_t{1} << 16;

FileRead failed(int problem) { return {FileKind::failed, {}, std::strerror(problem)}; }

// Problems that are not worth a message during a walk: git lists a file that was deleted, or it is a symbolic link or a
// socket.
bool is_left_out(int problem) {
  return problem == ENOENT || problem == ENOTDIR || problem == ELOOP || problem == ENXIO;
}

// Whether the text starts with the byte order mark of UTF-16 or UTF-32, in either byte order.
bool has_wide_mark(std::string_view text) {
  using namespace std::string_view_literals;
  return text.starts_with("\xFF\xFE"sv) || text.starts_with("\xFE\xFF"sv) || text.starts_with("\0\0\xFE\xFF"sv);
}

// Reads an open file to its end. `space_for(size, kept)` returns memory of at least `size` bytes, the first `kept` of
// which are those that it returned before. The bytes of the result are in that memory. A larger regular file than
// `max_size` is not read.
template <class SpaceFor>
FileRead read_to_end(int file, input::Source& source, Origin origin, bool binary_is_text, std::size_t max_size,
                     const SpaceFor& space_for) {
  struct stat status {};
  if (::fstat(file, &status) != 0) return failed(errno);
  if (S_ISDIR(status.st_mode)) return {FileKind::folder, {}, {}};
  const bool is_regular = S_ISREG(status.st_mode);
  if (origin == Origin::walked && !is_regular) return {FileKind::left_out, {}, {}};

  if (is_regular && static_cast<std::size_t>(status.st_size) > max_size) return {FileKind::large, {}, {}};

  bool stops_at_nul = origin == Origin::walked && !binary_is_text;
  // Pipes and files in /proc do not have a size. With one byte more than the size, one call reads everything and sees
  // the end.
  std::size_t expected = is_regular ? static_cast<std::size_t>(status.st_size) : 0;
  std::size_t size = 0;
  while (true) {
    // The first block decides whether a large file is worth reading.
    const bool is_first_look = size == 0 && stops_at_nul && expected >= block_size;
    std::span<char> space = space_for(is_first_look ? block_size : std::max(expected, size) + 1, size);
    space = space.subspan(size);
    if (is_first_look) space = space.first(block_size);
    const Result<std::size_t> got = source.read(space);
    if (!got) return {FileKind::failed, {}, got.error().message};
    const std::size_t added = *got;
    if (source.is_compressed()) expected = 0;
    const std::string_view bytes(space.data(), added);
    if (size == 0) stops_at_nul = stops_at_nul && !has_wide_mark(bytes);
    if (stops_at_nul && (bytes.find('\0') != bytes.npos || (size == 0 && input::is_compressed(bytes)))) {
      return {FileKind::binary, {}, {}};
    }
    size += added;
    if (added == 0 || (size == expected && added < space.size())) {
      return {FileKind::text, std::string_view(space.data() + added - size, size), {}};
    }
  }
}

// Opens and reads a file, or standard input if the path is null. `note` receives Source::note().
template <class SpaceFor>
FileRead read_path(const char* path, input::Decompress decompress, std::string& note, Origin origin,
                   bool binary_is_text, std::size_t max_size, const SpaceFor& space_for) {
  const auto read = [&](int file) {
    input::Source source(file, decompress);
    FileRead result = read_to_end(file, source, origin, binary_is_text, max_size, space_for);
    note = source.note();
    return result;
  };
  try {
    if (path == nullptr) return read(STDIN_FILENO);
    const int walk_flags = origin == Origin::walked ? O_NOFOLLOW | O_NONBLOCK : 0;
    const int file = ::open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | walk_flags);
    if (file < 0 && origin == Origin::walked && is_left_out(errno)) return {FileKind::left_out, {}, {}};
    if (file < 0) return failed(errno);
    struct Closer {
      int file;
      ~Closer() { ::close(file); }
    } const closer{file};
    return read(file);
  } catch (const std::bad_alloc&) {
    return failed(ENOMEM);
  } catch (const std::length_error&) {
    return failed(EFBIG);
  }
}

Result<WholeText> read_whole(const std::string& path, input::Decompress decompress, std::size_t max_size) {
  WholeText text;
  std::string& bytes = text.bytes;
  // The string grows by steps that are small compared with its size, since it writes zeros to what it grows by; its
  // capacity grows geometrically anyway.
  const auto space_for = [&bytes, max_size](std::size_t size, std::size_t kept) {
    if (kept > max_size) throw std::length_error("more than max_size");
    if (bytes.size() < size && (kept > 0 || size == 1)) size = std::max(size, kept + std::max(block_size, kept / 8));
    if (bytes.size() < size) bytes.resize(size);
    return std::span<char>(bytes);
  };
  const FileRead read = read_path(path == "-" ? nullptr : path.c_str(), decompress, text.note, Origin::named, false,
                                  max_size, space_for);
  if (read.kind == FileKind::folder) return output::system_error(EISDIR);
  if (read.kind == FileKind::large) return output::system_error(EFBIG);
  if (read.kind != FileKind::text) return Error{ErrorCode::io_error, read.problem};
  bytes.resize(read.bytes.size());
  return text;
}

}  // namespace

std::string display_name(const std::string& path) { return path == "-" ? "standard input" : path; }

Result<std::string> read_input(const std::string& path, std::size_t max_size) {
  Result<WholeText> text = read_whole(path, input::Decompress::no, max_size);
  if (!text) return std::move(text).error();
  return std::move(text->bytes);
}

Result<WholeText> read_whole_text(const std::string& path, input::Decompress decompress) {
  return read_whole(path, decompress, std::numeric_limits<std::size_t>::max());
}

namespace input {

void FileReader::reserve(std::size_t size, std::size_t kept) {
  if (size <= capacity_) return;
  const std::size_t capacity = std::max({size, kept * 2, block_size});
  std::unique_ptr<char[]> larger(new char[capacity]);  // not std::make_unique, which writes zeros
  if (kept > 0) std::memcpy(larger.get(), buffer_.get(), kept);
  buffer_ = std::move(larger);
  capacity_ = capacity;
}

FileRead FileReader::read(const std::string& path, Origin origin, bool binary_is_text) {
  std::string no_note;
  return read_path(path.c_str(), Decompress::no, no_note, origin, binary_is_text, max_size,
                   [this](std::size_t size, std::size_t kept) {
                     reserve(size, kept);
                     return std::span(buffer_.get(), capacity_);
                   });
}

std::unique_ptr<FileReader> FileReaders::take() {
  {
    const std::scoped_lock lock(mutex_);
    if (!unused_.empty()) {
      std::unique_ptr<FileReader> reader = std::move(unused_.back());
      unused_.pop_back();
      return reader;
    }
  }
  return std::make_unique<FileReader>();
}

void FileReaders::give_back(std::unique_ptr<FileReader> reader) {
  const std::scoped_lock lock(mutex_);
  unused_.push_back(std::move(reader));
}

}  // namespace input
}  // namespace tokmill::cli
