#include "commands/page/module.hpp"

extern "C" const unsigned char tokmill_image_wasm[];

namespace tokmill::cli::live {

std::string_view wasm_module() noexcept {
  return {reinterpret_cast<const char*>(tokmill_image_wasm), TOKMILL_WASM_SIZE};
}

}  // namespace tokmill::cli::live
