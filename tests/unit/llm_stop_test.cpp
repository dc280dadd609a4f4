#include <doctest/doctest.h>

#include <thread>

#include "llm/support.hpp"

using namespace sydac::llm;
using namespace sydac::llm::test;

// In a program of its own: there is no taking back a stop.
TEST_CASE("a stop is heard during a call, while waiting and before one") {
  {
    Setup setup("openai", "timeout", {{"timeout", "60"}});
    std::thread stopper([] {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      request_stop();
    });
    const auto begin = std::chrono::steady_clock::now();
    const Answer answer = setup.ask();
    stopper.join();
    CHECK(answer.outcome == Outcome::stopped);
    CHECK(answer.usage.calls == 1);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
  }
  CHECK(!real_clock().sleep(std::chrono::hours(1)));
  Setup setup("openai");
  const Answer answer = setup.ask();
  CHECK(answer.outcome == Outcome::stopped);
  CHECK(answer.usage.calls == 0);
  CHECK(setup.server.exchanges().empty());
}
