#pragma once

#include "engines/postgresql/server.hpp"

// An error of PostgreSQL is a longjmp, which must not leave out a destructor; an exception must not reach PostgreSQL.
// So a function of SQL has two parts: code of PostgreSQL, with no object that has a destructor, and in it a body for
// guarded(), which calls nothing of PostgreSQL but the functions below.

namespace tokmill::engines::postgresql {

/// An error of PostgreSQL, which is on its stack of errors. guarded() continues it.
struct PostgresError {};

/// Handles a cancellation or another interrupt. Throws a PostgresError if that ends the statement.
void check_interrupts();

/// Memory of the current context. Throws std::bad_alloc.
void* allocate(std::size_t size);

/// The text with a NUL after it, in such memory.
char* copy_text(std::string_view text);

/// What guarded() reports: an error of PostgreSQL itself if there is no message.
struct Problem {
  int code;  ///< an SQLSTATE, as PostgreSQL packs it
  const char* message;
};

/// The exception that is being handled.
Problem current_problem() noexcept;

[[noreturn]] void report(const Problem& problem);

/// Returns body(). Its exceptions become errors of PostgreSQL.
template <class Body>
auto guarded(const Body& body) {
  static_assert(std::is_trivially_destructible_v<decltype(body())>);
  Problem problem;
  try {
    return body();
  } catch (...) {
    problem = current_problem();
  }
  report(problem);  // here, no exception is alive
}

}  // namespace tokmill::engines::postgresql
