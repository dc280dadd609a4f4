#include "run_loop.hpp"

#include <pthread.h>

#include <algorithm>
#include <exception>

namespace sydac::driver {

namespace {

constexpr std::uint64_t kChunkBytes =
    std::uint64_t{224} * 1024;  // leaves room in a buffer of 256 KiB for rows that are longer than the mean
constexpr std::uint64_t kFirstChunkRows = 64;
constexpr double kLongestChunkSeconds = 0.05;   // rows that take long (large roll-ups): a signal and the progress line should not wait
constexpr double kWorthThreadsSeconds = 0.002;  // less work than this costs less than starting threads

/// Rows for the next chunk, from the bytes and the time that rows have taken so far. Chunks never show in the bytes.
class ChunkSize {
 public:
  void learn(std::uint64_t rows, std::uint64_t bytes, double seconds) {
    rows_ += rows;
    bytes_ += bytes;
    seconds_ += seconds;
    const double by_bytes = static_cast<double>(kChunkBytes) * static_cast<double>(rows_) / static_cast<double>(bytes_ + 1);
    const double by_time = seconds_ > 0 ? kLongestChunkSeconds * static_cast<double>(rows_) / seconds_ : by_bytes;
    // Eightfold at most: the first rows of a table may be unlike the others.
    const double most = static_cast<double>(next_) * 8;
    next_ = static_cast<std::uint64_t>(std::max(1.0, std::min({by_bytes, by_time, most})));
  }
  std::uint64_t next(std::uint64_t remaining) const { return std::min(next_, remaining); }
  double seconds_for(std::uint64_t rows) const { return seconds_ / static_cast<double>(rows_ + 1) * static_cast<double>(rows); }

 private:
  std::uint64_t next_ = kFirstChunkRows, rows_ = 0, bytes_ = 0;
  double seconds_ = 0;
};

void write_chunk(const RowJob& job, std::uint64_t first, std::uint64_t last, Buffer& copied, Buffer& out) {
  if (job.form == nullptr) {
    job.dataset.write(job.table, first, last, job.layout, out);
    return;
  }
  copied.clear();
  job.dataset.write(job.table, first, last, job.layout, copied);
  job.form->convert(copied.view(), first, out);
}

class LockedScope {
 public:
  explicit LockedScope(pthread_mutex_t& mutex) : mutex_(mutex) { pthread_mutex_lock(&mutex_); }
  ~LockedScope() { pthread_mutex_unlock(&mutex_); }
  LockedScope(const LockedScope&) = delete;
  LockedScope& operator=(const LockedScope&) = delete;

 private:
  pthread_mutex_t& mutex_;
};

/// A chunk in the ring: taken by a worker, formatted, written by the thread that started the run, free again.
struct ChunkSlot {
  Buffer buffer;
  std::uint64_t first = 0, last = 0;
  bool is_ready = false;
  std::exception_ptr failure;
};

class ParallelRun {
 public:
  ParallelRun(const RowJob& job, std::uint64_t first, ChunkSize size, unsigned threads)
      : job_(job), size_(size), next_row_(first), slots_(threads + 2 + threads / 2) {
    const SignalsHeld held;  // signals are for the thread that opens files: its handler must not run beside it
    for (unsigned i = 0; i < threads; ++i) {
      pthread_t worker{};
      if (pthread_create(&worker, nullptr, &ParallelRun::work, this) != 0) break;  // fewer threads do as well
      workers_.push_back(worker);
    }
    if (workers_.empty()) throw IoError("cannot start a thread");
  }
  ParallelRun(const ParallelRun&) = delete;
  ParallelRun& operator=(const ParallelRun&) = delete;

  ~ParallelRun() {
    {
      const LockedScope lock(mutex_);
      is_stopping_ = true;
      pthread_cond_broadcast(&slot_is_free_);
    }
    for (const pthread_t worker : workers_) pthread_join(worker, nullptr);
    pthread_cond_destroy(&slot_is_free_);
    pthread_cond_destroy(&chunk_is_ready_);
    pthread_mutex_destroy(&mutex_);
  }

