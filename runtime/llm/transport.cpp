#include "transport.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <ctime>

#include <curl/curl.h>

#include "client.hpp"

namespace sydac::llm {

namespace {

constexpr std::array<std::string_view, 6> kept_headers = {"content-type",   "date",           "retry-after",
                                                          "retry-after-ms", "x-should-retry", "location"};
constexpr std::size_t kLongestHeader = 1000;
constexpr int kPollMilliseconds = 50;

using SteadyTime = std::chrono::steady_clock::time_point;

struct Exchange {
  const TransportLimits& limits;
  HttpResponse response;
  std::optional<SteadyTime> window;  // of the speed; begins with the body
  std::size_t window_bytes = 0;
};

std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* to) {
  auto& exchange = *static_cast<Exchange*>(to);
  if (exchange.response.body.size() + count > kLongestBody) {
    exchange.response.failure = HttpFailure::too_large;
    return 0;
  }
  if (!exchange.window) exchange.window = std::chrono::steady_clock::now();
  exchange.window_bytes += count;
  exchange.response.body.append(bytes, count);
  return count;
}

std::size_t take_header(char* bytes, std::size_t, std::size_t count, void* to) {
  auto& headers = static_cast<Exchange*>(to)->response.headers;
  const std::string_view line(bytes, count);
  // Headers of an interim answer, or of a proxy's, are forgotten.
  if (line.starts_with("HTTP/")) headers.clear();
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || count > kLongestHeader) return count;
  std::string name(line.substr(0, colon));
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (std::find(kept_headers.begin(), kept_headers.end(), name) == kept_headers.end()) return count;
  const std::size_t first = line.find_first_not_of(" \t", colon + 1);
  const std::size_t last = line.find_last_not_of(" \t\r\n");
  headers[name] = first == std::string_view::npos || last < first ? std::string() : std::string(line.substr(first, last - first + 1));
  return count;
}

/// What libcurl's codes come to; all others are `broken`.
HttpFailure failure_of(CURLcode code) {
  switch (code) {
    case CURLE_OK: return HttpFailure::none;
    case CURLE_OPERATION_TIMEDOUT: return HttpFailure::timed_out;
    case CURLE_COULDNT_CONNECT:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY: return HttpFailure::unreachable;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ISSUER_ERROR: return HttpFailure::untrusted;
    case CURLE_FILESIZE_EXCEEDED: return HttpFailure::too_large;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL: return HttpFailure::unusable;
    default: return HttpFailure::broken;
  }
}

/// OpenSSL writes to a connection that has gone without asking for an error instead of the signal.
class WithoutBrokenPipe {
 public:
  WithoutBrokenPipe() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~WithoutBrokenPipe() {
    const timespec at_once{};
    while (sigismember(&before_, SIGPIPE) == 0 && sigtimedwait(&pipe_, nullptr, &at_once) == SIGPIPE) {}
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  WithoutBrokenPipe(const WithoutBrokenPipe&) = delete;
  WithoutBrokenPipe& operator=(const WithoutBrokenPipe&) = delete;

 private:
  sigset_t pipe_{}, before_{};
};

class CurlTransport : public Transport {
 public:
  explicit CurlTransport(TransportLimits limits) : limits_(limits) {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready == CURLE_OK) multi_.reset(curl_multi_init());
  }

  HttpResponse post(const HttpRequest& request) override {
    Exchange exchange{limits_, {}, {}, 0};
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy(curl_easy_init(), &curl_easy_cleanup);
    curl_slist* list = nullptr;
    for (const std::string& header : request.headers) list = curl_slist_append(list, header.c_str());
    // Without it libcurl would wait for leave to send a body of more than 1 MB.
    list = curl_slist_append(list, "Expect:");
    const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(list, &curl_slist_free_all);
    if (!multi_ || !easy || !headers) {
      exchange.response.failure = HttpFailure::unusable;
      exchange.response.problem = "libcurl does not start";
      return exchange.response;
    }
    std::array<char, CURL_ERROR_SIZE> words{};
    const WithoutBrokenPipe without_broken_pipe;
    set_options(easy.get(), request, headers.get(), exchange, words.data());
    const CURLcode code = perform(easy.get(), exchange);
    long status = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
    exchange.response.status = static_cast<int>(status);
    if (exchange.response.failure == HttpFailure::none) exchange.response.failure = failure_of(code);
    if (code != CURLE_OK) exchange.response.problem = words[0] != '\0' ? words.data() : curl_easy_strerror(code);
    return std::move(exchange.response);
  }

 private:
  struct CloseMulti {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };

  void set_options(CURL* easy, const HttpRequest& request, const curl_slist* headers, Exchange& exchange, char* words) const {
    curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.c_str());
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
#if LIBCURL_VERSION_NUM >= 0x075700
    // Else a stop would wait for a name server that does not answer.
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#endif
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits_.connect.count()));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
    curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(kLongestBody));
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &take_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &exchange);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &take_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &exchange);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, words);
    if (is_loopback(request.url)) curl_easy_setopt(easy, CURLOPT_PROXY, "");
  }

  /// The loop of a transfer, which looks up every 50 ms.
  CURLcode perform(CURL* easy, Exchange& exchange) const {
    curl_multi_add_handle(multi_.get(), easy);
    CURLcode code = CURLE_OK;
    for (int running = 1; running > 0;) {
      if (curl_multi_perform(multi_.get(), &running) != CURLM_OK) {
        code = CURLE_RECV_ERROR;
        break;
      }
      if (running == 0) break;
      exchange.response.failure = given_up(exchange);
      if (exchange.response.failure != HttpFailure::none) {
        code = CURLE_ABORTED_BY_CALLBACK;
        break;
      }
      curl_multi_poll(multi_.get(), nullptr, 0, kPollMilliseconds, nullptr);
    }
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg == CURLMSG_DONE && message->easy_handle == easy) code = message->data.result;
    }
    curl_multi_remove_handle(multi_.get(), easy);
    return code;
  }

  HttpFailure given_up(Exchange& exchange) const {
    if (stop_requested()) return HttpFailure::stopped;
    const SteadyTime now = std::chrono::steady_clock::now();
    if (!exchange.window || now - *exchange.window < limits_.slow_window) return exchange.response.failure;
    if (exchange.window_bytes < limits_.slow_bytes) return HttpFailure::too_slow;
    exchange.window = now;
    exchange.window_bytes = 0;
    return exchange.response.failure;
  }

  TransportLimits limits_;
  std::unique_ptr<CURLM, CloseMulti> multi_;
};

}  // namespace

std::unique_ptr<Transport> curl_transport(TransportLimits limits) { return std::make_unique<CurlTransport>(limits); }

std::optional<std::int64_t> seconds_of_date(const std::string& date) {
  const std::int64_t seconds = curl_getdate(date.c_str(), nullptr);
  return seconds < 0 ? std::nullopt : std::optional(seconds);
}

bool is_loopback(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return false;
  const std::string_view rest = url.substr(scheme + 3);
  for (const std::string_view host : {"127.0.0.1", "[::1]", "localhost"}) {
    if (rest.starts_with(host) && (rest.size() == host.size() || rest[host.size()] == ':' || rest[host.size()] == '/')) return true;
  }
  return false;
}

}  // namespace sydac::llm
