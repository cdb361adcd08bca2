#include "commands/encodings/remove.hpp"

#include "app/usage_error.hpp"
#include "commands/encodings/names.hpp"
#include "options/installed_encodings.hpp"

namespace tokmill::cli {

void EncodingsRemoveOptions::declare(Arguments& arguments) {
  arguments.positionals("ENCODING", names, "The names of installed encodings");
  threads.declare_unused(arguments);
  arguments.example("tokmill encodings remove qwen3", "Remove an installed encoding and its files");
}

Result<void> EncodingsRemoveOptions::validate() const {
  if (Result<void> valid = threads.validate(); !valid) return valid;
  if (names.empty()) return usage_error("the name of an installed encoding is required");
  for (const std::string& name : names) {
    if (Result<void> valid = encodings::check_installed(name); !valid) return valid;
  }
  return {};
}

ExitCode run(const EncodingsRemoveOptions& options, Io& io) {
  for (const std::string& name : options.names) {
    if (const Result<void> removed = remove_installed_encoding(name); !removed) io.fail(removed.error().message);
  }
  return ExitCode::ok;
}

}  // namespace tokmill::cli
