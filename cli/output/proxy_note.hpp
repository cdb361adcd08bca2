#pragma once

#include <string>
#include <string_view>

namespace tokmill::cli::output {

/// The note below a table on estimated counts: `≈ NAMES: an estimate, counted with PROXY in place of the model's own
/// tokenizer (DETAIL)`. `names` are those of models; `detail` describes their own tokenizer and may be empty.
[[nodiscard]] std::string proxy_note(std::string_view names, std::string_view proxy, std::string_view detail);

}  // namespace tokmill::cli::output
