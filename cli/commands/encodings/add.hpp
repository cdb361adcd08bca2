#pragma once

#include <string>
#include <vector>

#include "app/arguments.hpp"
#include "app/exit_code.hpp"
#include "options/encoding_source.hpp"
#include "options/threads_option.hpp"
#include "output/io.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

struct EncodingsAddRequest {
  std::string name;
  EncodingSource source;  ///< The path, with what belongs to it.
};

/// `tokmill encodings add NAME PATH`: installs the vocabulary at a path.
struct EncodingsAddOptions {
  std::vector<std::string> arguments;
  EncodingSource details;  ///< Its name is not used.
  bool force = false;
  ThreadsOption threads;

  void declare(Arguments& declared);

  /// Errors: invalid_argument.
  [[nodiscard]] Result<EncodingsAddRequest> validate() const;
};

[[nodiscard]] ExitCode run(const EncodingsAddRequest& request, Io& io);

}  // namespace tokmill::cli
