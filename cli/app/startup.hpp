#pragma once

namespace tokmill::cli::app {

/// Puts the process into the state that the program relies on. Call it once, before anything else.
///
/// - Standard streams that are closed are opened such that reading and writing them fails. Otherwise a file that the
///   program opens could get the number of standard output or standard error, and messages would be written into it.
/// - SIGPIPE ends the program, even if the parent process ignores or blocks it: if the reader of a pipe has read
///   enough, the program ends quietly. SIGXFSZ does not, so that writing fails with an error instead.
/// - Threads have a stack of at least 1 MiB, even if the limit of the stack (`ulimit -s`) is lower.
/// - An exception that cannot be caught, such as std::bad_alloc in a function that must not throw, ends the program with
///   one line, exit status 1 and without temporary files. So does ICU if it runs out of memory.
void prepare_process() noexcept;

}  // namespace tokmill::cli::app
