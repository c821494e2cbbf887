package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"kaowu/app/exam"
)

// A supervisor keeps the checkpoints that they saw on papers and screens in a small text
// file of their own. Held against a book later, the list tells whether the book is still
// the one that they saw (record.md 5).

// SeenCheck is what a list of seen checkpoints says of a book.
type SeenCheck struct {
	Fits     int       // that the book contains exactly
	Other    int       // of other exams
	Absent   []Absent  // of logs that this book does not hold yet
	Findings []Finding // forks, rollbacks, rewritten history; each names device and range
	Evidence [][]byte  // a file for each fork, that VerifyFile reads alone (FORMAT.md 11)
}

// Absent is a log that was seen on another laptop.
type Absent struct {
	Device, Log string
	Size        uint64
}

// SeenForm reads a list of checkpoints and gives each as it is kept, each once, in their
// order. Refusal: seen-form (which, from 1) for a text that is no checkpoint. Who signed
// is for CheckSeen to say.
func SeenForm(list string) ([]string, error) {
	var out []string
	for i, text := range splitNotes(list) {
		if strings.TrimSpace(text) == "" {
			continue
		}
		if _, err := textOf(text); err != nil {
			return nil, exam.Refuse("seen-form", "n", i+1)
		}
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out, nil
}

// sighting is one checkpoint of a list with its text.
type sighting struct {
	checkpoint
	text string
}

// CheckSeen holds a list of checkpoints, as SeenForm gives it, against the book.
func (b *Book) CheckSeen(ctx context.Context, list []string) (SeenCheck, error) {
	var out SeenCheck
	d, err := b.opened()
	if err != nil {
		return out, err
	}
	k, _, err := b.chain()
	if err != nil {
		return out, err
	}
	logs := map[string][]sighting{}
	for i, text := range list {
		n, err := textOf(text)
		if err == nil && n.exam != k.exam {
			out.Other++
			continue
		}
		if err == nil && k.openings[n.log].Device == "" {
			out.Absent = append(out.Absent, Absent{Device: signerOf(text), Log: n.log, Size: n.size})
			continue
		}
		if n, err = k.openNote(text); err != nil {
			out.Findings = append(out.Findings, find("seen-signature", fmt.Sprintf("seen/%d", i+1)))
			continue
		}
		if !k.countersigned(text, n) {
			out.Findings = append(out.Findings, find("seen-counter", fmt.Sprintf("seen/%d", i+1)))
		}
		logs[n.log] = append(logs[n.log], sighting{n, text})
	}
	s := seenBook{k: k, d: d, out: &out}
	for log, seen := range logs {
		if s.held, err = d.notesOf(log); err != nil {
			return out, err
		}
		if err := ctx.Err(); err != nil {
			return out, err
		}
		slices.SortFunc(seen, func(a, b sighting) int { return cmp.Compare(a.size, b.size) })
		if err := s.hold(log, seen); err != nil {
			return out, err
		}
	}
	slices.SortFunc(out.Findings, func(a, b Finding) int { return strings.Compare(a.Where+a.Code, b.Where+b.Code) })
	return out, nil
}

// signerOf is the name in a note's signature line, "— device/… …", as it claims to be.
func signerOf(text string) string {
	_, sig, _ := strings.Cut(text, "\n\n")
	name, _, _ := strings.Cut(strings.TrimPrefix(sig, "— "), " ")
	return name
}

// notesOf are the checkpoints of one log that the book holds, by size.
func (d *data) notesOf(log string) ([]sighting, error) {
	texts, err := d.notes()
	if err != nil {
		return nil, err
	}
	var out []sighting
	for _, text := range texts {
		if n, err := textOf(text); err == nil && n.log == log {
			out = append(out, sighting{n, text})
		}
	}
	slices.SortFunc(out, func(a, b sighting) int { return cmp.Compare(a.size, b.size) })
	return out, nil
}

// seenBook holds the sightings of one log after another against a book.
type seenBook struct {
	k    *chain
	d    *data
	held []sighting // of the log under way
	out  *SeenCheck
}

// hold checks the sightings of one log, by size: against each other, then against its
// tree. A log of another laptop may have gone further than this book holds of it.
func (s *seenBook) hold(log string, seen []sighting) error {
	from := uint64(0) // up to here book and list agree
	device, t := "device/"+s.k.openings[log].Device, s.d.treeOf(log)
	note := func(code string, n sighting, pairs ...any) {
		s.out.Findings = append(s.out.Findings, find(code, fmt.Sprintf("%s/%d", log, n.size),
			append([]any{"device", device, "log", log, "from", from, "to", n.size}, pairs...)...))
	}
	for i, n := range seen {
		if i > 0 && seen[i-1].size == n.size && seen[i-1].root != n.root {
			note("seen-fork", n)
			if err := s.prove(seen[i-1], n, seen[i-1].root, nil); err != nil {
				return err
			}
			continue
		}
		if t == nil || log != s.d.log && n.size > t.size() {
			s.out.Absent = append(s.out.Absent, Absent{Device: device, Log: log, Size: n.size})
			continue
		}
		if have := s.d.size(); log == s.d.log && n.size > have {
			note("seen-rollback", n, "have", have)
			continue
		}
		root, err := t.root(n.size)
		if err != nil {
			return err
		}
		if root == n.root {
			from = n.size
			s.out.Fits++
			continue
		}
		held := slices.IndexFunc(s.held, func(o sighting) bool { return o.size >= n.size })
		if held < 0 {
			note("seen-rewritten", n)
			continue
		}
		note("seen-fork", n)
		proof, err := t.consistency(n.size, s.held[held].size)
		if err != nil {
			return err
		}
		if err := s.prove(n, s.held[held], root, proof); err != nil {
			return err
		}
	}
	return nil
}

// prove writes the evidence that one device signed two histories: root is that of held at
// the size of seen.
func (s *seenBook) prove(seen, held sighting, root tlog.Hash, proof []tlog.Hash) error {
	f := fork{Format: formatFork, Exam: s.k.exam, Fingerprint: fingerprint(s.k.examKey), Founding: foundingList(s.k),
		One: seen.text, Other: held.text, Root: root, Proof: listOf(proof)}
	b, err := exam.Marshal(f)
	if err != nil {
		return fmt.Errorf("write evidence: %w", err)
	}
	s.out.Evidence = append(s.out.Evidence, b)
	return nil
}
