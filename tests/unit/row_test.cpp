#include <doctest/doctest.h>

#include <algorithm>

#include "runtime_support.hpp"

using namespace sydac;

namespace {

struct Shop;
struct Items;

struct Customers : RootRow<Shop> {
  using RootRow::RootRow;
  std::int64_t orders_made() const;
  Decimal<2> spent() const;
  std::int64_t kept() const {
    return memo.kept([this] {
      ++computed;
      return row() * 10;
    });
  }
  static inline int computed = 0;
  struct Memo {
    Slot<std::int64_t> kept;
  };
  mutable Memo memo;
};
struct Profiles : OneRow<Profiles, Customers> {
  using OneRow::OneRow;
};
struct Orders : ChildRow<Orders, Customers, 8> {
  using ChildRow::ChildRow;
  static const QuotaCounts& counts(const Shop& data);
  Decimal<2> total() const;
};
struct Items : ChildRow<Items, Orders, 7> {
  using ChildRow::ChildRow;
  static const QuotaCounts& counts(const Shop& data);
  Maybe<Decimal<2>> amount() const {
    Draw site = draw(Key{3});
    if (site.chance(1, 10)) return null;
    return Decimal<2>{static_cast<std::int64_t>(draw(Key{4}).below(10'000))};
  }
  template <class Sink>
  SYDAC_INLINE void write(Sink& out) const {
    out.cell(row());
    out.cell(ordinal());
    out.cell(siblings());
    out.cell(static_cast<std::int64_t>(identity() >> 1));
    out.cell(parent().row());
    out.cell(parent().parent().kept());
    out.cell(amount());
  }
};
struct Notes : ChildRow<Notes, Items, 3000> {
  using ChildRow::ChildRow;
  static const QuotaCounts& counts(const Shop& data);
};
struct Words : ChildRow<Words, Notes, 100> {
  using ChildRow::ChildRow;
  static const QuotaCounts& counts(const Shop& data);
};
struct Failing : RootRow<Shop> {
  using RootRow::RootRow;
  static constexpr std::string_view kTable = "failing";
  template <class Sink>
  SYDAC_INLINE void write(Sink& out) const {
    out.cell(row());
    out.cell(divide(std::int64_t{100}, row() - 3));
  }
};

struct Shop {
  std::uint64_t customers = 3000;
  QuotaCounts orders{Key{1}, customers, 0, 8};
  QuotaCounts items{Key{2}, orders.total(), 0, 7};
  QuotaCounts notes{Key{5}, items.total(), 0, 3};
  QuotaCounts words{Key{6}, notes.total(), 0, 2};
};
const QuotaCounts& Orders::counts(const Shop& data) { return data.orders; }
const QuotaCounts& Items::counts(const Shop& data) { return data.items; }
const QuotaCounts& Notes::counts(const Shop& data) { return data.notes; }
const QuotaCounts& Words::counts(const Shop& data) { return data.words; }
std::int64_t Customers::orders_made() const { return count_over<Orders>(*this); }
Decimal<2> Customers::spent() const {
  return sum_over<Orders>(*this, [](const Orders& order) { return order.total(); });
}
Decimal<2> Orders::total() const {
  return sum_over<Items>(*this, [](const Items& item) { return item.amount(); });
}

constexpr ColumnInfo kColumns[] = {{"row", "", Kind::integer}, {"value", "", Kind::integer}};

std::string written(const Shop& shop, std::uint64_t first, std::uint64_t last) {
  Buffer out;
  write_rows<Items>(shop, first, last, Layout{}, kColumns, out);
  return std::string(out.view());
}

}  // namespace

TEST_CASE("any range of rows is the same as its part of the whole") {
  const Shop shop;
  const std::uint64_t rows = shop.items.total();
  const std::string whole = written(shop, 0, rows);
  std::string joined;
  test::Numbers numbers(1);
  for (std::uint64_t first = 0; first < rows;) {
    const std::uint64_t last = std::min(rows, first + 1 + numbers.next() % 300);
    joined += written(shop, first, last);
    first = last;
  }
  CHECK(joined == whole);
  std::string singly;
  for (std::uint64_t row = 0; row < 500; ++row) singly += written(shop, row, row + 1);
  CHECK(whole.starts_with(singly));
}

TEST_CASE("rows reached from their parent are the rows reached by number") {
  const Shop shop;
  std::int64_t number = 0;
  bool agree = true;
  for (std::uint64_t i = 0; i < shop.orders.total(); ++i) {
    const Orders order(shop, i);
    std::uint64_t index = 0;
    for_each_child<Items>(order, [&](const Items& item) {
      const Items other(shop, static_cast<std::uint64_t>(number));
      agree = agree && item.row() == number && item == other && item.index() == index && other.index() == index;
      agree = agree && item.identity() == other.identity() && item.parent() == order && other.parent() == order &&
              item.siblings() == other.siblings();
      ++number;
      ++index;
    });
  }
  CHECK(agree);
  CHECK(number == static_cast<std::int64_t>(shop.items.total()));
}

TEST_CASE("identities are all different, as deep as tables go") {
  const Shop shop;
  std::vector<std::uint64_t> seen;
  Words row(shop, 0);
  for (std::uint64_t i = 0; i < shop.words.total(); ++i) {
    seen.push_back(row.identity());
    step(row);
  }
  std::sort(seen.begin(), seen.end());
  CHECK(std::adjacent_find(seen.begin(), seen.end()) == seen.end());
  static_assert(!Items::kMixed && !Notes::kMixed && Words::kMixed);
  CHECK(Items(Orders(Customers(shop, 5), 2), 3).identity() == 5 * 256 + 2 * 16 + 3);
  CHECK(Profiles(shop, 5).identity() == 5);
  CHECK(Profiles(shop, 5).parent().row() == 5);
}

TEST_CASE("a new count of children moves only its own rows' identities") {
  const Shop shop;
  Shop more;
  more.items = QuotaCounts(Key{2}, more.orders.total(), 1, 7);  // other counts
  const Orders before(shop, 77), after(more, 77);
  const Items item(before, 0), same(after, 0);
  CHECK(item.identity() == same.identity());
  CHECK(item.row() != same.row());
}

TEST_CASE("roll-ups: sums, counts, extremes, nulls and empty parents") {
  const Shop shop;
  std::vector<Int128> sums(shop.customers);
  std::vector<std::int64_t> nulls(shop.customers), orders(shop.customers);
  for (std::uint64_t i = 0; i < shop.orders.total(); ++i) ++orders[static_cast<std::size_t>(Orders(shop, i).parent().row())];
  for (std::uint64_t i = 0; i < shop.items.total(); ++i) {
    const Items item(shop, i);
    const auto customer = static_cast<std::size_t>(item.parent().parent().row());
    if (is_null(item.amount()))
      ++nulls[customer];
    else
      sums[customer] += item.amount()->raw;
  }
  bool agree = true;
  for (std::uint64_t i = 0; i < shop.customers; ++i)
    agree = agree && Customers(shop, i).spent().raw == sums[i] && Customers(shop, i).orders_made() == orders[i];
  CHECK(agree);
  std::uint64_t empty = 0, full = 0;
  while (shop.items.count(empty) != 0) ++empty;
  while (shop.items.count(full) < 3) ++full;
  const Orders none(shop, empty), some(shop, full);
  const auto amount = [](const Items& item) { return item.amount(); };
  CHECK(none.total() == 0.00_dec);
  CHECK(is_null(max_over<Items>(none, amount)));
  CHECK(count_over<Items>(none) == 0);
  CHECK(*min_over<Items>(some, [](const Items& item) { return item.ordinal(); }) == 1);
  CHECK(*max_over<Items>(some, [](const Items& item) { return item.ordinal(); }) == some.data().items.count(full));
  CHECK(count_over<Items>(some, [](const Items& item) { return item.ordinal() > 1; }) ==
        static_cast<std::int64_t>(shop.items.count(full)) - 1);
  CHECK(sum_over<Items>(
            some, [](const Items& item) { return item.ordinal(); }, [](const Items& item) { return Maybe<bool>(item.ordinal() == 2); }) ==
        2);
  CHECK_THROWS_AS(sum_over<Items>(some, [](const Items&) { return kInt64Max; }), ValueError);
}

TEST_CASE("a parent's slots live as long as its children") {
  const Shop shop;
  Customers::computed = 0;
  written(shop, 0, shop.items.total());
  // Customers whose orders have no item are never asked.
  CHECK(Customers::computed <= 3000);
  CHECK(Customers::computed > 2000);
}

TEST_CASE("a value that cannot be made says where") {
  Buffer out;
  try {
    write_rows<Failing>(Shop{}, 0, 10, Layout{}, kColumns, out);
    FAIL("no error");
  } catch (const ValueError& error) {
    CHECK(error.table == "failing");
    CHECK(error.column == "value");
    CHECK(error.row == 3);
    CHECK(std::string(error.what()) == "division by zero");
  }
}

TEST_CASE("the rows below a row are those whose ancestor it is") {
  const Shop shop;
  for (std::uint64_t number = 0; number < 40; ++number) {
    const Customers customer(shop, number);
    const RowSpan orders = rows_below<Orders>(customer), items = rows_below<Items>(customer), profiles = rows_below<Profiles>(customer);
    CHECK(profiles.first == number);
    CHECK(profiles.count == 1);
    REQUIRE(orders.count == count_below<Orders>(customer));
    for (std::uint64_t i = 0; i < orders.count; ++i) {
      REQUIRE(row_below<Orders>(customer, i).parent().row() == customer.row());
      REQUIRE(row_below<Orders>(customer, i).row() == static_cast<std::int64_t>(orders.first + i));
    }
    REQUIRE(items.count == count_below<Items>(customer));
    for (std::uint64_t i = 0; i < items.count; ++i) REQUIRE(row_below<Items>(customer, i).parent().parent().row() == customer.row());
    if (items.count > 0 && items.first > 0) CHECK(Items(shop, items.first - 1).parent().parent().row() < customer.row());
  }
}
