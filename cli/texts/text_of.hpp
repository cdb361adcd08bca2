#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "options/text_option.hpp"
#include "texts/task.hpp"

namespace tokmill::cli::texts {

/// Whether there is a NUL byte, as in binary files.
[[nodiscard]] inline bool has_nul(std::string_view bytes) { return bytes.find('\0') != std::string_view::npos; }

/// The text of a file with these bytes, in UTF-8 unless it is ill-formed: a view of `bytes`, or of `converted`. Records
/// in the task how it was converted, and what is ill-formed. Returns nullopt if the task failed, or if its file is
/// binary, and records that.
[[nodiscard]] std::optional<std::string_view> text_of(const TextOption& options, std::string_view bytes,
                                                      std::string& converted, Task& task);

}  // namespace tokmill::cli::texts
