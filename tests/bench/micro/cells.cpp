// What single cells cost: nanoseconds and bytes a second of the row loop with one kind of cell, on one thread.
//   c++ -O2 -std=c++20 -I runtime/include tests/bench/micro/cells.cpp runtime/src/buffer.cpp -o cells && ./cells
// Each figure is the best of seven runs over two million rows in chunks of two thousand, by the process's own clock.
#include <cstdio>
#include <ctime>

#include <sydac/generated.hpp>
#include <sydac/rules/choice.hpp>
#include <sydac/rules/exponential.hpp>
#include <sydac/rules/lognormal.hpp>
#include <sydac/rules/normal.hpp>
#include <sydac/rules/range.hpp>
#include <sydac/rules/uuid.hpp>
#include <sydac/rules/zipf.hpp>

namespace {

using namespace sydac;

enum class Status : std::uint8_t { fresh, paid, shipped, returned };
constexpr Texts<"new", "paid", "shipped", "returned"> names_of(Status) { return {}; }
constexpr auto kStatus = choice_of<Status>({20, 60, 15, 5});

struct Data {
  Key keys[8] = {{11}, {12}, {13}, {14}, {15}, {16}, {17}, {18}};
  char words[1024][32] = {};
  std::uint64_t parents = 1'000'000;
  QuotaCounts counts{Key{5}, parents, 1, 7};
  EvenPick even{Key{6}, parents};
  ZipfPick zipf{Key{7}, parents, 1'100'000};
  ValuePermutation values{Key{8}, 3'000'000'000};
  RowPermutation rows{Key{9}, 3'000'000'000};
  Data() {
    for (std::size_t i = 0; i < 1024; ++i) copy_bytes(words[i], "Jonathan Longfellow", 4 + i % 12);
  }
  Word word(std::uint64_t bits) const { return {words[bits & 1023], 4 + static_cast<std::uint32_t>(bits & 1023) % 12}; }
};

/// One kind of cell.
#define SYDAC_CELL(Name, ...)                  \
  struct Name : RootRow<Data> {                \
    using RootRow::RootRow;                    \
    template <class Sink>                      \
    SYDAC_INLINE void write(Sink& out) const { \
      const Draw site = draw(data().keys[0]);  \
      static_cast<void>(site);                 \
      out.cell(__VA_ARGS__);                   \
    }                                          \
  }
SYDAC_CELL(SerialCell, row() + 1);
SYDAC_CELL(WordCell, data().word(Draw(site).bits()));
SYDAC_CELL(EmailCell, join(lower(data().word(Draw(site).bits())), "."_text, row(), "@example.com"_text));
SYDAC_CELL(TextCell, TextView<40>("thirty bytes that need a scan."));
SYDAC_CELL(StatusCell, kStatus(site));
SYDAC_CELL(BoolCell, Draw(site).chance(85, 100));
SYDAC_CELL(MoneyCell, Range<Decimal<2>>{{500}, {40'000}}(site));
SYDAC_CELL(WideMoneyCell, Range<Decimal<2, Int128>>{{500}, {40'000}}(site));
SYDAC_CELL(FloatCell, Range<double>{0, 1}(site));
SYDAC_CELL(DateCell, Range<Date>{Date::of(1990, 1, 1), Date::of(2020, 1, 1)}(site));
SYDAC_CELL(TimestampCell, Range<Timestamp>{Timestamp::of(1990, 1, 1), Timestamp::of(2020, 1, 1)}(site));
SYDAC_CELL(UuidCell, UuidRule{}(site));
SYDAC_CELL(NormalCell, Normal<std::int64_t>{.mean = 170, .sd = 8}(site));
SYDAC_CELL(LogNormalCell, LogNormal<Decimal<2>>{.median = 40.00_dec, .sigma = 0.800000_dec}(site));
SYDAC_CELL(ExponentialCell, Exponential<Decimal<2>>{.mean = 12.00_dec}(site));
SYDAC_CELL(ZipfCell, Zipf{.max = 1000, .exponent = 1.100000_dec}(site));
SYDAC_CELL(PickCell, pick(site, data().parents));
SYDAC_CELL(EvenCell, data().even(row()));
SYDAC_CELL(ZipfPickCell, data().zipf(site));
SYDAC_CELL(ValuePermutationCell, data().values(row()));
SYDAC_CELL(RowPermutationCell, data().rows(row()));
#undef SYDAC_CELL

struct ChildCells : ChildRow<ChildCells, SerialCell, 7> {
  using ChildRow::ChildRow;
  static const QuotaCounts& counts(const Data& data) { return data.counts; }
  template <class Sink>
  SYDAC_INLINE void write(Sink& out) const {
    out.cell(parent().row());
    out.cell(ordinal());
  }
};
struct RollUpCell : RootRow<Data> {
  using RootRow::RootRow;
  template <class Sink>
  SYDAC_INLINE void write(Sink& out) const;
};
struct Lines : ChildRow<Lines, RollUpCell, 7> {
  using ChildRow::ChildRow;
  static const QuotaCounts& counts(const Data& data) { return data.counts; }
};
template <class Sink>
void RollUpCell::write(Sink& out) const {
  out.cell(sum_over<Lines>(*this, [](const Lines& line) { return Range<Decimal<2>>{{500}, {40'000}}(line.draw(line.data().keys[1])); }));
}

constexpr ColumnInfo kColumns[] = {{"first", "", Kind::integer}, {"second", "", Kind::integer}};

double seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

template <class Row>
void measure(const char* name, std::uint64_t rows = 2'000'000) {
  static const Data data;
  Buffer out;
  double best = 1e9, bytes = 0;
  for (int run = 0; run < 7; ++run) {
    const double start = seconds();
    bytes = 0;
    for (std::uint64_t first = 0; first < rows; first += 2'000) {
      out.clear();
      write_rows<Row>(data, first, first + 2'000, Layout{}, std::span(kColumns).first(1), out);
      bytes += static_cast<double>(out.size());
    }
    best = std::min(best, seconds() - start);
  }
  std::printf("%-20s %7.2f ns a row %7.0f MB/s\n", name, best / static_cast<double>(rows) * 1e9, bytes / best / 1e6);
}

}  // namespace

int main() {
  measure<SerialCell>("serial");
  measure<WordCell>("word");
  measure<EmailCell>("e-mail");
  measure<TextCell>("text, scanned");
  measure<StatusCell>("enum by weights");
  measure<BoolCell>("bool");
  measure<MoneyCell>("decimal(8,2)");
  measure<WideMoneyCell>("decimal(30,2)");
  measure<FloatCell>("float");
  measure<DateCell>("date");
  measure<TimestampCell>("timestamp");
  measure<UuidCell>("uuid");
  measure<NormalCell>("normal int");
  measure<LogNormalCell>("lognormal decimal");
  measure<ExponentialCell>("exponential decimal");
  measure<ZipfCell>("zipf int");
  measure<PickCell>("pick");
  measure<EvenCell>("even pick");
  measure<ZipfPickCell>("zipf pick");
  measure<ValuePermutationCell>("value permutation");
  measure<RowPermutationCell>("row permutation");
  measure<ChildCells>("child, two cells");
  measure<RollUpCell>("sum over 4 children", 200'000);
}
