#include <algorithm>
#include <atomic>
#include <thread>

#include "client.hpp"

namespace sydac::llm {

namespace {

// A signal handler sets it.
std::atomic<bool> stop = false;
static_assert(std::atomic<bool>::is_always_lock_free);

class RealClock : public Clock {
 public:
  std::chrono::milliseconds now() override {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
  }

  bool sleep(std::chrono::milliseconds time) override {
    for (const auto end = now() + time; now() < end;) {
      if (stop_requested()) return false;
      std::this_thread::sleep_for(std::min(end - now(), std::chrono::milliseconds(50)));
    }
    return !stop_requested();
  }
};

}  // namespace

Clock& real_clock() {
  static RealClock clock;
  return clock;
}

bool stop_requested() { return stop; }
void request_stop() { stop = true; }

Usage& Usage::operator+=(const Usage& other) {
  calls += other.calls;
  input_tokens += other.input_tokens;
  output_tokens += other.output_tokens;
  cost_nanodollars += other.cost_nanodollars;
  return *this;
}

}  // namespace sydac::llm
