package store

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"syscall"
	"testing"

	"pgregory.net/rapid"
)

// memJournal is a new journal on a file in memory.
func memJournal(t testing.TB, f *memFile) *journal {
	t.Helper()
	opt := Options{open: func(string) (file, error) { return f, nil }, step: 4096}.filled()
	j, err := createJournal("journal", journalHead{1, testExam, testLog}, oneEpoch(testKey()), opt)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// writeGroup seals and writes payloads as one group.
func writeGroup(j *journal, payloads ...string) error {
	var buf []byte
	for i, p := range payloads {
		var err error
		buf, err = j.sealer().seal(buf, j.end+int64(len(buf)), j.end, i == len(payloads)-1, recordEvent, []byte(p))
		if err != nil {
			return err
		}
	}
	return j.write(buf)
}

// readGroups scans a journal and lists the payloads.
func readGroups(t testing.TB, j *journal, known int64) ([]string, scanned) {
	t.Helper()
	var got []string
	res, err := j.scan(journalStart, known, func(rs []record) error {
		for _, r := range rs {
			got = append(got, string(r.payload))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got, res
}

func TestScanReadsWhatWasWritten(t *testing.T) {
	f := newMemFile()
	j := memJournal(t, f)
	for _, g := range [][]string{{"one"}, {"two", "three"}, {""}, {string(bytes.Repeat([]byte("x"), 9000))}} {
		if err := writeGroup(j, g...); err != nil {
			t.Fatal(err)
		}
	}
	got, res := readGroups(t, j, journalStart)
	if len(got) != 5 || got[2] != "three" || got[3] != "" || len(got[4]) != 9000 {
		t.Fatalf("read %.60q", got)
	}
	if res.end != j.end || res.whole != j.end || res.torn != (span{}) || len(res.damaged) > 0 {
		t.Fatalf("scan %+v, end %d", res, j.end)
	}
}

// A record's place is part of what is sealed.
func TestMovedRecordDoesNotOpen(t *testing.T) {
	f := newMemFile()
	j := memJournal(t, f)
	first := j.end
	if err := writeGroup(j, "one"); err != nil {
		t.Fatal(err)
	}
	second := j.end
	if err := writeGroup(j, "two"); err != nil {
		t.Fatal(err)
	}
	one, two := slices.Clone(f.now[first:second]), slices.Clone(f.now[second:j.end])
	copy(f.now[first:], two)
	copy(f.now[second:], one)
	if got, res := readGroups(t, j, j.end); len(got) != 0 || len(res.damaged) == 0 {
		t.Fatalf("swapped records were read: %q %+v", got, res)
	}
}

// Whatever a disk does to writes that were not acknowledged, all that was is there,
// in order, after every crash, and nothing is called damaged.
func TestJournalSurvivesCrashes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f := newMemFile()
		j := memJournal(t, f)
		var acked []string
		n := 0
		ends := []int64{journalStart}
		for range rapid.IntRange(1, 30).Draw(rt, "steps") {
			n++
			group := []string{fmt.Sprint(n, " first"), string(bytes.Repeat([]byte{byte(n)}, rapid.IntRange(0, 400).Draw(rt, "size")))}
			switch rapid.SampledFrom([]string{"save", "save", "torn write", "flush fails", "full", "crash"}).Draw(rt, "step") {
			case "torn write":
				f.tear = rapid.IntRange(0, 300).Draw(rt, "bytes")
			case "flush fails":
				f.syncErr = syscall.EIO
			case "full":
				f.limit = max(int64(len(f.now)), 1)
			case "crash":
				f.syncErr = syscall.EIO
				_ = writeGroup(j, group...) // cut off by the crash
				f.crash(func() bool { return rapid.Bool().Draw(rt, "kept") })
				// The index may lag: Badger is not flushed.
				known := rapid.SampledFrom(ends).Draw(rt, "known")
				again, err := newJournal(f, j.journalHead, oneEpoch(testKey()), Options{step: 4096}.filled())
				if err != nil {
					rt.Fatal(err)
				}
				got, res := readGroups(t, again, known)
				if !slices.Equal(got, acked) && !slices.Equal(got, append(slices.Clone(acked), group...)) {
					rt.Fatalf("after a crash %q, acknowledged %q", got, acked)
				}
				if len(res.damaged) > 0 {
					rt.Fatalf("a crash is no damage: %+v", res)
				}
				if len(got) > len(acked) {
					acked, ends = got, append(ends, res.end)
				}
				j = again
				j.end, j.alloc, j.dirty = res.end, max(int64(len(f.now)), res.end), res.torn.to
				if err := j.clean(); err != nil {
					rt.Fatal(err)
				}
				continue
			}
			if err := writeGroup(j, group...); err == nil {
				acked, ends = append(acked, group...), append(ends, j.end)
			}
			f.tear, f.syncErr, f.limit = -1, nil, 0
		}
		if err := j.clean(); err != nil {
			rt.Fatal(err)
		}
		if got, res := readGroups(t, j, j.end); !slices.Equal(got, acked) || res.end != j.end || res.torn != (span{}) {
			rt.Fatalf("at the end %q %+v, acknowledged %q", got, res, acked)
		}
	})
}

// Whichever bit of an acknowledged journal turns over, the other records can be read.
func TestAnyBitTurnedLosesOneGroup(t *testing.T) {
	f := newMemFile()
	j := memJournal(t, f)
	for i := range 6 {
		if err := writeGroup(j, fmt.Sprint("record ", i)); err != nil {
			t.Fatal(err)
		}
	}
	for at := int64(journalStart); at < j.end; at++ {
		f.now[at] ^= 1 << (at % 8)
		got, res := readGroups(t, j, j.end)
		if len(got) != 5 || len(res.damaged) != 1 || res.torn != (span{}) {
			t.Fatalf("bit at %d: %q %+v", at, got, res)
		}
		if d := res.damaged[0]; at < d.from || at >= d.to {
			t.Fatalf("bit at %d is named %+v", at, d)
		}
		f.now[at] ^= 1 << (at % 8)
	}
}

func TestHeadStandsTwice(t *testing.T) {
	f := newMemFile()
	memJournal(t, f)
	want := journalHead{1, testExam, testLog}
	for _, c := range []struct {
		harm  []int
		whole bool
		err   bool
	}{{nil, true, false}, {[]int{0}, false, false}, {[]int{headBlock + 40}, false, false}, {[]int{3, headBlock + 511}, false, true}} {
		for _, at := range c.harm {
			f.now[at] ^= 4
		}
		got, whole, err := readHead(f)
		if whole != c.whole || (err != nil) != c.err || err == nil && got != want {
			t.Fatalf("harmed at %v: %+v %v %v", c.harm, got, whole, err)
		}
		for _, at := range c.harm {
			f.now[at] ^= 4
		}
	}
}

func TestTooLongRecordIsRefused(t *testing.T) {
	j := memJournal(t, newMemFile())
	if _, err := j.sealer().seal(nil, j.end, j.end, true, recordEvent, make([]byte, maxRecord)); err == nil {
		t.Fatal("a record that no reader takes was sealed")
	}
}

// FuzzJournalScan feeds whatever lies behind the head to the reader: it neither
// fails nor opens what was not sealed here.
func FuzzJournalScan(f *testing.F) {
	mem := newMemFile()
	j := memJournal(f, mem)
	if err := errors.Join(writeGroup(j, "one"), writeGroup(j, "two", "three")); err != nil {
		f.Fatal(err)
	}
	f.Add(slices.Clone(mem.now[journalStart:j.end]), uint16(0))
	f.Add(slices.Clone(mem.now[journalStart:j.end-7]), uint16(2000))
	f.Add([]byte{0, 0, 0, 60, 1}, uint16(1))
	f.Add(bytes.Repeat([]byte{0, 1}, 300), uint16(3))
	f.Fuzz(func(t *testing.T, b []byte, known uint16) {
		fresh := newMemFile()
		k := memJournal(t, fresh)
		k.seals.Load().rand = rand.Reader
		fresh.now = append(fresh.now[:journalStart], b...)
		got, res := readGroups(t, k, journalStart+int64(known))
		for _, g := range got {
			if g != "one" && g != "two" && g != "three" {
				t.Fatalf("read %q, which was never written", g)
			}
		}
		if res.end < journalStart || res.end > journalStart+max(int64(len(b)), int64(known)) {
			t.Fatalf("end %d of %d bytes", res.end, len(b))
		}
	})
}
