#pragma once

#include <string>
#include <string_view>

/// Texts in a column of the format TabSeparated of ClickHouse.
namespace tokmill::cli::rows {

/// What is written for NULL.
inline constexpr std::string_view tsv_null = "\\N";

/// The text that is written in a column: a view of it, or of `buffer`. Reads what ClickHouse reads: \xHH is a byte, and
/// a backslash before a character without a meaning is one itself.
[[nodiscard]] std::string_view read_tsv_text(std::string_view written, std::string& buffer);

/// Appends a text as ClickHouse writes it.
void append_tsv_text(std::string_view text, std::string& output);

}  // namespace tokmill::cli::rows
