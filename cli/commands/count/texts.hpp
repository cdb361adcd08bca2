#pragma once

#include "commands/count/request.hpp"
#include "commands/count/result.hpp"
#include "output/io.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::cli::count {

/// Counts every text that the request names, including everything in its folders. Reports on standard error what
/// failed, what was left out, and, once for all inputs, that some are not UTF-8. The result does not depend on the
/// number of threads.
[[nodiscard]] CountedTexts count_texts(const TextsRequest& request, const Encoding& encoding, Io& io);

}  // namespace tokmill::cli::count
