#pragma once

#include <vector>

#include "tokmill/analysis/cost.hpp"
#include "tokmill/analysis/model_tokenizer.hpp"
#include "tokmill/chat/count.hpp"
#include "tokmill/export.hpp"
#include "tokmill/formats/json_writer.hpp"
#include "tokmill/pricing/date.hpp"

/// JSON of models and costs, as the program prints it. Amounts are exact decimal numbers in strings; what is unknown is
/// null.
namespace tokmill::inline TOKMILL_ABI::analysis {

/// Writes what calls cost as an object.
TOKMILL_EXPORT void write_cost(formats::JsonWriter& json, const CostRow& row);

/// Writes a model as an object: its tokenizer, limits, prices of a standard call on the day `at`, and all prices.
TOKMILL_EXPORT void write_model(formats::JsonWriter& json, const ModelTokenizer& tokenizer, pricing::Date at);

/// Writes what a count or a cost leaves out as members of the current object: arrays of names in `not_counted`,
/// `unknown`, `fees` and `not_priced`. Empty ones are left out.
TOKMILL_EXPORT void write_omissions(formats::JsonWriter& json, const std::vector<chat::Omission>& omissions);

}  // namespace tokmill::analysis
