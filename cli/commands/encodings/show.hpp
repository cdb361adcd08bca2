#pragma once

#include <string>
#include <vector>

#include "app/arguments.hpp"
#include "app/exit_code.hpp"
#include "commands/encodings/features.hpp"
#include "options/encoding_source.hpp"
#include "options/threads_option.hpp"
#include "output/io.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

struct EncodingsShowRequest {
  encodings::Details details;
  bool json = false;
};

/// `tokmill encodings show NAME|PATH`
struct EncodingsShowOptions {
  std::vector<std::string> names;
  EncodingSource details;  ///< Its name is not used.
  bool json = false;
  ThreadsOption threads;

  void declare(Arguments& arguments);

  /// Errors: invalid_argument, and those of encoding_of().
  [[nodiscard]] Result<EncodingsShowRequest> validate() const;
};

[[nodiscard]] ExitCode run(const EncodingsShowRequest& request, Io& io);

}  // namespace tokmill::cli
