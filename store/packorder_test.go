package store

import (
	"path/filepath"
	"testing"
)

// A pack of several logs goes into the new book a group at a time, log by log: the log
// that founds the exam may come last, behind more events than a group has.
func TestPackOfLogsInAnyOrder(t *testing.T) {
	p := newPacked(t)
	s := p.second(t)
	for s.book.Log() > p.book.Log() {
		s = p.second(t)
	}
	scores := make([]Draft, maxGroup)
	for i := range scores {
		scores[i] = scoreBy(s.lead, i+1, 100)
	}
	mustAppend(t, s.book, scores...)
	pack := filepath.Join(t.TempDir(), "third.kaowu-pack")
	if err := s.book.WritePack(t.Context(), pack, s.lead, nil); err != nil {
		t.Fatal(err)
	}
	third := &site{home: t.TempDir(), clock: s.clock, opt: s.opt}
	if _, err := OpenPack(t.Context(), third.home, pack, asLead(), third.opt); err != nil {
		t.Fatal(err)
	}
	third.restart(t)
	t.Cleanup(func() { third.close(t) })
	third.signIn(t)
	if rep := wholeCheck(t, third.book); rep.Events < s.book.Size()+p.book.Size() {
		t.Errorf("%d events, the second laptop's log alone has %d", rep.Events, s.book.Size())
	}
}
