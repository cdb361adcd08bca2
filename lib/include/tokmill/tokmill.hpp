#pragma once

/// All of the library but what needs ICU or a JSON reader, which are targets of their own.
///
///     const auto encoding = tokmill::find_encoding("o200k_base");
///     std::size_t tokens = (*encoding)->count("How many tokens is this?");

#include "tokmill/chat.hpp"
#include "tokmill/date.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/error.hpp"
#include "tokmill/limits.hpp"
#include "tokmill/memory.hpp"
#include "tokmill/money.hpp"
#include "tokmill/parallel.hpp"
#include "tokmill/pricing.hpp"
#include "tokmill/registry.hpp"
#include "tokmill/result.hpp"
#include "tokmill/text.hpp"
#include "tokmill/version.hpp"
