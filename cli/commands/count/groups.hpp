#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "texts/result.hpp"

namespace tokmill::cli::count {

/// What one row of the result covers.
enum class By { file, extension, folder, line };

/// The name of the column of groups in tables and JSON: `path`, `ext`, `dir` or `line`.
[[nodiscard]] std::string_view column_name(By by);

/// Ties are sorted by the bytes of the name.
using texts::Order;

/// Inputs that share a row.
struct Group {
  std::string name;  ///< A path, an extension with its dot (empty for none), or a folder.
  std::size_t files = 0;
  texts::Sizes sizes;
};

/// Groups the inputs. Precondition: not by line.
/// - By file: one group each, in their order.
/// - By extension: in order of the extension. A leading dot of a file name does not start an extension.
/// - By folder: each input is in every folder from its root down, so that a folder includes its subfolders; in order of
///   the path.
[[nodiscard]] std::vector<Group> group(const std::vector<texts::Input>& inputs, By by);

/// Sorts the groups if `order` is given, and keeps the first `top`. A folder precedes a subfolder of the same size.
void arrange(std::vector<Group>& groups, std::optional<Order> order, std::optional<std::size_t> top);

/// `tokens` as a fraction of `total`, from 0 to 1; 0 if `total` is 0.
[[nodiscard]] double share_of(std::size_t tokens, std::size_t total);

/// The extension, or `(none)` if it is empty.
[[nodiscard]] std::string extension_label(const std::string& extension);

}  // namespace tokmill::cli::count
