#pragma once

namespace tokmill::base {

/// What this machine and its system can run; false on every processor that is not an x86-64.
[[nodiscard]] bool has_avx2() noexcept;
[[nodiscard]] bool has_avx512_vbmi() noexcept;  ///< with F and BW

}  // namespace tokmill::base
