#include <tokmill/pricing/pricing.hpp>

int main() {
  const tokmill::pricing::PriceBook book;
  const auto model = book.find("gpt-4o");
  return model && !model->prices.empty() && !tokmill::pricing::PriceTable::parse("not a table\n") ? 0 : 1;
}
