// What MySQL cannot undo with a transaction: triggers that are dropped, and rows of tables whose engine knows no rollback.
#pragma once

#include <sys/types.h>

#include "mysql_client.hpp"

namespace sydac::driver {

/// A process of its own that puts things back when the loading one has ended, however that was: kill -9 closes the pipe between them too.
/// After a load that was committed it makes the triggers again; after any other it also empties the tables without rollback, which were
/// empty before.
class MysqlGuard {
 public:
  MysqlGuard() = default;
  MysqlGuard(const MysqlGuard&) = delete;
  MysqlGuard& operator=(const MysqlGuard&) = delete;
  /// Waits until things are put back.
  ~MysqlGuard();

  /// Statements that make a trigger again, to be run in order in a session where it is missing.
  struct Trigger {
    std::string schema, name;
    std::vector<std::string> statements;
  };
  /// Before anything is dropped or written, and before any thread is started.
  void start(const Location& location, std::vector<Trigger> triggers, std::vector<std::string> tables_to_empty);
  /// The rows are there to stay. Waits; throws IoError where the triggers could not be made again.
  void committed();

 private:
  bool wait_for_end();
  int pipe_ = -1;
  pid_t process_ = -1;
};

}  // namespace sydac::driver
