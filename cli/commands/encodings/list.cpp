#include "commands/encodings/list.hpp"

#include <string>
#include <vector>

#include "commands/encodings/features.hpp"
#include "output/table.hpp"
#include "tokmill/registry.hpp"

namespace tokmill::cli {
namespace {

using encodings::Features;

// The built-in encodings, then the installed ones. Reports those that cannot be read to `io`.
std::vector<Features> all_features(Io& io) {
  std::vector<Features> all;
  for (const std::string_view name : encoding_names()) {
    all.push_back(encodings::features_of_built_in(**find_encoding(name)));
  }
  for (const std::string& name : installed_encoding_names()) {
    const Result<InstalledEncoding> installed = find_installed_encoding(name);
    if (installed) {
      all.push_back(encodings::features_of_installed(*installed));
    } else {
      io.fail(installed.error().message);
    }
  }
  return all;
}

// `full`: with whole digests.
output::Table table_of(const std::vector<Features>& all, bool full) {
  using output::Align;
  output::Table table;
  table.columns = {{"name", Align::left},     {"origin", Align::left, 4},  {"vocabulary", Align::right, 1},
                   {"pattern", Align::left, 2}, {"special", Align::right, 3}, {"digest", Align::left, 5}};
  for (const Features& features : all) {
    table.rows.push_back({features.name, features.origin, std::to_string(features.vocabulary_size),
                          encodings::pattern_text(features), std::to_string(features.special_tokens),
                          full ? features.digest : encodings::short_digest(features.digest)});
  }
  return table;
}

}  // namespace

void EncodingsOptions::declare(Arguments& arguments) {
  format.declare(arguments, "Print an array with one object for each encoding");
  threads.declare_unused(arguments);
  arguments.example("tokmill encodings", "List the built-in encodings and those that you installed");
  arguments.example("tokmill encodings add qwen3 Qwen3/tokenizer.json", "Install the vocabulary of a model");
}

Result<EncodingsRequest> EncodingsOptions::validate() const {
  if (const Result<void> valid = threads.validate(); !valid) return valid.error();
  const Result<Format> chosen = format.format();
  if (!chosen) return chosen.error();
  return EncodingsRequest{*chosen};
}

ExitCode run(const EncodingsRequest& request, Io& io) {
  const std::vector<Features> all = all_features(io);
  switch (request.format) {
    case Format::json: io.write(encodings::json(all)); break;
    case Format::csv: io.write(output::csv(table_of(all, true))); break;
    case Format::markdown: io.write(output::markdown(table_of(all, false))); break;
    case Format::text: io.write(output::output_table(table_of(all, false))); break;
  }
  return ExitCode::ok;
}

}  // namespace tokmill::cli
