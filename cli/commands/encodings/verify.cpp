#include "commands/encodings/verify.hpp"

#include "commands/encodings/names.hpp"
#include "options/installed_encodings.hpp"

namespace tokmill::cli {
namespace {

// What is wrong with an encoding; empty if nothing is.
std::vector<std::string> problems_of(const std::string& name) {
  const Result<InstalledEncoding> installed = find_installed_encoding(name);
  return installed ? verify_installed_encoding(*installed) : std::vector{installed.error().message};
}

}  // namespace

void EncodingsVerifyOptions::declare(Arguments& arguments) {
  arguments.positionals("ENCODING", names, "The names of installed encodings (default: all of them)");
  threads.declare_unused(arguments);
  arguments.example("tokmill encodings verify",
                    "Read the files of all installed encodings and compare them with their digests");
}

Result<void> EncodingsVerifyOptions::validate() const {
  if (Result<void> valid = threads.validate(); !valid) return valid;
  for (const std::string& name : names) {
    if (Result<void> valid = encodings::check_installed(name); !valid) return valid;
  }
  return {};
}

ExitCode run(const EncodingsVerifyOptions& options, Io& io) {
  for (const std::string& name : options.names.empty() ? installed_encoding_names() : options.names) {
    const std::vector<std::string> problems = problems_of(name);
    for (const std::string& problem : problems) io.fail({name, ": ", problem});
    if (problems.empty()) io.write(name + ": ok\n");
  }
  return ExitCode::ok;
}

}  // namespace tokmill::cli
