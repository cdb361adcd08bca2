#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "output/io.hpp"
#include "texts/part.hpp"
#include "tokmill/formats/json_writer.hpp"

/// Parts of a text in a page, for the style sheet parts.css and the script parts.js. White space and invisible
/// characters are made visible by the style only, so that the page can be searched and copied from.
namespace tokmill::cli::texts {

/// Appends the part `first`: an element <i> or <b>, in turn, so that neighbors have different backgrounds. Together with
/// it, appends those after it that begin inside a grapheme: the text that they divide is above a cell for each of them,
/// unless its letters join. Returns how many parts were appended. Precondition: mark_graphemes().
std::size_t append_html(std::string& html, const std::vector<Part>& parts, std::size_t first);

/// Writes what the script knows of parts, the first of which follows the byte `start`, as members of an object: `ids`,
/// if they are tokens; `sizes`, the numbers of their own bytes; `steps`, how many bytes of the text each advances, if
/// these are others.
void write_part_data(formats::JsonWriter& json, std::span<const Part> parts, std::size_t start);

/// The own bytes of the parts, one after another.
[[nodiscard]] std::string hexadecimal_bytes(std::span<const Part> parts);

/// Writes a page that shows a text of `size` bytes, as write_file(). Warns if it is larger than `fast_size`, the size up to
/// which Chromium shows such a page in about two seconds.
void write_text_page(const std::string& path, std::string_view html, std::size_t size, std::size_t fast_size, Io& io);

}  // namespace tokmill::cli::texts
