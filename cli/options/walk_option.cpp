#include "options/walk_option.hpp"

#include <utility>

#include "app/usage_error.hpp"
#include "input/walk/glob.hpp"
#include "output/format.hpp"

namespace tokmill::cli {

void WalkOption::declare(Arguments& arguments) {
  arguments.flag("--hidden", hidden, "Include hidden files and directories");
  arguments.flag("--no-ignore", no_ignore, "Include files ignored by git");
  arguments.texts("--include", include, "GLOB",
                 "In folders, include only the files that GLOB matches (syntax of .gitignore; repeatable)");
  arguments.texts("--exclude", exclude, "GLOB",
                 "In folders, skip the files and directories that GLOB matches (syntax of .gitignore; repeatable)");
  arguments.flag("--list-skipped", list_skipped,
                 "List the files of folders that are left out, and why, on standard error");
}

std::array<GivenOption, 5> WalkOption::all() const {
  return {{{"--hidden", hidden},
           {"--no-ignore", no_ignore},
           {"--include", !include.empty()},
           {"--exclude", !exclude.empty()},
           {"--list-skipped", list_skipped}}};
}

Result<void> WalkOption::validate_with(GivenOption other) const { return excludes(other, all()); }

Result<void> WalkOption::validate_requires(std::string_view option) const {
  for (const auto& [name, is_given] : all()) {
    if (is_given) return usage_error(output::format("{} requires {}", name, option));
  }
  return {};
}

Result<void> WalkOption::validate_for(const TextOption& text) const {
  return has_no_effect_on(input_without_path(text), all(), "name a folder as PATH");
}

Result<input::WalkTerms> WalkOption::terms() const {
  Result<input::PathFilter> filter = input::PathFilter::parse(include, exclude);
  if (!filter) return std::move(filter).error();
  return input::WalkTerms{hidden, no_ignore, std::move(*filter), list_skipped};
}

}  // namespace tokmill::cli
