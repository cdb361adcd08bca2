#include "tokmill/read_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace tokmill::inline TOKMILL_ABI {
namespace {

Error unreadable(const std::string& path, const std::string& reason) {
  return {ErrorCode::unreadable_file, "cannot read " + path + ": " + reason, 0};
}

struct CloseFile {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};

}  // namespace

Result<std::string> read_file_start(const std::string& path, std::size_t bytes) {
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
  if (file == nullptr) return unreadable(path, std::generic_category().message(errno));
  constexpr std::size_t block = std::size_t{1} << 18;
  std::string contents;
  while (contents.size() < bytes) {
    const std::size_t before = contents.size();
    const std::size_t asked = std::min(block, bytes - before);
    contents.resize(before + asked);
    const std::size_t got = std::fread(contents.data() + before, 1, asked, file.get());
    contents.resize(before + got);
    if (got == asked) continue;
    if (std::ferror(file.get()) != 0) return unreadable(path, std::generic_category().message(errno));
    break;
  }
  return contents;
}

Result<std::string> read_file(const std::string& path, std::size_t max_bytes) {
  Result<std::string> contents = read_file_start(path, max_bytes + 1);
  if (contents && contents->size() > max_bytes) {
    return unreadable(path, "more than " + std::to_string(max_bytes) + " bytes");
  }
  return contents;
}

}  // namespace tokmill
