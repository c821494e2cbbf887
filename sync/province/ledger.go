package province

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"kaowu/app/exam"
)

// File is what the ledger needs of a disk.
type File interface {
	io.ReaderAt
	io.WriterAt
	io.Closer
	Truncate(size int64) error
	Sync() error
}

// openFile opens or makes a file on the real disk. A new file's name is synced
// too where the system knows how (Windows does not).
func openFile(path string) (File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if d, err := os.Open(filepath.Dir(path)); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
	return f, nil
}

// entry is one thing that the receiver took, all of it or nothing.
type entry struct {
	Plan  *planEntry  `json:"plan,omitempty"`
	Batch *batchEntry `json:"batch,omitempty"`
}

// planEntry is a filing with the answer that was given.
type planEntry struct {
	Digest  string          `json:"digest"`
	Filing  PlanFiling      `json:"filing"`
	Verdict string          `json:"verdict"`
	Answer  json.RawMessage `json:"answer"` // the signed envelope
}

// batchEntry is a batch with the answer that was given. Records holds only what
// was accepted, with the certificate numbers that stand.
type batchEntry struct {
	Key     string          `json:"key"`
	Digest  string          `json:"digest"`
	Plan    string          `json:"plan"`
	Records []Record        `json:"records"`
	Answer  json.RawMessage `json:"answer"`
}

// ledgerLine is one line of the file: the entry and its SHA-256, so that a line
// that was cut or changed is known.
type ledgerLine struct {
	Sum   string          `json:"sum"`
	Entry json.RawMessage `json:"entry"`
}

// ledger is an append-only file of JSON lines. A line is on the disk, synced,
// before anybody is told of it; one line is one batch, which makes a batch atomic.
type ledger struct {
	file  File
	size  int64 // end of the last whole line
	dirty bool  // a failed write may have left bytes beyond size
}

// span is where a line stands in the file.
type span struct {
	at int64
	n  int
}

// errLedger is returned when a line in the middle of the ledger cannot be trusted.
var errLedger = errors.New("ledger line does not match its sum")

// openLedger reads the file from its start and gives each entry to apply.
func openLedger(path string, open func(string) (File, error), apply func(entry, span)) (*ledger, error) {
	f, err := open(path)
	if err != nil {
		return nil, fmt.Errorf("open the receiver's ledger: %w", err)
	}
	l := &ledger{file: f}
	if err := l.read(apply); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return l, nil
}

func (l *ledger) read(apply func(entry, span)) error {
	in := bufio.NewReaderSize(io.NewSectionReader(l.file, 0, 1<<62), 1<<20)
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			l.dirty = len(line) > 0 // cut off while being written: nobody was told
			return l.clean()
		}
		if err != nil {
			return fmt.Errorf("read the receiver's ledger: %w", err)
		}
		e, err := decodeLine(line[:len(line)-1])
		if err != nil {
			if _, more := in.Peek(1); errors.Is(more, io.EOF) && bytes.IndexByte(line, 0) >= 0 {
				l.dirty = true // a block that never reached the disk: as a cut line
				return l.clean()
			}
			return exam.Refuse("province-ledger-damaged", "line", n)
		}
		apply(e, span{l.size, len(line)})
		l.size += int64(len(line))
	}
}

func decodeLine(line []byte) (entry, error) {
	w, err := strict[ledgerLine](line)
	if err != nil {
		return entry{}, err
	}
	if w.Sum != digestOf(w.Entry) {
		return entry{}, errLedger
	}
	e, err := strict[entry](w.Entry)
	if err != nil {
		return entry{}, err
	}
	if (e.Plan == nil) == (e.Batch == nil) {
		return entry{}, errLedger
	}
	return e, nil
}

// append writes one line and syncs it. When the disk refuses, the file is as
// before: what was not promised must not appear after a restart either.
func (l *ledger) append(e entry) (span, error) {
	b, err := exam.Marshal(e)
	if err != nil {
		return span{}, fmt.Errorf("encode ledger entry: %w", err)
	}
	// The same bytes as encoding a ledgerLine, without reading b once more.
	line := slices.Concat([]byte(`{"sum":"`+digestOf(b)+`","entry":`), b, []byte("}\n"))
	if err := l.clean(); err != nil {
		return span{}, err
	}
	l.dirty = true
	if _, err := l.file.WriteAt(line, l.size); err != nil {
		return span{}, errors.Join(fmt.Errorf("write ledger: %w", err), l.clean())
	}
	if err := l.file.Sync(); err != nil {
		return span{}, errors.Join(fmt.Errorf("sync ledger: %w", err), l.clean())
	}
	l.dirty = false
	at := span{l.size, len(line)}
	l.size += int64(len(line))
	return at, nil
}

// clean drops what a failed or cut write left beyond the last whole line, before
// anything else is written there.
func (l *ledger) clean() error {
	if !l.dirty {
		return nil
	}
	if err := l.file.Truncate(l.size); err != nil {
		return fmt.Errorf("drop a cut ledger line: %w", err)
	}
	l.dirty = false
	return nil
}

// at reads one entry back, for an answer that is given again.
func (l *ledger) at(s span) (entry, error) {
	b := make([]byte, s.n)
	if _, err := l.file.ReadAt(b, s.at); err != nil {
		return entry{}, fmt.Errorf("read ledger: %w", err)
	}
	return decodeLine(b[:len(b)-1])
}

func (l *ledger) close() error {
	if err := l.file.Close(); err != nil {
		return fmt.Errorf("close the receiver's ledger: %w", err)
	}
	return nil
}