  void write_all(ByteTarget& output, Progress& progress) {
    while (ChunkSlot* slot = wait_for_oldest()) {
      if (slot->failure) std::rethrow_exception(slot->failure);
      output.write(slot->buffer.view());
      progress.update(slot->last - job_.first);
      release_oldest();
    }
  }

 private:
  static void* work(void* run) {
    auto& self = *static_cast<ParallelRun*>(run);
    Buffer copied;
    while (ChunkSlot* slot = self.take()) {
      const double begun = monotonic_seconds();
      try {
        slot->buffer.clear();
        write_chunk(self.job_, slot->first, slot->last, copied, slot->buffer);
      } catch (...) {
        slot->failure = std::current_exception();
      }
      self.give_back(*slot, monotonic_seconds() - begun);
    }
    return nullptr;
  }

  // The next chunk in a free slot; null when there is nothing left to do.
  ChunkSlot* take() {
    const LockedScope lock(mutex_);
    while (!is_stopping_ && next_row_ != job_.last && taken_ - written_ == slots_.size()) pthread_cond_wait(&slot_is_free_, &mutex_);
    if (is_stopping_ || next_row_ == job_.last) return nullptr;
    ChunkSlot& slot = slots_[taken_++ % slots_.size()];
    slot.first = next_row_;
    next_row_ += size_.next(job_.last - next_row_);
    slot.last = next_row_;
    return &slot;
  }

  void give_back(ChunkSlot& slot, double seconds) {
    const LockedScope lock(mutex_);
    size_.learn(slot.last - slot.first, slot.buffer.size(), seconds);
    slot.is_ready = true;
    if (slot.failure) next_row_ = job_.last;  // later rows would not be written anyhow
    if (&slot == &slots_[written_ % slots_.size()]) pthread_cond_signal(&chunk_is_ready_);
  }

  ChunkSlot* wait_for_oldest() {
    const LockedScope lock(mutex_);
    if (written_ == taken_ && next_row_ == job_.last) return nullptr;
    ChunkSlot& slot = slots_[written_ % slots_.size()];
    while (!slot.is_ready) pthread_cond_wait(&chunk_is_ready_, &mutex_);
    return &slot;
  }

  void release_oldest() {
    const LockedScope lock(mutex_);
    slots_[written_ % slots_.size()].is_ready = false;
    ++written_;
    pthread_cond_signal(&slot_is_free_);
    // Workers that find no rows left have to wake up too; the last chunk is where they would wait for ever.
    if (next_row_ == job_.last) pthread_cond_broadcast(&slot_is_free_);
  }

  const RowJob& job_;
  pthread_mutex_t mutex_ = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t slot_is_free_ = PTHREAD_COND_INITIALIZER, chunk_is_ready_ = PTHREAD_COND_INITIALIZER;
  ChunkSize size_;
  std::uint64_t next_row_;
  std::uint64_t taken_ = 0, written_ = 0;  // chunks
  bool is_stopping_ = false;
  std::vector<ChunkSlot> slots_;
  std::vector<pthread_t> workers_;
};

}  // namespace

void write_rows_in_order(const RowJob& job, unsigned threads, ByteTarget& output, Progress& progress) {
  ChunkSize size;
  Buffer buffer, copied;
  std::uint64_t row = job.first;
  while (row != job.last) {
    const double begun = monotonic_seconds();
    const std::uint64_t end = row + size.next(job.last - row);
    buffer.clear();
    write_chunk(job, row, end, copied, buffer);
    size.learn(end - row, buffer.size(), monotonic_seconds() - begun);
    output.write(buffer.view());
    row = end;
    progress.update(row - job.first);
    if (threads > 1 && size.seconds_for(job.last - row) > kWorthThreadsSeconds) {
      ParallelRun(job, row, size, threads).write_all(output, progress);
      return;
    }
  }
}

}  // namespace sydac::driver
