#include "options/view_files.hpp"

#include "input/reader.hpp"
#include "output/format.hpp"

namespace tokmill::cli {
namespace {

constexpr const char* or_standard_output = " (-: standard output)";

}  // namespace

void ViewFiles::declare_html(Arguments& arguments, const std::string& shows) {
  arguments.text("--html", html, "FILE", shows + or_standard_output);
}

void ViewFiles::declare_svg(Arguments& arguments, const std::string& shows) {
  arguments.text("--svg", svg, "FILE", shows + or_standard_output);
}

Result<void> ViewFiles::validate(std::initializer_list<GivenOption> printed) const {
  const GivenOption page{"--html -", html == "-"};
  const GivenOption picture{"--svg -", svg == "-"};
  for (const GivenOption& file : {page, picture}) {
    if (Result<void> valid = excludes(file, printed); !valid) return valid;
  }
  return at_most_one({page, picture});
}

void warn_of_partial_picture(const std::string& path, std::size_t most, std::size_t all, std::string_view things,
                             Io& io) {
  if (all <= most) return;
  io.warn(output::format("{}: the picture shows the first {} of {} {}", display_name(path), most, all, things));
}

}  // namespace tokmill::cli
