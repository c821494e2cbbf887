package store

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// frozenPack was written by the first program that had packs, and opens with every later
// one.
const frozenPack = "testdata/exam.kaowu-pack"

func TestFrozenPack(t *testing.T) {
	front, err := ReadPack(t.Context(), frozenPack, nil)
	if err != nil || front.Exam != testExam || front.Lead != leadID || front.Fingerprint != "KF1-PLDK-TVCY-LFZG-WX2J-7GYW-WUTS-MOUK-GJQJ" || front.Events != 18 {
		t.Fatalf("front %+v, %v", front, err)
	}
	s := &site{home: t.TempDir(), clock: examDay()}
	s.opt = smallDisk(s.clock)
	if _, err := OpenPack(t.Context(), s.home, frozenPack, asLead(), s.opt); err != nil {
		t.Fatal(err)
	}
	s.restart(t)
	t.Cleanup(func() { s.close(t) })
	s.signIn(t)
	if rep := wholeCheck(t, s.book); len(rep.Logs) != 2 || rep.Logs[1].Size != front.Events {
		t.Errorf("report %+v", rep)
	}
	path := filepath.Join(t.TempDir(), "exam.kaowu")
	if err := s.book.WriteArchive(t.Context(), path, s.lead, nil, 0, nil); err != nil {
		t.Fatal(err)
	}
}

// FuzzPack: no bytes make the reader panic, and only what the exam key signed is taken.
func FuzzPack(f *testing.F) {
	good, err := os.ReadFile(frozenPack)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add(good[:700])
	f.Add(bytes.Replace(good, []byte("kaowu pack v1"), []byte("kaowu pack v2"), 1))
	f.Add(bytes.Replace(good, []byte("kaowu pack v1"), []byte("kaowu archive v1"), 1))
	f.Add([]byte("manifest.json"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		err := readPackBytes(t, b)
		if bytes.Equal(b, good) != (err == nil) {
			t.Fatalf("%d bytes: %v", len(b), err)
		}
	})
}
