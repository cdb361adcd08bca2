#include "commands/encodings/add.hpp"

#include <algorithm>

#include "app/usage_error.hpp"
#include "commands/encodings/features.hpp"
#include "commands/encodings/names.hpp"
#include "options/installed_encodings.hpp"
#include "options/vocabulary_files.hpp"
#include "output/format.hpp"

namespace tokmill::cli {

void EncodingsAddOptions::declare(Arguments& declared) {
  declared.positionals("NAME PATH", arguments,
                       "The name that -e takes from now on, and a vocabulary file or a folder with one, which is copied");
  declare_encoding_details(declared, [this] { return &details; });
  declared.flag("--force", force, "Replace an installed encoding of this name");
  threads.declare_unused(declared);
  declared.example("tokmill encodings add qwen3 Qwen3/tokenizer.json", "Install a vocabulary; then use it with -e qwen3");
  declared.example("tokmill encodings add mine ranks.tiktoken --pattern o200k --special-tokens special.json",
                   "Install a rank file, which has no pattern and no special tokens of its own");
}

Result<EncodingsAddRequest> EncodingsAddOptions::validate() const {
  if (const Result<void> valid = threads.validate(); !valid) return valid.error();
  if (arguments.size() != 2) {
    return usage_error(output::format("expected NAME and PATH, got {} {}", arguments.size(),
                                      arguments.size() == 1 ? "argument" : "arguments"));
  }
  const std::string& name = arguments[0];
  if (const Result<void> valid = encodings::check_name(name); !valid) return valid.error();
  if (!force && std::ranges::binary_search(installed_encoding_names(), name)) {
    return usage_error(output::format("{} is already installed; use --force to replace it", name));
  }
  return EncodingsAddRequest{name, {arguments[1], details.pattern, details.special_tokens}};
}

ExitCode run(const EncodingsAddRequest& request, Io& io) {
  const Result<VocabularyFiles> files = find_vocabulary_files(request.source.name);
  const Result<vocabularies::FileParts> parts = file_parts(request.source, request.name);
  for (const Error* error : {files ? nullptr : &files.error(), parts ? nullptr : &parts.error()}) {
    if (error == nullptr) continue;
    io.fail(error->message);
    return ExitCode::failed;
  }
  const Result<InstalledEncoding> installed = install_encoding(*files, *parts);
  if (installed) return ExitCode::ok;
  const Error& error = installed.error();
  io.fail(error.message);
  const bool is_usage = error.code == ErrorCode::invalid_argument || error.code == ErrorCode::unknown_pattern;
  return is_usage ? ExitCode::usage : ExitCode::failed;
}

}  // namespace tokmill::cli
