package province

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// badDisk is the real disk until it is told to fail.
type badDisk struct {
	fail     error // of writes
	failSync error
	failRead bool
	part     int // bytes of a failing write that still arrive
}

func (d *badDisk) open(path string) (File, error) {
	f, err := openFile(path)
	return &badFile{f, d}, err
}

type badFile struct {
	File
	disk *badDisk
}

func (f *badFile) WriteAt(b []byte, at int64) (int, error) {
	if f.disk.fail == nil {
		return f.File.WriteAt(b, at)
	}
	n, err := f.File.WriteAt(b[:min(f.disk.part, len(b))], at)
	return n, errors.Join(f.disk.fail, err)
}

func (f *badFile) Sync() error {
	return errors.Join(f.disk.failSync, f.File.Sync())
}

func (f *badFile) ReadAt(b []byte, at int64) (int, error) {
	if f.disk.failRead {
		return 0, errors.New("unreadable")
	}
	return f.File.ReadAt(b, at)
}

// reopen closes a receiver and opens its folder again.
func reopen(t *testing.T, r *Receiver) *Receiver {
	t.Helper()
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := NewReceiver(r.dir, r.cfg)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

func newFiled(t *testing.T, change ...func(*ReceiverConfig)) *Receiver {
	t.Helper()
	cfg := receiverConfig(t)
	for _, c := range change {
		c(&cfg)
	}
	r, err := NewReceiver(t.TempDir(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.takePlan(mustMarshal(t, filing())); err != nil {
		t.Fatal(err)
	}
	return r
}

// After a restart the receiver knows all it accepted and gives the same answers,
// byte for byte, with the same keys.
func TestRestart(t *testing.T) {
	r := newFiled(t)
	b := pack("key-of-the-batch", people(1, 5)...)
	before, err := r.takeBatch(b.body, b.key)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := r.takePlan(mustMarshal(t, filing()))
	if err != nil {
		t.Fatal(err)
	}
	list, pub := r.List(testPlan), r.PublicKey()
	r = reopen(t, r)
	if !pub.Equal(r.PublicKey()) || !reflect.DeepEqual(list, r.List(testPlan)) || len(list) != 5 {
		t.Error("another key or another list after the restart")
	}
	for name, ask := range map[string]func() ([]byte, error){
		"sent again": func() ([]byte, error) { return r.takeBatch(b.body, b.key) },
		"asked":      func() ([]byte, error) { return r.askBatch(b.key) },
	} {
		if after, err := ask(); err != nil || !bytes.Equal(before, after) {
			t.Errorf("%s: another answer, %v", name, err)
		}
	}
	if after, err := r.takePlan(mustMarshal(t, filing())); err != nil || !bytes.Equal(plan, after) {
		t.Errorf("plan filed again: another answer, %v", err)
	}
	if got := verdicts(take(t, r, pack("under-another-key", person(1)))); got[0] != "duplicate DUP" {
		t.Errorf("under another key: %v", got)
	}
}

// What stands at the end of the file when the power went is dropped when it never
// can have been answered, and damage anywhere else stops the start, with its line.
func TestDamagedLedger(t *testing.T) {
	r := newFiled(t) // line 1
	for i, key := range []string{"batch-0001", "batch-0002"} {
		take(t, r, pack(key, person(i+1))) // lines 2 and 3
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(filepath.Join(r.dir, fileLedger))
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfter(whole, []byte("\n"))
	cut := func(n int) []byte { return whole[:len(whole)-n] }
	flip := func(at int) []byte {
		b := bytes.Clone(whole)
		b[at] ^= 1
		return b
	}
	hole := append(bytes.Clone(whole), append(make([]byte, 40), '\n')...)
	for _, c := range []struct {
		why  string
		file []byte
		line int // damaged; 0 for none
		held int
	}{
		{"whole", whole, 0, 2},
		{"last newline missing", cut(1), 0, 1},
		{"last line cut in the middle", cut(100), 0, 1},
		{"a line begun", append(bytes.Clone(whole), `{"sum":"12`...), 0, 2},
		{"a block of zeros at the end", hole, 0, 2},
		{"only the plan", lines[0], 0, 0},
		{"empty", nil, 0, 0},
		{"bit flipped in the first line", flip(100), 1, 0},
		{"bit flipped in the second line", flip(len(lines[0]) + 100), 2, 0},
		{"bit flipped in the last line", flip(len(whole) - 100), 3, 0},
		{"a line that is no entry", append(bytes.Clone(whole), "{}\n"...), 4, 0},
		{"zeros, then a good line", append(hole, lines[1]...), 4, 0},
	} {
		t.Run(c.why, func(t *testing.T) {
			if err := os.WriteFile(filepath.Join(r.dir, fileLedger), c.file, 0o600); err != nil {
				t.Fatal(err)
			}
			again, err := NewReceiver(r.dir, r.cfg)
			if c.line > 0 {
				want := map[string]any{"line": c.line}
				if code(err) != "province-ledger-damaged" || !reflect.DeepEqual(args(err), want) {
					t.Fatalf("%v %v, want line %d", err, args(err), c.line)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer again.Close()
			if n := len(again.List(testPlan)); n != c.held {
				t.Errorf("%d held, want %d", n, c.held)
			}
			// What is written next must be readable at the next start.
			if _, err := again.takePlan(mustMarshal(t, filing())); err != nil {
				t.Fatal(err)
			}
			take(t, again, pack("batch-0003", person(3)))
			if n := len(reopen(t, again).List(testPlan)); n != c.held+1 {
				t.Errorf("%d held after one more, want %d", n, c.held+1)
			}
		})
	}
}

// A full disk is answered with 503; nothing is promised, nothing of it appears
// later, and it goes on when there is space.
func TestFullDisk(t *testing.T) {
	for _, c := range []struct {
		why string
		set func(*badDisk)
	}{
		{"nothing written", func(d *badDisk) { d.fail = errors.New("no space") }},
		{"half a line written", func(d *badDisk) { d.fail, d.part = errors.New("no space"), 200 }},
		{"all written, not synced", func(d *badDisk) { d.failSync = errors.New("input/output error") }},
	} {
		t.Run(c.why, func(t *testing.T) {
			disk := &badDisk{}
			r := newFiled(t, func(cfg *ReceiverConfig) { cfg.Open = disk.open })
			b := pack("key-of-the-batch", people(1, 3)...)
			c.set(disk)
			if _, err := r.takeBatch(b.body, b.key); err == nil || err.Error() != ProblemStorage {
				t.Fatalf("full disk: %v", err)
			}
			if _, err := r.askBatch(b.key); err == nil || err.Error() != ProblemBatchUnknown {
				t.Errorf("asked after: %v", err)
			}
			*disk = badDisk{}
			small := pack("another-batch", person(9))
			take(t, r, small)
			r = reopen(t, r)
			if got := r.List(testPlan); len(got) != 1 || got[0].ExamNo != person(9).ExamNo {
				t.Errorf("held after the restart: %v", got)
			}
			if got := verdicts(take(t, r, b)); got[0] != "accepted OK" {
				t.Errorf("with space again: %v", got)
			}
		})
	}
}

// The ledger is JSON lines that other programs can read, and no secret is in it.
func TestLedgerIsReadable(t *testing.T) {
	r := newFiled(t)
	take(t, r, pack("key-of-the-batch", people(1, 2)...))
	b, err := os.ReadFile(filepath.Join(r.dir, fileLedger))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range bytes.Lines(b) {
		var l struct {
			Sum   string
			Entry json.RawMessage
		}
		if err := json.Unmarshal(line, &l); err != nil || l.Sum != sum(string(l.Entry)) {
			t.Errorf("line %d: %v", n+1, err)
		}
		n++
	}
	if n != 2 {
		t.Errorf("%d lines, want the plan and the batch", n)
	}
	info, err := os.Stat(filepath.Join(r.dir, fileLedger))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v %v", info.Mode(), err)
	}
}
