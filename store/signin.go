package store

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"kaowu/app/exam"
)

// access is what a book knows of those who use it now. All of it is gone when the
// program ends, but for the counts in keys/tries.json.
type access struct {
	coverMu sync.Mutex // one writer of cover.json
	keyMu   sync.Mutex // one enrolment, one first sign-in

	triesMu sync.Mutex
	anchors map[exam.StaffID]anchor

	codesMu sync.Mutex
	codes   map[exam.StaffID]*shortCode
}

func newAccess() access {
	return access{anchors: map[exam.StaffID]anchor{}, codes: map[exam.StaffID]*shortCode{}}
}

// forget drops what was in memory for those who used the book.
func (b *Book) forget() {
	b.codesMu.Lock()
	defer b.codesMu.Unlock()
	clear(b.codes)
}

// SignIn lets a person in by passphrase. The first one opens the book's data: journal,
// index and checkpoint are compared, and so is the cover (see Findings). Refusals:
// not-enrolled (no key on this laptop), wrong-passphrase (left: tries before a wait,
// wait: seconds), throttled (wait: seconds), key-file-damaged.
func (b *Book) SignIn(staff exam.StaffID, passphrase []byte) (*Person, error) {
	keys, err := b.tryPassphrase(staff, passphrase)
	if err != nil {
		return nil, err
	}
	b.keyMu.Lock()
	defer b.keyMu.Unlock()
	if !b.Unlocked() {
		if err := b.unlockBy(keys); err != nil {
			return nil, err
		}
	}
	p, err := b.admit(staff, keys)
	if err != nil {
		return nil, err
	}
	return p, b.settleKey(staff, keys)
}

// settleKey puts a key file in its place that an enrolment cut short left beside it.
func (b *Book) settleKey(staff exam.StaffID, keys *keyring) error {
	if !keys.next {
		return nil
	}
	path, err := b.keyPath(staff)
	if err != nil {
		return err
	}
	if err := os.Rename(path+nextKey, path); err != nil {
		return fmt.Errorf("put key file in its place: %w", err)
	}
	keys.next = false
	return syncDir(filepath.Dir(path))
}

// admit makes a person of opened keys, if the book has them endorsed.
func (b *Book) admit(staff exam.StaffID, keys *keyring) (*Person, error) {
	k, _, err := b.chain()
	if err != nil {
		return nil, err
	}
	held, ok := k.current(string(staff))
	if !ok || subtle.ConstantTimeCompare(held.public, keys.public()) != 1 {
		return nil, exam.Refuse("not-enrolled", "staff", string(staff))
	}
	return &Person{book: b, staff: staff, role: held.role, keys: keys, auth: exam.AuthPassphrase}, nil
}

// tryPassphrase opens a person's key file, counting wrong tries.
func (b *Book) tryPassphrase(staff exam.StaffID, passphrase []byte) (*keyring, error) {
	path, err := b.keyPath(staff)
	if err != nil {
		return nil, err
	}
	now, err := readIfThere(path)
	if err != nil {
		return nil, err
	}
	next, err := readIfThere(path + nextKey)
	if err != nil {
		return nil, err
	}
	if now == nil && next == nil {
		return nil, exam.Refuse("not-enrolled", "staff", string(staff))
	}
	var keys *keyring
	err = b.guard(staff, func() error {
		var err error
		if now != nil {
			keys, err = b.openKeys(staff, now, passphrase)
		}
		if next != nil && keys == nil {
			if keys, err = b.openKeys(staff, next, passphrase); keys != nil {
				keys.next = true
			}
		}
		return err
	})
	return keys, err
}

// nextKey ends the name of a key file whose endorsement is being saved.
const nextKey = ".next"

func readIfThere(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read key file: %w", err)
	}
	return b, nil
}

// openKeys opens one key file. Errors: errPassphrase, refusal key-file-damaged.
func (b *Book) openKeys(staff exam.StaffID, sealed, passphrase []byte) (*keyring, error) {
	plain, err := openByPassphrase(sealed, passphrase)
	if errors.Is(err, errPassphrase) {
		return nil, err
	}
	damaged := exam.Refuse("key-file-damaged", "staff", string(staff))
	if err != nil {
		return nil, damaged
	}
	defer clear(plain)
	k, f, err := readPerson(plain)
	if err != nil || f.Exam != b.Cover().Exam || f.Staff != staff {
		return nil, damaged
	}
	return k, nil
}

// keyPath is where a person's key file lies. Only plain staff ids name one: what is
// typed must never reach another file.
func (b *Book) keyPath(staff exam.StaffID) (string, error) {
	if !plainID(string(staff)) || staff == "exam" {
		return "", exam.Refuse("not-enrolled", "staff", string(staff))
	}
	return filepath.Join(b.dir, "keys", string(staff)+".age"), nil
}

// plainID says whether s is of letters and digits alone, 1 to 32 of them.
func plainID(s string) bool {
	if s == "" || len(s) > 32 {
		return false
	}
	for _, r := range s {
		if !(r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9') {
			return false
		}
	}
	return true
}

// unlockBy opens the data with a person's keys and compares the cover with it.
func (b *Book) unlockBy(keys *keyring) error {
	examID := b.Cover().Exam
	sealed, err := os.ReadFile(filepath.Join(b.dir, "keys", "epoch-1.age"))
	if err != nil {
		return fmt.Errorf("read data key: %w", err)
	}
	key, err := openDataKey(sealed, examID, keys.open)
	if err != nil {
		return exam.Refuse("data-key-damaged", "file", "keys/epoch-1.age")
	}
	box, err := os.ReadFile(filepath.Join(b.dir, "keys", "device.box"))
	if err != nil {
		return fmt.Errorf("read device key: %w", err)
	}
	dev, err := key.openDevice(box, examID)
	if err != nil {
		return exam.Refuse("data-key-damaged", "file", "keys/device.box")
	}
	if err := b.unlock(key, dev); err != nil {
		return err
	}
	return b.compareCover()
}

// compareCover adds to the findings what the cover says otherwise than the book.
func (b *Book) compareCover() error {
	k, found, err := b.chain()
	if err != nil {
		return err
	}
	d, err := b.opened()
	if err != nil {
		return err
	}
	found = append(found, b.Cover().compare(d, k)...)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.found = append(b.found, found...)
	return nil
}

// chain builds the chain of keys from the book's founding events.
func (b *Book) chain() (*chain, []Finding, error) {
	var facts []exam.Fact
	for _, prefix := range []string{"log/", "exam", "staff/", "device/"} {
		subjects, err := b.Subjects(prefix)
		if err != nil {
			return nil, nil, err
		}
		for _, on := range subjects {
			all, err := b.Events(on)
			if err != nil {
				return nil, nil, err
			}
			for _, f := range all {
				if founds(f.Kind) {
					facts = append(facts, f)
				}
			}
		}
	}
	return newChain(b.Cover().Exam, sortFacts(facts))
}

// Fingerprint is the exam key's, as printed on every exam-room record.
func (b *Book) Fingerprint() string { return b.Cover().Fingerprint }

// Drill says whether the exam is a training one 演练.
func (b *Book) Drill() bool { return b.Cover().Drill }
