package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"kaowu/app/exam"
)

// Rebuild remakes index and trees from the journal, which it does not change, and
// checks the whole. It keeps the log. Where the journal is not whole, the index may
// hold the only copy of an event: then nothing is remade, and the report says what
// was found. Refusals: those of Open and SignIn.
func Rebuild(home, examID string, staff exam.StaffID, passphrase []byte, opt Options) (rep Report, err error) {
	b, err := Open(home, examID, opt)
	if err != nil {
		return rep, err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	if _, err := b.SignIn(staff, passphrase); err != nil {
		return rep, err
	}
	return b.rebuild(context.Background())
}

// rebuild is Rebuild on an unlocked book that nobody else uses.
func (b *Book) rebuild(ctx context.Context) (Report, error) {
	d, err := b.opened()
	if err != nil {
		return Report{}, err
	}
	found := b.Findings()
	rep, err := d.check(ctx, nil)
	if err != nil {
		return rep, err
	}
	if d.stopped != nil || !journalWhole(rep.Findings) {
		rep.Findings = append(found, rep.Findings...)
		return rep, nil
	}
	keys, dev := d.epochs(), d.dev
	b.mu.Lock()
	b.data = nil
	b.mu.Unlock()
	if err := d.close(); err != nil {
		return Report{}, fmt.Errorf("rebuild: %w", err)
	}
	derived := []string{d.indexPath(), d.treePath()}
	for _, l := range rep.Logs {
		if isLogID(l.Log) {
			derived = append(derived, filepath.Join(d.dir, "tree", l.Log))
		}
	}
	for _, path := range derived {
		if err := os.RemoveAll(path); err != nil {
			return Report{}, fmt.Errorf("rebuild: %w", err)
		}
	}
	if err := b.unlock(keys, dev); err != nil {
		return Report{}, err
	}
	if d, err = b.opened(); err != nil {
		return Report{}, err
	}
	rep, err = d.check(ctx, nil)
	// What opening found at first was in order again when it was remade.
	rep.Findings = append(b.Findings(), rep.Findings...)
	return rep, err
}

// journalWhole says whether the journal holds all events by itself.
func journalWhole(found []Finding) bool {
	for _, f := range found {
		switch f.Code {
		case "journal-damaged", "journal-cut", "record-unknown", "event-missing", "checkpoint-mismatch", "log-hole":
			return false
		}
	}
	return true
}
