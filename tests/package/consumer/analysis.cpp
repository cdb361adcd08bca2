#include <tokmill/analysis/number.hpp>
#include <tokmill/encodings.hpp>

int main() {
  const auto split = tokmill::analysis::split_number(tokmill::cl100k_base(), "1234567");
  return split.pieces.size() == 3 ? 0 : 1;
}
