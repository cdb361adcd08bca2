#include "commands/split/waste/run.hpp"

#include <optional>

#include "commands/split/waste/output.hpp"
#include "options/encoding_source.hpp"
#include "tokmill/analysis/waste.hpp"

namespace tokmill::cli::split {

ExitCode report_waste(const WasteTerms& terms, const TextOption& text, const Encoding& encoding, Io& io) {
  std::optional<NamedText> input = read_text(text, input_paths(text).front(), io);
  if (!input) return ExitCode::failed;
  input->make_well_formed();
  const Result<analysis::WasteReport> report = analysis::find_waste(encoding, input->bytes, terms.top);
  if (!report) {
    io.fail(input->name + ": " + report.error().message);
    return ExitCode::failed;
  }
  const bool is_table = terms.format == Format::text || terms.format == Format::markdown;
  const WasteView view{is_table ? encoding_label(encoding.name()) : std::string(encoding.name()), input->bytes, *report,
                       terms.top, terms.priced_by ? price_of(*report, *terms.priced_by) : std::nullopt};
  switch (terms.format) {
    case Format::json: io.write(waste_json(view)); break;
    case Format::csv: io.write(waste_csv(view)); break;
    case Format::markdown: io.write(waste_markdown(view)); break;
    case Format::text: io.write(waste_text(view)); break;
  }
  return ExitCode::ok;
}

}  // namespace tokmill::cli::split
