#pragma once

#include <string_view>

namespace tokmill::cli::live {

/// The tokenizer as a WebAssembly module: lib/wasm/tokmill.wasm.
[[nodiscard]] std::string_view wasm_module() noexcept;

}  // namespace tokmill::cli::live
