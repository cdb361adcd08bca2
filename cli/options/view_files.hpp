#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "app/arguments.hpp"
#include "options/exclusive.hpp"
#include "output/io.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// The files that show the result of a command: --html FILE, a page, and --svg FILE, a picture. They replace the tables
/// for people, but not JSON and CSV.
struct ViewFiles {
  std::optional<std::string> html;
  std::optional<std::string> svg;

  /// `shows`: what the help says of the file, such as `Write a page to FILE`; the rest is added.
  void declare_html(Arguments& arguments, const std::string& shows);
  void declare_svg(Arguments& arguments, const std::string& shows);

  [[nodiscard]] bool any() const noexcept { return html || svg; }

  /// Checks that one output at most is written to standard output. `printed`: the options whose output is there.
  /// Errors: as at_most_one().
  [[nodiscard]] Result<void> validate(std::initializer_list<GivenOption> printed) const;
};

/// Warns that a picture shows only the first `most` of `all` things (`tokens`), if it does. `path`: of the picture.
void warn_of_partial_picture(const std::string& path, std::size_t most, std::size_t all, std::string_view things,
                             Io& io);

}  // namespace tokmill::cli
