// llm_test_server [--fault NAME[:[SKIP+]COUNT]]... [--log FILE] [--port N] [--delay MILLISECONDS]: says its port in the first line, runs
// until it is stopped, ten minutes at most.
#include <csignal>
#include <iostream>

#include <unistd.h>

#include "llm/server.hpp"

int main(int argc, char** argv) try {
  std::vector<sydac::llm::test::Fault> faults;
  std::string log;
  int port = 0, delay = 0;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    if (name == "--fault") faults.push_back(sydac::llm::test::fault_of(argv[i + 1]));
    if (name == "--log") log = argv[i + 1];
    if (name == "--delay") delay = std::stoi(argv[i + 1]);
    if (name == "--port") port = std::stoi(argv[i + 1]);
  }
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGALRM}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  ::alarm(600);
  const sydac::llm::test::Server server(faults, log, port, std::chrono::milliseconds(delay));
  std::cout << server.port() << std::endl;
  int signal = 0;
  sigwait(&signals, &signal);
  return 0;
} catch (const std::exception& error) {
  std::cerr << "llm_test_server: " << error.what() << '\n';
  return 2;
}
