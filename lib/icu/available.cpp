#include "tokmill/icu/available.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

bool available() noexcept { return true; }

}  // namespace tokmill::icu
