// What drawing from a pattern costs: nanoseconds for a string of `kSku(draw)`, or of `kSku.at(permutation(row))`, written to a buffer.
//   c++ -O2 -std=c++20 -I runtime/include tests/bench/micro/patterns.cpp runtime/src/buffer.cpp -o patterns && ./patterns
// Each figure is the best of seven runs over a million rows, by the process's own clock. The tables are as the compiler writes them.
#include <algorithm>
#include <cstdio>
#include <ctime>

#include <sydac/pattern.hpp>
#include <sydac/permutation.hpp>

namespace {

using namespace sydac;

// clang-format off
// /[A-Z]{3}-[0-9]{4}/, 175 760 000 texts
constexpr PatternEdge kSkuEdges[] = {{spelling<"[A-Z]{3}-[0-9]{4}">, kPatternEnd, 0}};
constexpr PatternState kSkuStates[] = {{0, 1, 175'760'000}};
constexpr auto kSku = pattern<8, true>(kSkuStates, kSkuEdges);
// /[a-z]{3,10}/, 146 813 779 478 808 texts
constexpr PatternEdge kSlugEdges[] = {
    {spelling<"[a-z]{3}">, 1, 0},  // 0
    {"", kPatternEnd, 0}, {spelling<"[a-z]">, 2, 1},  // 1
    {"", kPatternEnd, 0}, {spelling<"[a-z]">, 3, 1},  // 2
    {"", kPatternEnd, 0}, {spelling<"[a-z]">, 4, 1},  // 3
    {"", kPatternEnd, 0}, {spelling<"[a-z]">, 5, 1},  // 4
    {"", kPatternEnd, 0}, {spelling<"[a-z]">, 6, 1},  // 5
    {"", kPatternEnd, 0}, {spelling<"[a-z]">, 7, 1},  // 6
    {"", kPatternEnd, 0}, {spelling<"[a-z]">, kPatternEnd, 1},  // 7
};
constexpr PatternState kSlugStates[] = {
    {0, 1, 146'813'779'478'808}, {1, 2, 8'353'082'583}, {3, 2, 321'272'407}, {5, 2, 12'356'631}, {7, 2, 475'255}, {9, 2, 18'279},
    {11, 2, 703}, {13, 2, 27},
};
constexpr auto kSlug = pattern<10, true>(kSlugStates, kSlugEdges);
// /25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d/, 256 texts
constexpr PatternEdge kOctetEdges[] = {
    {"0", kPatternEnd, 0}, {"1", 3, 1}, {"2", 1, 112}, {spelling<"[3-9]">, 4, 179},  // 0
    {"", kPatternEnd, 0}, {spelling<"[0-4]">, 4, 1}, {"5", 2, 56}, {spelling<"[6-9]">, kPatternEnd, 63},  // 1
    {"", kPatternEnd, 0}, {spelling<"[0-5]">, kPatternEnd, 1},  // 2
    {"", kPatternEnd, 0}, {spelling<"[0-9]">, 4, 1},  // 3
    {"", kPatternEnd, 0}, {spelling<"[0-9]">, kPatternEnd, 1},  // 4
};
constexpr PatternState kOctetStates[] = {{0, 4, 256}, {4, 4, 67}, {8, 2, 7}, {10, 2, 111}, {12, 2, 11}};
constexpr auto kOctet = pattern<3, true>(kOctetStates, kOctetEdges);
// /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/, about 10^37 texts
constexpr PatternEdge kUuidEdges[] = {
    {spelling<"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{2}">, 1, 0},  // 0
    {spelling<"[0-9a-f]-[89ab][0-9a-f]{3}-[0-9a-f]{10}">, 2, 0},  // 1
    {spelling<"[0-9a-f]{2}">, kPatternEnd, 0},  // 2
};
constexpr PatternState kUuidStates[] = {
    {0, 1, wide_count(0x0400000000000000u, 0x0000000000000000u)}, {1, 1, wide_count(0x0000000000000004u, 0x0000000000000000u)}, {2, 1, 256},
};
constexpr auto kUuid = pattern<36, true>(kUuidStates, kUuidEdges);
// /[0-9a-f]{64}/, about 10^77 texts
constexpr PatternEdge kHashPart1Edges[] = {
    {spelling<"[0-9a-f]{14}">, 1, 0},  // 0
    {spelling<"[0-9a-f]{14}">, 2, 0},  // 1
    {spelling<"[0-9a-f]{3}">, kPatternEnd, 0},  // 2
};
constexpr PatternState kHashPart1States[] = {
    {0, 1, wide_count(0x1000000000000000u, 0x0000000000000000u)}, {1, 1, wide_count(0x0000000000000010u, 0x0000000000000000u)},
    {2, 1, 4096},
};
constexpr auto kHashPart1 = pattern<31, true>(kHashPart1States, kHashPart1Edges);
constexpr PatternEdge kHashPart2Edges[] = {
    {spelling<"[0-9a-f]{14}">, 1, 0},  // 0
    {spelling<"[0-9a-f]{14}">, 2, 0},  // 1
    {spelling<"[0-9a-f]{3}">, kPatternEnd, 0},  // 2
};
constexpr PatternState kHashPart2States[] = {
    {0, 1, wide_count(0x1000000000000000u, 0x0000000000000000u)}, {1, 1, wide_count(0x0000000000000010u, 0x0000000000000000u)},
    {2, 1, 4096},
};
constexpr auto kHashPart2 = pattern<31, true>(kHashPart2States, kHashPart2Edges);
constexpr PatternEdge kHashPart3Edges[] = {{spelling<"[0-9a-f]{2}">, kPatternEnd, 0}};
constexpr PatternState kHashPart3States[] = {{0, 1, 256}};
constexpr auto kHashPart3 = pattern<2, true>(kHashPart3States, kHashPart3Edges);
constexpr auto kHash = pattern<64, true>(kHashPart1, kHashPart2, kHashPart3);
// /[А-Я][а-я]{4}/, 33 554 432 texts
constexpr PatternEdge kCyrillicEdges[] = {{spelling<"[А-Я][а-я]{4}">, kPatternEnd, 0}};
constexpr PatternState kCyrillicStates[] = {{0, 1, 33'554'432}};
constexpr auto kCyrillic = pattern<10, true>(kCyrillicStates, kCyrillicEdges);
// clang-format on

double seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

template <class Make>
void measure(const char* name, Make make) {
  constexpr std::uint64_t kRows = 1'000'000;
  static char buffer[200'000];
  double best = 1e9;
  std::uint64_t bytes = 0;
  for (int run = 0; run < 7; ++run) {
    const double start = seconds();
    bytes = 0;
    for (std::uint64_t first = 0; first < kRows; first += 2'000) {
      char* out = buffer;
      for (std::uint64_t row = first; row < first + 2'000; ++row) {
        out = make(row).write(out);
        *out++ = '\n';
      }
      bytes += static_cast<std::uint64_t>(out - buffer);
    }
    best = std::min(best, seconds() - start);
  }
  std::printf("%-20s %7.2f ns a string %7.0f MB/s\n", name, best / static_cast<double>(kRows) * 1e9,
              static_cast<double>(bytes) / best / 1e6);
}

template <class Pattern>
void measure_draws(const char* name, const Pattern& pattern) {
  measure(name, [&](std::uint64_t row) { return pattern(Draw(Key{7}, row)); });
}

}  // namespace

int main() {
  measure_draws("[A-Z]{3}-[0-9]{4}", kSku);
  const ValuePermutation permutation(Key{8}, static_cast<std::uint64_t>(kSku.count()));
  measure("the same, unique", [&](std::uint64_t row) { return kSku.at(permutation(row)); });
  measure_draws("[a-z]{3,10}", kSlug);
  measure_draws("a byte in decimal", kOctet);
  measure_draws("uuid", kUuid);
  measure_draws("64 hex digits", kHash);
  measure_draws("Cyrillic, 5 letters", kCyrillic);
}
