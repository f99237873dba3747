#include "peers.h"

#include <cmark.h>
#include <sqlite3.h>

#include <queue>
#include <vector>

namespace {
struct Event {
  uint64_t due, sequence, payload[2];
  bool operator<(const Event &other) const {
    return due != other.due ? due > other.due : sequence > other.sequence;
  }
};
}  // namespace

uint64_t peer_queue(size_t pending, size_t operations, const uint64_t *gaps, size_t gap_count) {
  std::priority_queue<Event> queue;
  uint64_t sequence = 0, sum = 0;
  for (size_t i = 0; i < pending; ++i) queue.push({gaps[i % gap_count], sequence++, {i, i}});
  for (size_t i = 0; i < operations; ++i) {
    Event event = queue.top();
    queue.pop();
    sum += event.due;
    queue.push({event.due + gaps[i % gap_count], sequence++, {event.payload[0], i}});
  }
  return sum;
}

uint64_t peer_fill_and_drain(size_t events, const uint64_t *gaps, size_t gap_count) {
  std::priority_queue<Event> queue;
  uint64_t sum = 0;
  for (size_t i = 0; i < events; ++i) queue.push({gaps[i % gap_count], i, {i, i}});
  for (; !queue.empty(); queue.pop()) sum += queue.top().due;
  return sum;
}

size_t peer_parse(const char *text, size_t length, size_t times) {
  size_t nodes = 0;
  for (size_t i = 0; i < times; ++i) {
    cmark_node *document = cmark_parse_document(text, length, CMARK_OPT_DEFAULT);
    nodes = 0;
    for (cmark_node *node = cmark_node_first_child(document); node; node = cmark_node_next(node)) ++nodes;
    cmark_node_free(document);
  }
  return nodes;
}

int peer_answers(const char *path, size_t count) {
  sqlite3 *db = nullptr;
  int code = sqlite3_open(path, &db);
  if (code != SQLITE_OK) return code;
  code = sqlite3_exec(
      db,
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
      "CREATE TABLE review (id INTEGER PRIMARY KEY, card INTEGER, at INTEGER, rating INTEGER, duration INTEGER);"
      "CREATE INDEX by_card ON review (card);"
      "CREATE TABLE card (id INTEGER PRIMARY KEY, due INTEGER, stability REAL, difficulty REAL);"
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
      " INSERT INTO card SELECT i, 0, 0, 0 FROM n;",
      nullptr, nullptr, nullptr);
  sqlite3_stmt *log = nullptr, *card = nullptr;
  sqlite3_prepare_v2(db, "INSERT INTO review (card, at, rating, duration) VALUES (?, ?, 3, 4000)", -1, &log, nullptr);
  sqlite3_prepare_v2(db, "UPDATE card SET due = ?, stability = 3.2, difficulty = 5 WHERE id = ?", -1, &card, nullptr);
  for (size_t i = 0; code == SQLITE_OK && i < count; ++i) {
    sqlite3_exec(db, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
    sqlite3_bind_int64(log, 1, sqlite3_int64(i % 1000 + 1));
    sqlite3_bind_int64(log, 2, sqlite3_int64(i));
    sqlite3_step(log);
    sqlite3_reset(log);
    sqlite3_bind_int64(card, 1, sqlite3_int64(i));
    sqlite3_bind_int64(card, 2, sqlite3_int64(i % 1000 + 1));
    sqlite3_step(card);
    sqlite3_reset(card);
    code = sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr);
  }
  sqlite3_finalize(log);
  sqlite3_finalize(card);
  sqlite3_close(db);
  return code;
}
