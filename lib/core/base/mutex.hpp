#pragma once

#ifndef TOKMILL_NO_THREADS
#include <mutex>
#endif

namespace tokmill::base {

#ifdef TOKMILL_NO_THREADS

/// Does nothing: a library without threads has no other thread to exclude.
class Mutex {};

class Lock {
 public:
  explicit Lock(Mutex&) noexcept {}
};

#else

using Mutex = std::mutex;
using Lock = std::lock_guard<std::mutex>;

#endif

}  // namespace tokmill::base
