#pragma once

#include "app/arguments.hpp"
#include "app/exit_code.hpp"
#include "options/format_option.hpp"
#include "options/threads_option.hpp"
#include "output/io.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

struct EncodingsRequest {
  Format format = Format::text;
};

/// `tokmill encodings`: lists the built-in and the installed encodings.
struct EncodingsOptions {
  FormatOption format;
  ThreadsOption threads;

  void declare(Arguments& arguments);
  [[nodiscard]] Result<EncodingsRequest> validate() const;
};

[[nodiscard]] ExitCode run(const EncodingsRequest& request, Io& io);

}  // namespace tokmill::cli
