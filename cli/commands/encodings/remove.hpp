#pragma once

#include <string>
#include <vector>

#include "app/arguments.hpp"
#include "app/exit_code.hpp"
#include "options/threads_option.hpp"
#include "output/io.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// `tokmill encodings remove NAME…`
struct EncodingsRemoveOptions {
  std::vector<std::string> names;
  ThreadsOption threads;

  void declare(Arguments& arguments);

  /// Errors: invalid_argument, unknown_encoding.
  [[nodiscard]] Result<void> validate() const;
};

[[nodiscard]] ExitCode run(const EncodingsRemoveOptions& options, Io& io);

}  // namespace tokmill::cli
