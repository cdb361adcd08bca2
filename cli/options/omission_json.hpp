#pragma once

#include <vector>

#include "tokmill/chat/count.hpp"
#include "tokmill/formats/json_writer.hpp"

namespace tokmill::cli {

/// Writes what a count or a cost leaves out as members of the current object: arrays of names in `not_counted`,
/// `unknown`, `fees` and `not_priced`. Empty ones are left out.
void write_omissions(formats::JsonWriter& json, const std::vector<chat::Omission>& omissions);

}  // namespace tokmill::cli
