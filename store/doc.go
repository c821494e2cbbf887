// Package store keeps books: what happened at one exam, on one laptop, so that two
// years later anybody can prove it (record.md).
//
// A save is one or more signed events. It is acknowledged when the journal, an own
// append-only file, has been flushed to the disk and Badger, the encrypted index
// that answers every query, shows it. The journal is the truth: Badger and the
// Merkle tree are derived from it and can be remade (Rebuild). FORMAT.md says all
// of it byte by byte.
//
// One goroutine owns the journal. It gives each event its place: number, time, and
// the heads of its subject that the book held; it signs, seals, writes, flushes
// once for all that waited, and answers.
package store
