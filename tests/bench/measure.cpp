// measure [--runs N] [--count no] --rows N NAME COMMAND [NAME COMMAND]...: runs shell commands that write a table to standard output, in
// turn, and prints the medians: wall time, processor time, rows and bytes per second, and the peak of resident memory.
//
// Every command runs once with its output counted through a pipe (not with --count no), then N times with it going to /dev/null, first to
// last and again from the first, so that a busy machine is unfair to all of them alike. The last line compares the first program with the
// second by processor time.
#include <fcntl.h>
#include <unistd.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct Run {
  double wall = 0, processor = 0;  // seconds
  double peak_mb = 0;
};

struct Program {
  std::string name, command;
  std::uint64_t bytes = 0;
  std::vector<Run> runs;
};

/// Starts the command with `output` as its standard output.
pid_t start(const std::string& command, int output) {
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("cannot fork");
  if (child == 0) {
    dup2(output, STDOUT_FILENO);
    execl("/bin/sh", "sh", "-c", ("exec " + command).c_str(), static_cast<char*>(nullptr));
    _exit(127);
  }
  return child;
}

double seconds(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; }

rusage finish(pid_t child, const std::string& command) {
  int status = 0;
  rusage used{};
  if (wait4(child, &status, 0, &used) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw std::runtime_error("failed: " + command);
  }
  return used;
}

std::uint64_t count_bytes(const std::string& command) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");
  const pid_t child = start(command, ends[1]);
  close(ends[1]);
  std::vector<char> buffer(1 << 16);
  std::uint64_t total = 0;
  for (ssize_t got = 0; (got = read(ends[0], buffer.data(), buffer.size())) > 0;) total += static_cast<std::uint64_t>(got);
  close(ends[0]);
  finish(child, command);
  return total;
}

Run measure(const std::string& command) {
  const int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (null < 0) throw std::runtime_error("cannot open /dev/null");
  const auto before = std::chrono::steady_clock::now();
  const pid_t child = start(command, null);
  const rusage used = finish(child, command);
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - before;
  close(null);
  return {.wall = wall.count(),
          .processor = seconds(used.ru_utime) + seconds(used.ru_stime),
          .peak_mb = static_cast<double>(used.ru_maxrss) / 1024};
}

double median(const std::vector<Run>& runs, double Run::*part) {
  std::vector<double> values;
  for (const Run& run : runs) values.push_back(run.*part);
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

void print(const std::vector<Program>& programs, std::uint64_t rows) {
  std::printf("%-24s %8s %8s %8s %8s %9s %8s %9s\n", "program", "wall s", "cpu s", "ns/row", "Mrows/s", "bytes/row", "MB/s", "peak MB");
  const auto n = static_cast<double>(rows);
  for (const Program& program : programs) {
    const double processor = median(program.runs, &Run::processor);
    std::printf("%-24s %8.3f %8.3f %8.1f %8.2f %9.1f %8.0f %9.1f\n", program.name.c_str(), median(program.runs, &Run::wall), processor,
                processor / n * 1e9, n / processor / 1e6, static_cast<double>(program.bytes) / n,
                static_cast<double>(program.bytes) / processor / 1e6, median(program.runs, &Run::peak_mb));
  }
  if (programs.size() < 2 || programs[1].bytes == 0) return;
  const auto rate = [](const Program& program) { return static_cast<double>(program.bytes) / median(program.runs, &Run::processor); };
  std::printf("%s makes %.2f of the bytes per second of %s\n", programs[0].name.c_str(), rate(programs[0]) / rate(programs[1]),
              programs[1].name.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t rows = 0;
  int runs = 7;
  bool counts = true;
  std::vector<Program> programs;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    if (name == "--rows") {
      rows = std::strtoull(argv[i + 1], nullptr, 10);
    } else if (name == "--count") {
      counts = std::string_view(argv[i + 1]) != "no";
    } else if (name == "--runs") {
      runs = std::atoi(argv[i + 1]);
    } else {
      programs.push_back({.name = argv[i], .command = argv[i + 1], .bytes = 0, .runs = {}});
    }
  }
  if (rows == 0 || runs < 1 || programs.empty() || argc % 2 == 0) {
    std::fprintf(stderr, "usage: measure [--runs N] [--count no] --rows N NAME COMMAND [NAME COMMAND]...\n");
    return 2;
  }
  try {
    for (Program& program : programs) program.bytes = counts ? count_bytes(program.command) : 0;
    for (int run = 0; run < runs; ++run) {
      for (Program& program : programs) program.runs.push_back(measure(program.command));
    }
    print(programs, rows);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "measure: %s\n", error.what());
    return 1;
  }
}
