package desk

import (
	"crypto/ed25519"
	"encoding/base64"
	"strconv"
	"strings"

	"kaowu/app/exam"
)

// Proof is what can be said for one event of the record.
type Proof struct {
	Signed     bool             // its signature holds under a key endorsed for who signed it
	Own        bool             // written on this laptop
	Checkpoint uint64           // size of the oldest checkpoint of its log that covers it; 0: none here
	Papers     []exam.SessionNo // signed exam-room records whose checkpoint covers it
}

// Proof checks one event again: its signature, and which checkpoint and which signed
// papers pin it (record.md 5).
func (d *Desk) Proof(id exam.ID) (Proof, error) {
	var p Proof
	if err := d.allow("Proof", ""); err != nil {
		return p, err
	}
	f, err := d.site.book.Fact(id)
	if err != nil {
		return p, err
	}
	p.Own = f.Log == d.site.book.Log()
	if p.Signed, err = d.site.signed(f); err != nil {
		return p, err
	}
	notes, err := d.site.book.EveryCheckpoint()
	if err != nil {
		return p, err
	}
	for _, n := range notes {
		if size, ok := covers(n, f); ok {
			p.Checkpoint = size
			break
		}
	}
	r, err := d.site.Roster()
	if err != nil {
		return p, err
	}
	for _, row := range r.Plan.Sessions {
		rec, err := d.site.record(row.No)
		if err != nil {
			return p, err
		}
		if rec.Paper == nil {
			continue
		}
		if size, ok := covers(rec.Paper.Checkpoint, f); ok {
			p.Papers = append(p.Papers, row.No)
			if p.Checkpoint == 0 {
				p.Checkpoint = size
			}
		}
	}
	return p, nil
}

// covers says whether a checkpoint, a note of origin, size and root, is of the
// event's log and lies behind it; it gives the checkpoint's size.
func covers(note string, f exam.Fact) (uint64, bool) {
	lines := strings.SplitN(note, "\n", 3)
	if len(lines) < 3 || !strings.HasSuffix(lines[0], "/"+f.Log) {
		return 0, false
	}
	size, err := strconv.ParseUint(lines[1], 10, 64)
	return size, err == nil && size > f.Seq
}

// signed verifies an event under the keys that were endorsed for its signer.
func (s *Site) signed(f exam.Fact) (bool, error) {
	on := "staff/" + f.By
	if strings.HasPrefix(f.By, "device/") {
		on = f.By
	}
	var keys []string
	facts, err := s.book.Events(on)
	if err != nil {
		return false, err
	}
	for _, e := range facts {
		if e.Kind == exam.KeyEndorsed {
			b, err := exam.BodyOf[exam.Endorsement](e)
			if err != nil {
				return false, err
			}
			keys = append(keys, b.Key)
		}
	}
	if f.By == "exam" {
		facts, err := s.book.Events("exam")
		if err != nil {
			return false, err
		}
		for _, e := range facts {
			if e.Kind == exam.ExamCreated {
				b, err := exam.BodyOf[exam.ExamCreation](e)
				if err != nil {
					return false, err
				}
				keys = append(keys, b.ExamKey)
			}
		}
	}
	for _, k := range keys {
		pub, err := base64.StdEncoding.DecodeString(k)
		if err == nil && exam.KeyID(pub) == f.Key {
			return f.Signed.Verify(ed25519.PublicKey(pub)) == nil, nil
		}
	}
	return false, nil
}
