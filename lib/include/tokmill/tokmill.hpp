#pragma once

/// All headers of the tokenizer (target tokmill::tokmill). The headers of the other targets are in tokmill/pricing,
/// tokmill/chat, tokmill/formats, tokmill/icu and tokmill/analysis.
///
///     const auto encoding = tokmill::find_encoding("o200k_base");
///     std::size_t tokens = (*encoding)->count("How many tokens is this?");

#include "tokmill/appendable_counter.hpp"
#include "tokmill/batch.hpp"
#include "tokmill/boundary_finder.hpp"
#include "tokmill/digit_value.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/encodings.hpp"
#include "tokmill/error.hpp"
#include "tokmill/image_file.hpp"
#include "tokmill/interval_counter.hpp"
#include "tokmill/merge_steps.hpp"
#include "tokmill/nearest_name.hpp"
#include "tokmill/packed_vocabulary.hpp"
#include "tokmill/parallel.hpp"
#include "tokmill/piece_cache.hpp"
#include "tokmill/portable_code.hpp"
#include "tokmill/read_file.hpp"
#include "tokmill/registry.hpp"
#include "tokmill/result.hpp"
#include "tokmill/sha256.hpp"
#include "tokmill/stream.hpp"
#include "tokmill/stream_chunker.hpp"
#include "tokmill/threads.hpp"
#include "tokmill/token_id.hpp"
#include "tokmill/truncate.hpp"
#include "tokmill/utf8.hpp"
#include "tokmill/version.hpp"
#include "tokmill/vocabulary.hpp"
