#pragma once

#include <nanobind/nanobind.h>

#include <cstddef>

namespace tokmill::python {

/// The number of threads of an argument: at most those that the machine can run at the same time, which is also
/// the default, None. More would not be faster, and results do not depend on it. Raises ValueError if it is not
/// positive: with the message of concurrent.futures, which tiktoken uses.
[[nodiscard]] std::size_t threads_of(nanobind::handle argument);

}  // namespace tokmill::python
