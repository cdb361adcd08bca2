#pragma once

#include <nanobind/nanobind.h>

#include <span>
#include <vector>

#include "tokmill/token_id.hpp"

namespace tokmill::python {

/// A list of ints.
[[nodiscard]] nanobind::object list_of_ids(std::span<const TokenId> ids);

/// The ids of a sequence of ints: a list, a tuple, a range, an array. The exceptions are tiktoken's:
/// TypeError if it is no sequence or an element is not an integer, OverflowError if one does not fit an id.
[[nodiscard]] std::vector<TokenId> ids_of(nanobind::handle sequence);

/// One id. The same exceptions.
[[nodiscard]] TokenId id_of(nanobind::handle number);

}  // namespace tokmill::python
