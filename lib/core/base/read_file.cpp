#include "core/base/read_file.hpp"

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace tokmill::base {

Result<std::string> read_file(const std::string& path, std::size_t max_bytes) {
  const auto unreadable = [&path](const std::string& reason) {
    return Error{ErrorCode::unreadable_file, "cannot read " + path + ": " + reason, 0};
  };
  struct Close {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
  };
  const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rb"));
  if (file == nullptr) return unreadable(std::generic_category().message(errno));
  constexpr std::size_t block = std::size_t{1} << 18;
  std::string contents;
  while (true) {
    const std::size_t before = contents.size();
    contents.resize(before + block);
    const std::size_t got = std::fread(contents.data() + before, 1, block, file.get());
    contents.resize(before + got);
    if (contents.size() > max_bytes) return unreadable("more than " + std::to_string(max_bytes) + " bytes");
    if (got == block) continue;
    if (std::ferror(file.get()) != 0) return unreadable(std::generic_category().message(errno));
    return contents;
  }
}

}  // namespace tokmill::base
