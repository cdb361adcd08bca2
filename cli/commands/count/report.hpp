#pragma once

#include <cstddef>
#include <vector>

#include "commands/count/task.hpp"
#include "output/io.hpp"

namespace tokmill::cli::count {

/// Reports each task that failed; warns, once for all, of guessed charsets, of byte order
/// marks and of ill-formed text.
void report(const std::vector<Task>& tasks, Io& io);

/// Reports the number of files of folders that were left out.
void report_left_out(std::size_t hidden, std::size_t binary, Io& io);

}  // namespace tokmill::cli::count
