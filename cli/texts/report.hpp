#pragma once

#include <cstddef>
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

/// Warns that `--include` and `--exclude` leave out every file of the folders, if `counted`, the number of their files
/// that were counted, is 0. `lists_skipped`: list_skipped() has named them.
void report_nothing_included(const std::vector<input::Skipped>& skipped, std::size_t counted, bool lists_skipped,
                             Io& io);

/// Reports the numbers of hidden and binary files that were left out of folders. The user knows of the others.
void report_left_out(const std::vector<input::Skipped>& skipped, Io& io);

}  // namespace tokmill::cli::texts
