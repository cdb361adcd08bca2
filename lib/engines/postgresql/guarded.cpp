#include "engines/postgresql/guarded.hpp"

#include <cstring>
#include <new>

#include "engines/functions/handles.hpp"

namespace tokmill::engines::postgresql {
namespace {

int sql_state(tokmill_status status) {
  switch (status) {
    case TOKMILL_UNKNOWN_ENCODING:
    case TOKMILL_UNKNOWN_MODEL: return ERRCODE_UNDEFINED_OBJECT;
    case TOKMILL_MALFORMED_DATE: return ERRCODE_INVALID_DATETIME_FORMAT;
    case TOKMILL_OVERFLOW: return ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE;
    case TOKMILL_UNAVAILABLE: return ERRCODE_FEATURE_NOT_SUPPORTED;
    case TOKMILL_INTERNAL_ERROR: return ERRCODE_INTERNAL_ERROR;
    default: return ERRCODE_INVALID_PARAMETER_VALUE;
  }
}

/// Returns whether an interrupt ends the statement. Has no object with a destructor.
bool is_interrupted() {
  volatile bool is_ended = false;
  PG_TRY();
  { CHECK_FOR_INTERRUPTS(); }
  PG_CATCH();
  { is_ended = true; }
  PG_END_TRY();
  return is_ended;
}

}  // namespace

void check_interrupts() {
  if (is_interrupted()) throw PostgresError();
}

void* allocate(std::size_t size) {
  if (!AllocSizeIsValid(size)) throw Failure("the result does not fit in 1 GB", TOKMILL_OVERFLOW);
  void* const memory = palloc_extended(size, MCXT_ALLOC_NO_OOM);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

char* copy_text(std::string_view text) {
  char* const copy = static_cast<char*>(allocate(text.size() + 1));
  std::memcpy(copy, text.data(), text.size());
  copy[text.size()] = '\0';
  return copy;
}

Problem current_problem() noexcept {
  constexpr Problem out_of_memory{ERRCODE_OUT_OF_MEMORY, "out of memory"};
  try {
    throw;
  } catch (const PostgresError&) {
    return {0, nullptr};
  } catch (const std::bad_alloc&) {
    return out_of_memory;
  } catch (const Failure& failure) {
    try {
      return {sql_state(failure.status()), copy_text(failure.what())};
    } catch (...) {
      return out_of_memory;
    }
  } catch (...) {
    return {ERRCODE_INTERNAL_ERROR, "unexpected exception"};
  }
}

void report(const Problem& problem) {
  if (problem.message == nullptr) PG_RE_THROW();
  const std::size_t size = std::strlen(problem.message);
  ereport(ERROR, errcode(problem.code),
          errmsg("%s", pg_any_to_server(problem.message, static_cast<int>(size), PG_UTF8)));
}

}  // namespace tokmill::engines::postgresql
