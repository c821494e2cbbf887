package store

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"io"
	"time"

	"kaowu/app/exam"
)

// Short codes let people share a laptop with gloves on (record.md 7): 4 to 6 digits,
// in memory alone, gone at five wrong tries, at midnight, and when the program ends.

const codeTries = 5

// shortCode is one person's code, as a salted hash.
type shortCode struct {
	salt   [16]byte
	hash   [sha256.Size]byte
	person *Person
	wrong  int
	day    string        // of the site
	until  time.Duration // midnight on the monotonic clock: a clock set back does not keep a code
}

func hashCode(salt [16]byte, code string) [sha256.Size]byte {
	return sha256.Sum256(append(salt[:], code...))
}

// SetCode sets the person's short code for the rest of the day. Refusals: code-form
// (not 4 to 6 digits), code-needs-passphrase (let in by a code).
func (p *Person) SetCode(code string) error {
	if len(code) < 4 || len(code) > 6 {
		return exam.Refuse("code-form")
	}
	for _, r := range code {
		if r < '0' || r > '9' {
			return exam.Refuse("code-form")
		}
	}
	if p.Signer().Auth != exam.AuthPassphrase {
		return exam.Refuse("code-needs-passphrase")
	}
	b := p.book
	c := &shortCode{person: p}
	if _, err := io.ReadFull(b.opt.Rand, c.salt[:]); err != nil {
		return fmt.Errorf("set short code: %w", err)
	}
	c.hash = hashCode(c.salt, code)
	now := b.Now()
	y, m, d := now.Date()
	midnight := time.Date(y, m, d+1, 0, 0, 0, 0, now.Location())
	c.day, c.until = now.Format(time.DateOnly), b.opt.Clock.Up()+midnight.Sub(now.Time)
	b.codesMu.Lock()
	defer b.codesMu.Unlock()
	b.codes[p.staff] = c
	return nil
}

// SignInByCode lets a person in by the short code they set today. What they sign then
// says so. Refusals: code-gone (none set, or it is gone), wrong-code (left).
func (b *Book) SignInByCode(staff exam.StaffID, code string) (*Person, error) {
	if _, err := b.opened(); err != nil {
		return nil, err
	}
	b.codesMu.Lock()
	defer b.codesMu.Unlock()
	c := b.codes[staff]
	if c == nil {
		return nil, exam.Refuse("code-gone", "staff", string(staff))
	}
	if b.opt.Clock.Up() >= c.until || b.Now().Format(time.DateOnly) != c.day {
		delete(b.codes, staff)
		return nil, exam.Refuse("code-gone", "staff", string(staff))
	}
	got := hashCode(c.salt, code)
	if subtle.ConstantTimeCompare(got[:], c.hash[:]) != 1 {
		if c.wrong++; c.wrong >= codeTries {
			delete(b.codes, staff)
			return nil, exam.Refuse("code-gone", "staff", string(staff))
		}
		return nil, exam.Refuse("wrong-code", "left", codeTries-c.wrong)
	}
	c.wrong = 0
	return &Person{book: b, staff: staff, role: c.person.role, keys: c.person.keys, auth: exam.AuthCode}, nil
}
