package store

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/dgraph-io/badger/v4"
	_ "modernc.org/sqlite"

	"kaowu/app/exam"
)

// The rows of design.md 9 that are the store's. Each measures its rival in the same
// run and reports the ratio of the two, so that the machine cancels out.

// benchDraft makes drafts of one signer: making a key is no part of a save.
func benchDraft() func(candidate, item int) Draft {
	signer := testStaff()
	return func(candidate, item int) Draft {
		return Draft{Signer: signer, Kind: exam.ItemScored, On: fmt.Sprintf("candidate/%010d", 2026610000+candidate),
			About: fmt.Sprintf("practical/P01/S07/%d", item), Body: exam.Score{Score: 215}}
	}
}

// p50 is the median.
func p50(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

// timed appends how long f took.
func timed(b *testing.B, to *[]time.Duration, f func() error) {
	start := time.Now()
	if err := f(); err != nil {
		b.Fatal(err)
	}
	*to = append(*to, time.Since(start))
}

// benchBook is a book on the disk of the temporary folder, with real defaults.
func benchBook(b *testing.B) *Book {
	return newTestBook(b, Options{MinFree: 1 << 20, Reserve: 1 << 20})
}

// rawFile is the floor: append and flush, nothing else.
type rawFile struct{ f *os.File }

func newRawFile(b *testing.B) *rawFile {
	f, err := os.Create(filepath.Join(b.TempDir(), "raw"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = f.Close() })
	return &rawFile{f}
}

func (r *rawFile) save(p []byte) error {
	if _, err := r.f.Write(p); err != nil {
		return err
	}
	return r.f.Sync()
}

// newSQLite is the rival that a plain program would use.
func newSQLite(b *testing.B) *sql.DB {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(b.TempDir(), "rival.db")+
		"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(10000)&_txlock=immediate")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	if _, err := db.Exec("CREATE TABLE events (seq INTEGER PRIMARY KEY, event BLOB)"); err != nil {
		b.Fatal(err)
	}
	return db
}

// BenchmarkDurableSave1 saves one event at a time. raw-ratio is against append and
// flush of the same bytes (goal at most 1.2), sqlite-ratio against one row in WAL
// mode with synchronous=FULL (below 1).
func BenchmarkDurableSave1(b *testing.B) {
	book, raw, db := benchBook(b), newRawFile(b), newSQLite(b)
	var ours, floor, rival []time.Duration
	bytes := eventPayload(mustAppend(b, book, scoreDraft(0, 0, 1))[0].Signed)
	n, draft := 0, benchDraft()
	for b.Loop() {
		timed(b, &ours, func() error {
			_, err := book.Append(b.Context(), draft(n%500, n))
			return err
		})
		timed(b, &floor, func() error { return raw.save(bytes) })
		timed(b, &rival, func() error {
			_, err := db.Exec("INSERT INTO events (event) VALUES (?)", bytes)
			return err
		})
		n++
	}
	save := p50(ours)
	b.ReportMetric(float64(save.Microseconds()), "p50-us")
	b.ReportMetric(float64(save)/float64(p50(floor)), "raw-ratio")
	b.ReportMetric(float64(save)/float64(p50(rival)), "sqlite-ratio")
}

// savers lets several goroutines make saves for a while and returns saves a second.
func savers(b *testing.B, n, each int, save func(saver, i int) error) float64 {
	var wg sync.WaitGroup
	start := time.Now()
	for s := range n {
		wg.Go(func() {
			for i := range each {
				if err := save(s, i); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	return float64(n*each) / time.Since(start).Seconds()
}

// BenchmarkDurableSave8 lets eight savers save at once. one-ratio is their rate
// against that of one saver (goal at least 2), sqlite-ratio against eight savers in
// SQLite (above 1).
func BenchmarkDurableSave8(b *testing.B) {
	book, db := benchBook(b), newSQLite(b)
	bytes := eventPayload(mustAppend(b, book, scoreDraft(0, 0, 1))[0].Signed)
	var one, eight, rival float64
	rounds, draft := 0.0, benchDraft()
	for b.Loop() {
		save := func(s, i int) error {
			_, err := book.Append(b.Context(), draft(s*50+i%50, i))
			return err
		}
		one += savers(b, 1, 250, save)
		eight += savers(b, 8, 250, save)
		rival += savers(b, 8, 100, func(int, int) error {
			_, err := db.Exec("INSERT INTO events (event) VALUES (?)", bytes)
			return err
		})
		rounds++
	}
	b.ReportMetric(eight/rounds, "saves/s")
	b.ReportMetric(eight/one, "one-ratio")
	b.ReportMetric(eight/rival, "sqlite-ratio")
}

// BenchmarkOpen200k opens a book of 200,000 events, as far as its first answer.
// badger-ratio is against opening Badger alone and iterating the same keys (goal at
// most 1.3).
func BenchmarkOpen200k(b *testing.B) {
	const events = 200_000
	book := benchBook(b)
	drafts, draft := make([]Draft, 0, 1000), benchDraft()
	for n := 0; n < events; n += cap(drafts) {
		drafts = drafts[:0]
		for i := range cap(drafts) {
			drafts = append(drafts, draft((n+i)%10_000, (n+i)/10_000))
		}
		mustAppend(b, book, drafts...)
	}
	if _, err := book.Checkpoint(b.Context()); err != nil {
		b.Fatal(err)
	}
	var ours, rival []time.Duration
	for b.Loop() {
		if err := book.data.close(); err != nil {
			b.Fatal(err)
		}
		book.data = nil
		timed(b, &rival, func() error { return iterate(book) })
		timed(b, &ours, func() error {
			if err := book.unlock(oneEpoch(testKey()), testDevice()); err != nil {
				return err
			}
			_, err := book.Heads("candidate/2026610001")
			return err
		})
		if len(book.found) > 0 {
			b.Fatal(book.found)
		}
	}
	b.ReportMetric(float64(p50(ours).Microseconds())/1000, "open-ms")
	b.ReportMetric(float64(p50(ours))/float64(p50(rival)), "badger-ratio")
}

// iterate opens Badger by itself and walks over the keys of all events.
func iterate(book *Book) error {
	x, err := openIndex(filepath.Join(book.dir, "badger"), testKey())
	if err != nil {
		return err
	}
	n := 0
	err = x.see(func(txn *badger.Txn) error {
		it := txn.NewIterator(badger.IteratorOptions{Prefix: []byte("e/")})
		defer it.Close()
		for it.Rewind(); it.Valid(); it.Next() {
			n++
		}
		return nil
	})
	if cerr := x.close(); err == nil {
		err = cerr
	}
	if err == nil && n < 200_000 {
		err = exam.Refuse("no-event")
	}
	return err
}

// BenchmarkReplay100k follows a journal of 100,000 events from its start, as Rebuild does.
func BenchmarkReplay100k(b *testing.B) {
	book := benchBook(b)
	draft := benchDraft()
	for n := range 100 {
		drafts := make([]Draft, 1000)
		for i := range drafts {
			drafts[i] = draft(i, n)
		}
		mustAppend(b, book, drafts...)
	}
	for b.Loop() {
		if err := book.data.close(); err != nil {
			b.Fatal(err)
		}
		book.data = nil
		if err := os.RemoveAll(filepath.Join(book.dir, "badger")); err != nil {
			b.Fatal(err)
		}
		if err := book.unlock(oneEpoch(testKey()), testDevice()); err != nil {
			b.Fatal(err)
		}
	}
}
