#include <cstddef>
#include <cstdint>
#include <string>

#include "c/arguments.hpp"
#include "c/error.hpp"
#include "c/objects.hpp"
#include "tokmill/appendable_counter.hpp"
#include "tokmill/interval_counter.hpp"

struct tokmill_appendable_counter {
  tokmill::AppendableCounter counter;
};

struct tokmill_interval_counter {
  tokmill::IntervalCounter counter;
};

using namespace tokmill;

extern "C" {

tokmill_status tokmill_appendable_counter_new(const tokmill_encoding* encoding, tokmill_appendable_counter** counter,
                                              tokmill_error** error) {
  return c::guarded(error, [&] {
    *counter = new tokmill_appendable_counter{AppendableCounter(encoding->encoding)};
    return TOKMILL_OK;
  });
}

tokmill_status tokmill_appendable_counter_append(tokmill_appendable_counter* counter, const char* part, size_t size,
                                                 tokmill_error** error) {
  return c::guarded(error, [&] {
    counter->counter.append(c::view(part, size));
    return TOKMILL_OK;
  });
}

tokmill_status tokmill_appendable_counter_count(tokmill_appendable_counter* counter, uint64_t* tokens,
                                                tokmill_error** error) {
  return c::guarded(error, [&] {
    *tokens = counter->counter.count();
    return TOKMILL_OK;
  });
}

size_t tokmill_appendable_counter_size(const tokmill_appendable_counter* counter) { return counter->counter.size(); }

tokmill_status tokmill_appendable_counter_roll_back(tokmill_appendable_counter* counter, size_t size,
                                                    tokmill_error** error) {
  return c::guarded(error, [&] {
    counter->counter.roll_back(size);
    return TOKMILL_OK;
  });
}

void tokmill_appendable_counter_free(tokmill_appendable_counter* counter) { delete counter; }

tokmill_status tokmill_interval_counter_new(const tokmill_encoding* encoding, const char* text, size_t size,
                                            tokmill_interval_counter** counter, tokmill_error** error) {
  return c::guarded(error, [&] {
    *counter =
        new tokmill_interval_counter{IntervalCounter(encoding->encoding, std::string(c::view(text, size)))};
    return TOKMILL_OK;
  });
}

tokmill_status tokmill_interval_counter_count(const tokmill_interval_counter* counter, size_t start, size_t end,
                                              uint64_t* tokens, tokmill_error** error) {
  return c::guarded(error, [&] {
    *tokens = counter->counter.count(start, end);
    return TOKMILL_OK;
  });
}

void tokmill_interval_counter_free(tokmill_interval_counter* counter) { delete counter; }

}  // extern "C"
