// A server on the loopback that speaks the wire formats of all providers, checks what it is sent and misbehaves on demand. In a thread for
// unit tests; llm_test_server is the same as a program. Shapes and rules are those of the providers' own SDKs and documents.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace sydac::llm::test {

/// What goes wrong, by name (see `fault_names`), with `count` requests after the first `skip`.
struct Fault {
  std::string name;
  std::uint64_t skip = 0;
  std::uint64_t count = ~std::uint64_t{0};
};

/// `503`, `503:2` (the first two), `503:1+2` (two after the first one). Throws std::invalid_argument.
Fault fault_of(std::string_view text);
std::vector<std::string_view> fault_names();

/// A request and what became of it.
struct Exchange {
  std::string provider;                        // by the path: `/anthropic/…`
  std::string method, path;                    // without the provider
  std::map<std::string, std::string> headers;  // names in small letters
  std::string body;
  std::string fault;       // empty: none
  std::string problem;     // what the provider would refuse, answered with 400; empty: nothing
  int status = 0;          // 0: no answer
  std::uint64_t sent = 0;  // bytes of the answer that left
};

struct Asked;

class Server {
 public:
  /// Listens on `port` of 127.0.0.1; 0: any free one. `log_file`: gets a JSON line for each request, with the names of headers only.
  /// Each answer waits for `delay`.
  explicit Server(std::vector<Fault> faults = {}, std::string log_file = {}, int port = 0, std::chrono::milliseconds delay = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  int port() const { return port_; }
  /// What a client takes for the provider's `base_url`.
  std::string base_url(std::string_view provider) const;
  /// Waits for the connections that are open to end.
  std::vector<Exchange> exchanges() const;

 private:
  void listen();
  void serve(int socket);
  std::size_t begin_exchange();
  std::string fault_of_next();
  std::string reply_to(Exchange& exchange);
  std::string text_of(const Exchange& exchange, const Asked& asked);
  void deliver(int socket, const std::string& reply, Exchange& exchange);
  void log(const Exchange& exchange);

  std::vector<Fault> faults_;
  std::string log_file_;
  std::chrono::milliseconds delay_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::atomic<std::uint64_t> requests_ = 0, made_up_ = 0;
  mutable std::mutex mutex_;
  mutable std::condition_variable closed_;
  std::size_t open_ = 0;  // connections
  std::vector<Exchange> exchanges_;
  std::vector<std::thread> connections_;
  std::thread thread_;
};

}  // namespace sydac::llm::test
