#pragma once

#include <string>
#include <string_view>

#include "tokmill/result.hpp"

namespace tokmill::cli {

/// Replaces the content of a file, or creates it. Symbolic links are followed. The new content is written to a
/// temporary file in the same folder, which is then renamed, so that the file is complete or unchanged; the temporary
/// file never remains. An existing file keeps its permissions and, if possible, its owner. Pipes and devices are
/// written to directly.
/// Errors: invalid_argument; the message is that of the system, without the path.
[[nodiscard]] Result<void> write_file(const std::string& path, std::string_view bytes);

}  // namespace tokmill::cli
