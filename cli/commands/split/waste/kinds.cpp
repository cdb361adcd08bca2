#include "commands/split/waste/kinds.hpp"

#include <array>
#include <cstddef>

namespace tokmill::cli::split {
namespace {

// In the order of WasteKind.
constexpr std::array<KindText, 9> kinds = {{
    {"json", "JSON", "leave out white space between values"},
    {"repeated_lines", "repeated lines", "keep the first of each"},
    {"blank_lines", "blank lines", "keep one of several in a row"},
    {"blanks", "blanks", "put one space in place of several"},
    {"trailing_blanks", "blanks at line ends", "leave them out"},
    {"indentation", "indentation", "leave it out, but not in Python or YAML"},
    {"codes", "keys, digests, ids", "put … in place of each"},
    {"decimals", "decimal places", "keep three of them"},
    {"split_characters", "characters in bytes", "leave them out"},
}};

}  // namespace

const KindText& text_of(analysis::WasteKind kind) { return kinds[static_cast<std::size_t>(kind)]; }

}  // namespace tokmill::cli::split
