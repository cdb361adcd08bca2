#pragma once

/// Includes all of tokmill::pricing, which computes what calls of a language model cost:
///
///     const tokmill::pricing::PriceBook book;
///     const auto model = book.find("gpt-4o");
///     const auto day = tokmill::pricing::parse_date("2026-10-30");
///     if (!model || !day) return;
///     const auto bill = tokmill::pricing::bill(*model, {.input_tokens = 1200, .output_tokens = 300}, {.at = *day});
///     if (bill && bill->total) use(tokmill::pricing::exact_decimal(*bill->total));  // "0.006000"
///
/// The book must outlive the model and the bill, which refer to its tables.
///
/// Exactness: money is an integer, and the parts of a bill add up to its total to the last digit. Rounding is left to
/// the code that displays a bill.
///
/// Unknown values are empty optionals, never zero. An unknown price matters only if there are tokens to pay for; that
/// part of the bill and its total are then unknown.
///
/// Nothing here counts tokens: token counts are input, and a model's encoding is stored by name.

#include "tokmill/pricing/bill.hpp"
#include "tokmill/pricing/date.hpp"
#include "tokmill/pricing/model.hpp"
#include "tokmill/pricing/money.hpp"
#include "tokmill/pricing/price_book.hpp"
#include "tokmill/pricing/price_table.hpp"
#include "tokmill/pricing/service.hpp"
