#pragma once

#include <vector>

#include "input/walk/skipped.hpp"
#include "output/io.hpp"
#include "texts/task.hpp"

namespace tokmill::cli::texts {

/// Reports each task that failed; warns, once for all, of guessed charsets, of byte order
/// marks and of ill-formed text.
void report(const std::vector<Task>& tasks, Io& io);

/// Lists what was left out of folders, a line each.
void list_skipped(const std::vector<input::Skipped>& skipped, Io& io);

/// Reports the numbers of hidden and binary files that were left out of folders. The user knows of the others.
void report_left_out(const std::vector<input::Skipped>& skipped, Io& io);

}  // namespace tokmill::cli::texts
