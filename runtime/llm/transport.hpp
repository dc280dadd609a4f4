// HTTP as the clients need it: one POST, its answer whole and bounded. Tests count and forge what passes here.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sydac::llm {

struct HttpRequest {
  std::string url;
  std::vector<std::string> headers;  // `Name: value`; secrets are nowhere else
  std::string body;
  std::chrono::milliseconds timeout{};  // of the whole exchange
};

enum class HttpFailure : std::uint8_t {
  none,
  unreachable,  // no such host, no connection
  timed_out,
  broken,     // reset, or an end before the end
  too_slow,   // the body drips
  too_large,  // the body goes beyond `kLongestBody`
  untrusted,  // the certificate
  stopped,    // stop_requested()
  unusable,   // libcurl would not even try
};

struct HttpResponse {
  HttpFailure failure = HttpFailure::none;
  std::string problem;  // libcurl's words for it
  int status = 0;
  std::map<std::string, std::string, std::less<>> headers;  // those that `kept_headers` names, in small letters
  std::string body;
};

/// A body of a model's answer has kilobytes.
inline constexpr std::size_t kLongestBody = std::size_t{8} << 20;

class Transport {
 public:
  virtual ~Transport() = default;
  virtual HttpResponse post(const HttpRequest& request) = 0;
};

/// How long a connection may take, and how little may come once a body has begun.
struct TransportLimits {
  std::chrono::milliseconds connect{10'000};
  std::chrono::milliseconds slow_window{30'000};
  std::size_t slow_bytes = 64;
};

/// libcurl: proxies and certificates are its own, from the environment; to the loopback it goes without a proxy. Follows no redirects,
/// which would carry keys elsewhere. Not for several threads at once.
std::unique_ptr<Transport> curl_transport(TransportLimits limits = {});

/// An HTTP date in seconds since 1970.
std::optional<std::int64_t> seconds_of_date(const std::string& date);

/// `127.0.0.1`, `[::1]`, `localhost`.
bool is_loopback(std::string_view url);

}  // namespace sydac::llm
