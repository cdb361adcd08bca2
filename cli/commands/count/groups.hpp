#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "commands/count/count.hpp"

namespace tokmill::cli::count {

/// What a row of the result stands for.
enum class By { file, extension, folder };

/// Tokens and bytes: the most first. Where two are level, and for paths: by name, as bytes.
enum class Order { tokens, bytes, path };

/// Inputs taken together.
struct Group {
  std::string name;  ///< A path, an extension with its dot (empty for none), or a folder.
  std::size_t files = 0;
  Figures figures;
};

/// The groups of the inputs. By file: one for each, in their order. By extension: each input in one, in order
/// of name; a dot at the beginning of a name begins no extension. By folder: each input in every folder from
/// its root down, so that a folder holds all below it, in order of name.
[[nodiscard]] std::vector<Group> group(const std::vector<Input>& inputs, By by);

/// Puts the groups in order, where one is given, and keeps the first `top`. Of folders those above come first
/// where they are level with one below.
void arrange(std::vector<Group>& groups, std::optional<Order> order, std::optional<std::size_t> top);

}  // namespace tokmill::cli::count
