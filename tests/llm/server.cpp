#include "llm/server.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <csignal>
#include <fstream>
#include <stdexcept>

#include <poll.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "llm/reply.hpp"

namespace sydac::llm::test {

namespace {

constexpr std::size_t kLongestRequest = std::size_t{4} << 20;
constexpr std::chrono::milliseconds kStep{10};
constexpr std::size_t kHugeBody = std::size_t{50} << 20;

/// Faults of the connection and of the content; those that are errors of the provider are in error_reply.cpp.
constexpr std::array<std::string_view, 16> kFaults = {
    "timeout", "reset",    "half_body", "huge_body",  "slow_drip",        "invalid_json",   "wrong_shape", "duplicates",
    "too_few", "too_long", "refusal",   "truncation", "invalid_envelope", "wrong_envelope", "half_stream", "echo_key"};

std::string reason_of(int status) { return status < 300 ? "OK" : status < 400 ? "Moved" : "Error"; }

std::string head(int status, std::string_view type, std::size_t length, std::string_view more = {}) {
  return "HTTP/1.1 " + std::to_string(status) + " " + reason_of(status) + "\r\nContent-Type: " + std::string(type) +
         "\r\nContent-Length: " + std::to_string(length) + "\r\nConnection: close\r\n" + std::string(more) + "\r\n";
}

/// Counts what was taken; false when the other side has gone.
bool send_all(int socket, std::string_view bytes, Exchange& exchange) {
  while (!bytes.empty()) {
    const ssize_t taken = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (taken <= 0) return false;
    exchange.sent += static_cast<std::uint64_t>(taken);
    bytes.remove_prefix(static_cast<std::size_t>(taken));
  }
  return true;
}

/// Waits until the other side closes, or `stopping`; no longer than a minute.
void wait_for_close(int socket, const std::atomic<bool>& stopping) {
  for (int i = 0; i < 6000 && !stopping; ++i) {
    pollfd poll{socket, POLLIN | POLLRDHUP, 0};
    if (::poll(&poll, 1, 10) > 0) return;
  }
}

std::string small_letters(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

void read_head(const std::string& text, Exchange& exchange) {
  const std::size_t first = text.find("\r\n");
  const std::size_t method = text.find(' ');
  const std::size_t path = text.find(' ', method + 1);
  exchange.method = text.substr(0, method);
  std::string target = text.substr(method + 1, path - method - 1);
  const std::size_t slash = target.find('/', 1);
  exchange.provider = target.substr(1, slash == std::string::npos ? slash : slash - 1);
  exchange.path = slash == std::string::npos ? "/" : target.substr(slash);
  for (std::size_t at = first + 2; at < text.size();) {
    const std::size_t end = text.find("\r\n", at);
    const std::size_t colon = text.find(':', at);
    if (end == std::string::npos || colon > end) break;
    const std::size_t value = text.find_first_not_of(' ', colon + 1);
    exchange.headers[small_letters(text.substr(at, colon - at))] = text.substr(value, end - value);
    at = end + 2;
  }
}

/// False for nothing, or nonsense.
bool receive(int socket, Exchange& exchange, const std::atomic<bool>& stopping) {
  std::string text;
  std::size_t body = std::string::npos;
  std::size_t length = 0;
  std::array<char, 65536> chunk;
  while (!stopping && text.size() < kLongestRequest) {
    if (body == std::string::npos && text.find("\r\n\r\n") != std::string::npos) {
      body = text.find("\r\n\r\n") + 4;
      read_head(text.substr(0, body - 2), exchange);
      const std::string& given = exchange.headers["content-length"];
      std::from_chars(given.data(), given.data() + given.size(), length);
    }
    if (body != std::string::npos && text.size() >= body + length) {
      exchange.body = text.substr(body, length);
      return true;
    }
    pollfd poll{socket, POLLIN, 0};
    if (::poll(&poll, 1, 50) == 0) continue;
    const ssize_t got = ::recv(socket, chunk.data(), chunk.size(), 0);
    if (got <= 0) return false;
    text.append(chunk.data(), static_cast<std::size_t>(got));
  }
  return false;
}

End end_of(std::string_view fault) { return fault == "refusal" ? End::refused : fault == "truncation" ? End::truncated : End::done; }

void send_huge(int socket, std::string_view first, Exchange& exchange) {
  if (!send_all(socket, first, exchange)) return;
  const std::string block(std::size_t{1} << 16, ' ');
  for (std::size_t sent = 0; sent < kHugeBody; sent += block.size()) {
    if (!send_all(socket, block, exchange)) return;
  }
}

void send_slowly(int socket, std::string_view bytes, Exchange& exchange, const std::atomic<bool>& stopping) {
  for (const char c : bytes) {
    if (stopping || !send_all(socket, std::string_view(&c, 1), exchange)) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

/// Closes with a reset instead of an end.
void set_reset(int socket) {
  const linger at_once{1, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

}  // namespace

std::vector<std::string_view> fault_names() {
  std::vector<std::string_view> names = error_replies();
  names.insert(names.end(), kFaults.begin(), kFaults.end());
  return names;
}

Fault fault_of(std::string_view text) {
  Fault fault;
  const std::size_t colon = text.find(':');
  fault.name = std::string(text.substr(0, colon));
  if (!is_error_reply(fault.name) && std::find(kFaults.begin(), kFaults.end(), fault.name) == kFaults.end()) {
    throw std::invalid_argument("no fault `" + fault.name + "`");
  }
  if (colon == std::string_view::npos) return fault;
  const std::string numbers(text.substr(colon + 1));
  const std::size_t plus = numbers.find('+');
  if (plus != std::string::npos) fault.skip = std::stoull(numbers.substr(0, plus));
  fault.count = std::stoull(plus == std::string::npos ? numbers : numbers.substr(plus + 1));
  return fault;
}

Server::Server(std::vector<Fault> faults, std::string log_file, int port, std::chrono::milliseconds delay)
    : faults_(std::move(faults)), log_file_(std::move(log_file)), delay_(delay) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (listener_ < 0 || ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 64) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no port to listen on");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { listen(); });
}

Server::~Server() {
  stopping_ = true;
  thread_.join();
  for (std::thread& connection : connections_) connection.join();
  ::close(listener_);
}

std::string Server::base_url(std::string_view provider) const {
  const bool has_version = provider == "openai" || provider == "xai" || provider == "compatible";
  return "http://127.0.0.1:" + std::to_string(port_) + "/" + std::string(provider) + (has_version ? "/v1" : "");
}

std::vector<Exchange> Server::exchanges() const {
  std::unique_lock lock(mutex_);
  closed_.wait_for(lock, std::chrono::seconds(5), [this] { return open_ == 0; });
  return exchanges_;
}

void Server::listen() {
  while (!stopping_) {
    pollfd poll{listener_, POLLIN, 0};
    if (::poll(&poll, 1, 20) <= 0) continue;
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    const std::lock_guard lock(mutex_);
    ++open_;
    connections_.emplace_back([this, socket] { serve(socket); });
  }
}

void Server::serve(int socket) {
  Exchange exchange;
  if (receive(socket, exchange, stopping_)) {
    const std::size_t place = begin_exchange();
    exchange.fault = fault_of_next();
    if (!is_met(exchange.fault, exchange)) exchange.fault.clear();
    std::string reply;
    try {
      reply = reply_to(exchange);
    } catch (const std::exception& error) {
      exchange.problem = error.what();
      exchange.status = 500;
      reply = head(500, "text/plain", 0);
    }
    log(exchange);
    for (auto waited = std::chrono::milliseconds(0); waited < delay_ && !stopping_; waited += kStep) std::this_thread::sleep_for(kStep);
    deliver(socket, reply, exchange);
    const std::lock_guard lock(mutex_);
    exchanges_[place] = exchange;
  }
  ::shutdown(socket, exchange.fault == "reset" ? SHUT_RD : SHUT_WR);
  ::close(socket);
  const std::lock_guard lock(mutex_);
  --open_;
  closed_.notify_all();
}

/// Exchanges stand in the order they began.
std::size_t Server::begin_exchange() {
  const std::lock_guard lock(mutex_);
  exchanges_.emplace_back();
  return exchanges_.size() - 1;
}

std::string Server::fault_of_next() {
  const std::uint64_t number = requests_++;
  for (const Fault& fault : faults_) {
    if (number >= fault.skip && number - fault.skip < fault.count) return fault.name;
  }
  return "";
}

std::string Server::reply_to(Exchange& exchange) {
  const std::string& fault = exchange.fault;
  if (fault == "timeout" || fault == "reset") return {};
  exchange.problem = problem_of(exchange);
  if (is_error_reply(fault) || !exchange.problem.empty()) {
    const ErrorReply reply = exchange.problem.empty() ? error_reply(fault, exchange) : refusal_of(exchange.problem, exchange);
    exchange.status = reply.status;
    return head(reply.status, reply.type, reply.body.size(), reply.headers) + reply.body;
  }
  exchange.status = 200;
  if (fault == "huge_body") return head(200, "application/json", kHugeBody);
  const Asked asked = asked_of(exchange);
  std::string body = body_of(exchange, asked, text_of(exchange, asked), end_of(fault));
  if (fault == "invalid_envelope") body = "<html>all is well</html>";
  if (fault == "wrong_envelope") body = R"({"hello":["world",{"choices":7,"content":null,"candidates":{}}]})";
  if (fault == "half_stream") body.resize(body.size() / 2);
  const std::string first = head(200, asked.stream ? "text/event-stream" : "application/json", body.size());
  return first + (fault == "half_body" ? body.substr(0, body.size() / 2) : body);
}

std::string Server::text_of(const Exchange& exchange, const Asked& asked) {
  if (exchange.fault != "echo_key")
    return exchange.fault.empty() ? made_up(asked, made_up_) : made_up_wrong(exchange.fault, asked, made_up_);
  for (const char* name : {"authorization", "x-api-key", "x-goog-api-key", "api-key"}) {
    if (const auto found = exchange.headers.find(name); found != exchange.headers.end()) {
      return nlohmann::json{{"entries", nlohmann::json::array({found->second})}}.dump();
    }
  }
  return "{}";
}

void Server::deliver(int socket, const std::string& reply, Exchange& exchange) {
  const std::string& fault = exchange.fault;
  if (fault == "timeout") return wait_for_close(socket, stopping_);
  if (fault == "reset") return set_reset(socket);
  if (fault == "huge_body") return send_huge(socket, reply, exchange);
  if (fault != "slow_drip") return void(send_all(socket, reply, exchange));
  const std::size_t body = reply.find("\r\n\r\n") + 4;
  if (send_all(socket, reply.substr(0, body), exchange)) send_slowly(socket, std::string_view(reply).substr(body), exchange, stopping_);
}

void Server::log(const Exchange& exchange) {
  if (log_file_.empty()) return;
  const std::lock_guard lock(mutex_);
  nlohmann::json names = nlohmann::json::array();
  for (const auto& [name, value] : exchange.headers) names.push_back(name);
  const nlohmann::json body = nlohmann::json::parse(exchange.body, nullptr, false);
  const nlohmann::json line = {{"provider", exchange.provider},
                               {"path", exchange.path},
                               {"headers", names},
                               {"fault", exchange.fault},
                               {"status", exchange.status},
                               {"problem", exchange.problem},
                               {"body", body.is_discarded() ? nlohmann::json(exchange.body) : body}};
  std::ofstream(log_file_, std::ios::app) << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

}  // namespace sydac::llm::test
