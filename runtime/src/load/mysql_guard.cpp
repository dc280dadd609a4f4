#include "mysql_guard.hpp"

#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>
#include <sys/wait.h>

#include <cerrno>

#include "../driver_text.hpp"

namespace sydac::driver {

namespace {

constexpr char kCommitted = 'c';

/// The byte that the loading process sent before it ended; 0 where it sent none.
char last_word(int pipe) {
  char word = 0;
  while (true) {
    const ssize_t size = ::read(pipe, &word, 1);
    if (size == 1) return word;
    if (size == 0 || errno != EINTR) return 0;
  }
}

void make_trigger(MysqlClient& client, const MysqlGuard::Trigger& trigger) {
  const auto found =
      client.query(text_of({"SELECT 1 FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = ", sql_string(Dialect::mysql, trigger.schema),
                            " AND TRIGGER_NAME = ", sql_string(Dialect::mysql, trigger.name)}));
  if (!found.empty()) return;
  for (const std::string& statement : trigger.statements) client.query(statement);
}

int put_back(const Location& location, const std::vector<MysqlGuard::Trigger>& triggers, const std::vector<std::string>& tables) {
  try {
    MysqlClient client(location);
    for (const std::string& table : tables) client.query(text_of({"DELETE FROM ", table}));
    for (const MysqlGuard::Trigger& trigger : triggers) make_trigger(client, trigger);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\nthese statements make the dropped triggers again:\n", error.what());
    for (const MysqlGuard::Trigger& trigger : triggers) {
      for (const std::string& statement : trigger.statements) std::fprintf(stderr, "%s;\n", statement.c_str());
    }
    return 1;
  }
}

// The other process's connection must neither be used nor kept open here: the server rolls back when it is closed.
void close_all_but(int kept) {
  constexpr int kMostDescriptors = 1024;
  for (int descriptor = 3; descriptor < kMostDescriptors; ++descriptor) {
    if (descriptor != kept) ::close(descriptor);
  }
}

}  // namespace

void MysqlGuard::start(const Location& location, std::vector<Trigger> triggers, std::vector<std::string> tables_to_empty) {
  int ends[2];
  if (::pipe(ends) != 0) fail_io("make", "a pipe", errno);
  std::fflush(stdout);
  process_ = ::fork();
  if (process_ < 0) fail_io("start", "a process that puts triggers back", errno);
  if (process_ == 0) {
    ::setsid();  // what ends the loading process from a terminal does not end this one
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, SIG_IGN);
    close_all_but(ends[0]);
    const bool is_committed = last_word(ends[0]) == kCommitted;
    ::_exit(put_back(location, triggers, is_committed ? std::vector<std::string>() : tables_to_empty));
  }
  ::close(ends[0]);
  pipe_ = ends[1];
  ::fcntl(pipe_, F_SETFD, FD_CLOEXEC);
}

bool MysqlGuard::wait_for_end() {
  ::close(pipe_);
  pipe_ = -1;
  int status = 0;
  while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) continue;
  process_ = -1;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

MysqlGuard::~MysqlGuard() {
  if (process_ > 0) wait_for_end();
}

void MysqlGuard::committed() {
  if (process_ <= 0) return;
  // A guard that has gone is found out below.
  const ssize_t written = ::write(pipe_, &kCommitted, 1);
  if (!wait_for_end() || written != 1) throw IoError("the rows are committed, but the triggers of their tables were not made again");
}

}  // namespace sydac::driver
