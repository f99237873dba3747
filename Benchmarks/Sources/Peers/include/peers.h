// The peers that Rehearse is measured against, in the same process and run.
#ifndef PEERS_H
#define PEERS_H
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// std::priority_queue under the hold model: `pending` events waiting, `operations` times take the first and schedule
/// one later by the next of `gaps`. Returns the sum of due times, so that the work cannot be left out.
uint64_t peer_queue(size_t pending, size_t operations, const uint64_t *gaps, size_t gap_count);

/// std::priority_queue: put in `events`, due by the gaps, and take out all of them. Returns the sum of due times.
uint64_t peer_fill_and_drain(size_t events, const uint64_t *gaps, size_t gap_count);

/// libcmark alone: parse `text` and free the tree, `times` times. Returns the number of nodes of the last tree.
size_t peer_parse(const char *text, size_t length, size_t times);

/// SQLite's C interface alone: `count` transactions, each one row into a review table and one updated card, with the
/// journal in WAL mode and synchronous=FULL. Returns 0, or SQLite's code.
int peer_answers(const char *path, size_t count);

#ifdef __cplusplus
}
#endif
#endif
