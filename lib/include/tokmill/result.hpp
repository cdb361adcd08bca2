#pragma once

#include <cassert>
#include <optional>
#include <utility>
#include <variant>

#include "tokmill/error.hpp"
#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// A value of type T, or an Error. Close to C++23's std::expected<T, Error>, which GCC 12 does not provide in C++20.
///
///     const Result<std::string> text = encoding.decode(ids);
///     if (!text) return report(text.error().message);
///     use(*text);
///
/// value(), operator* and operator-> require has_value(); error() requires !has_value(). Violations fail an assertion,
/// and are undefined behavior if NDEBUG is defined.
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(const T& value) : state_(std::in_place_index<0>, value) {}
  Result(T&& value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  [[nodiscard]] T& value() & noexcept { return *checked_value(); }
  [[nodiscard]] const T& value() const& noexcept { return *checked_value(); }
  [[nodiscard]] T&& value() && noexcept { return std::move(*checked_value()); }
  [[nodiscard]] T& operator*() & noexcept { return *checked_value(); }
  [[nodiscard]] const T& operator*() const& noexcept { return *checked_value(); }
  [[nodiscard]] T&& operator*() && noexcept { return std::move(*checked_value()); }
  [[nodiscard]] T* operator->() noexcept { return checked_value(); }
  [[nodiscard]] const T* operator->() const noexcept { return checked_value(); }

  /// Returns the value, or `fallback` converted to T if there is none.
  template <class U>
  [[nodiscard]] T value_or(U&& fallback) const& {
    return has_value() ? **this : static_cast<T>(std::forward<U>(fallback));
  }
  template <class U>
  [[nodiscard]] T value_or(U&& fallback) && {
    return has_value() ? *std::move(*this) : static_cast<T>(std::forward<U>(fallback));
  }

  [[nodiscard]] Error& error() & noexcept { return *checked_error(); }
  [[nodiscard]] const Error& error() const& noexcept { return *checked_error(); }
  [[nodiscard]] Error&& error() && noexcept { return std::move(*checked_error()); }

 private:
  [[nodiscard]] T* checked_value() noexcept {
    assert(has_value());
    return std::get_if<0>(&state_);
  }
  [[nodiscard]] const T* checked_value() const noexcept {
    assert(has_value());
    return std::get_if<0>(&state_);
  }
  [[nodiscard]] Error* checked_error() noexcept {
    assert(!has_value());
    return std::get_if<1>(&state_);
  }
  [[nodiscard]] const Error* checked_error() const noexcept {
    assert(!has_value());
    return std::get_if<1>(&state_);
  }

  std::variant<T, Error> state_;
};

/// Success, or an Error. error() requires !has_value(), as in Result<T>.
template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;

  Result() noexcept = default;
  Result(Error error) : error_(std::move(error)) {}

  [[nodiscard]] bool has_value() const noexcept { return !error_.has_value(); }
  explicit operator bool() const noexcept { return has_value(); }

  [[nodiscard]] Error& error() & noexcept {
    assert(!has_value());
    return *error_;
  }
  [[nodiscard]] const Error& error() const& noexcept {
    assert(!has_value());
    return *error_;
  }
  [[nodiscard]] Error&& error() && noexcept {
    assert(!has_value());
    return std::move(*error_);
  }

 private:
  std::optional<Error> error_;
};

}  // namespace tokmill
