// What it costs to find the children of a parent and the parent of a child: `./dev bench cardinalities [PARENTS]`, 10^9 parents unless
// given. Nanoseconds of the process's own clock for each call, at random places, the best of three runs of 200 000; the last column is a
// plain multiplication in the same loop, to compare with.
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include <sydac/drawn_counts.hpp>
#include <sydac/each.hpp>
#include <sydac/generated.hpp>
#include <sydac/random_counts.hpp>
#include <sydac/spread.hpp>

namespace {

using namespace sydac;

constexpr int kCalls = 200'000;
volatile std::uint64_t sink;

double seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Nanoseconds for each call with a random number.
template <class F>
double cost(F call) {
  double best = 1e9;
  for (int run = 0; run < 3; ++run) {
    const double start = seconds();
    std::uint64_t sum = 0;
    for (int i = 0; i < kCalls; ++i) sum += call(mix(static_cast<std::uint64_t>(i)));
    sink = sum;
    const double spent = (seconds() - start) / kCalls * 1e9;
    best = spent < best ? spent : best;
  }
  return best;
}

template <class Counts>
void measure(const char* name, const Counts& counts) {
  const double count = cost([&](std::uint64_t bits) { return counts.count(multiply_high(bits, counts.parents())); });
  const double offset = cost([&](std::uint64_t bits) { return counts.offset(multiply_high(bits, counts.parents())); });
  const double locate = cost([&](std::uint64_t bits) { return counts.locate(multiply_high(bits, counts.total())).parent; });
  const double nothing = cost([&](std::uint64_t bits) { return multiply_high(bits, counts.parents()); });
  std::printf("%-24s %8.1f %8.1f %8.1f %8.1f\n", name, count, offset, locate, nothing);
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t parents = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000'000;
  const std::uint64_t rows = 5 * parents + 7;
  std::printf("%llu parents, ns for each call\n%-24s %8s %8s %8s %8s\n", static_cast<unsigned long long>(parents), "header", "count",
              "offset", "parent", "(loop)");
  measure("1..9 per", QuotaCounts(Key{1}, parents, 1, 9));
  measure("distribution per", DrawnCounts(Key{1}, parents, {{1, 300}, {5, 400}, {9, 324}}));
  measure("over random", RandomCounts(Key{1}, rows, parents));
  measure("over even", EvenCounts(Key{1}, rows, parents));
  measure("over even, half", EvenCounts(Key{1}, parents / 2, parents));
  measure("over zipf(1.1)", ZipfCounts(Key{1}, rows, parents, 1'100'000));
  measure("20% of", ShareCounts(Key{1}, parents, 20, 100));
  measure("each, 5 values", EachCounts<2>({parents, 5}));
}
