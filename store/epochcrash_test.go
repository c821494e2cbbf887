package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"kaowu/app/exam"
)

// cutter copies a home before every file that the store writes and at every stage, as a
// crash at that moment would leave it.
type cutter struct {
	t     *testing.T
	from  string
	on    atomic.Bool
	homes []string
	why   []string
}

func (c *cutter) cut(why string) {
	if !c.on.Load() {
		return
	}
	home := filepath.Join(c.t.TempDir(), fmt.Sprint(len(c.homes)))
	if err := os.CopyFS(home, os.DirFS(c.from)); err != nil {
		c.t.Error(err)
	}
	c.homes, c.why = append(c.homes, home), append(c.why, why)
}

// cutSite is a site whose home a cutter copies.
func cutSite(t *testing.T) (*site, *cutter) {
	c := &cutter{t: t}
	s := newFaultySite(t, func(stage string) error { c.cut("stage " + stage); return nil })
	c.from = s.home
	s.book.opt.open = func(path string) (file, error) {
		c.cut("before " + filepath.Base(path))
		return openFile(path)
	}
	s.book.data.opt.open = s.book.opt.open
	return s, c
}

// Whatever step of an enrolment anew a crash falls between, those who remain open the
// book, nothing acknowledged is lost, and the old key opens no key from the moment that
// somebody has signed in, if the new one counts. Then all can be done again.
func TestEpochCutAnywhere(t *testing.T) {
	for _, who := range []exam.StaffID{"S07", leadID} {
		t.Run(string(who), func(t *testing.T) {
			s, c := cutSite(t)
			old := s.enroll(t, "S07", exam.RoleAssessor)
			role, oldPass := exam.RoleAssessor, staffPass
			if who == leadID {
				old, role, oldPass = s.lead, exam.RoleSiteLead, leadPass
			}
			facts := mustAppend(t, s.book, scoreAs(s.lead, 1), scoreAs(s.lead, 2))
			photo, err := s.book.Attach(t.Context(), []byte("a photo"))
			if err != nil {
				t.Fatal(err)
			}
			c.on.Store(true)
			if _, err := s.book.Enroll(t.Context(), s.lead, who, role, []byte("another passphrase")); err != nil {
				t.Fatal(err)
			}
			c.cut("at the end")
			c.on.Store(false)
			if len(c.homes) < 10 {
				t.Fatalf("cut at %v only", c.why)
			}
			newOnes := 0
			for i, home := range c.homes {
				x := &site{home: home, clock: s.clock, opt: s.opt}
				x.opt.fault = nil
				b := x.restart(t)
				lead, isNew := signInAfterCut(t, b, who, oldPass, c.why[i])
				if isNew {
					newOnes++
				}
				for _, f := range facts {
					if _, err := b.Fact(f.ID); err != nil {
						t.Errorf("%s: %v", c.why[i], err)
					}
				}
				if _, err := b.Attachment(photo); err != nil {
					t.Errorf("%s: %v", c.why[i], err)
				}
				if got := (leaver{keys: old.keys}).opens(t, b.dir); got && isNew {
					t.Errorf("%s: the old key still opens the data key or the exam's", c.why[i])
				}
				if len(b.Findings()) > 0 {
					t.Errorf("%s: findings %v", c.why[i], b.Findings())
				}
				if i%3 > 0 { // it is the same from there; the test has no time for all
					x.close(t)
					continue
				}
				again, err := b.Enroll(t.Context(), lead, who, role, []byte("the third passphrase"))
				if err != nil {
					t.Fatalf("%s: done again: %v", c.why[i], err)
				}
				mustAppend(t, b, scoreAs(again, 3))
				x.close(t)
			}
			if newOnes == 0 || newOnes == len(c.homes) {
				t.Errorf("the new key counts in %d of %d", newOnes, len(c.homes))
			}
		})
	}
}

// signInAfterCut signs in who was being enrolled, by whichever passphrase holds, and the
// lead.
func signInAfterCut(t *testing.T, b *Book, who exam.StaffID, oldPass, why string) (lead *Person, isNew bool) {
	t.Helper()
	p, err := b.SignIn(who, []byte("another passphrase"))
	isNew = err == nil
	if !isNew {
		if p, err = b.SignIn(who, []byte(oldPass)); err != nil {
			t.Fatalf("%s: neither passphrase opens: %v", why, err)
		}
	}
	if who == leadID {
		return p, isNew
	}
	if lead, err = b.SignIn(leadID, []byte(leadPass)); err != nil {
		t.Fatalf("%s: the lead: %v", why, err)
	}
	return lead, isNew
}

// opens says whether the key opens the newest data key, or the exam's keys.
func (l leaver) opens(t *testing.T, dir string) bool {
	t.Helper()
	n, err := newestEpoch(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := openSealed(read(t, filepath.Join(dir, "keys", epochName(n))), l.keys.open); err == nil {
		return true
	}
	_, err = openSealed(read(t, filepath.Join(dir, "keys", "exam.age")), l.keys.open)
	return err == nil
}

// Those who save while a new epoch begins wait, and none fails.
func TestSaversWaitForTheEpoch(t *testing.T) {
	s := newSite(t)
	s.enroll(t, "S07", exam.RoleAssessor)
	ctx, stop := context.WithCancel(t.Context())
	var saved sync.Map
	var wg sync.WaitGroup
	for saver := range 4 {
		wg.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				d := scoreDraft(saver, i, 215)
				d.Signer = s.lead.Signer()
				facts, err := s.book.Append(context.Background(), d)
				if err != nil {
					t.Errorf("a save failed: %v", err)
					return
				}
				if _, err := s.book.Events(d.On); err != nil {
					t.Errorf("a query failed: %v", err)
					return
				}
				saved.Store(facts[0].ID, nil)
			}
		})
	}
	for range 3 {
		if _, err := s.book.Enroll(t.Context(), s.lead, "S07", exam.RoleAssessor, []byte("another passphrase")); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	wg.Wait()
	if n := s.book.data.epochs().number(); n != 4 {
		t.Errorf("epoch %d, want 4", n)
	}
	b := s.restart(t)
	if _, err := b.SignIn(leadID, []byte(leadPass)); err != nil {
		t.Fatal(err)
	}
	n := 0
	saved.Range(func(id, _ any) bool {
		n++
		if _, err := b.Fact(id.(exam.ID)); err != nil {
			t.Error(err)
		}
		return true
	})
	if n < 4 || len(b.Findings()) > 0 {
		t.Errorf("%d saved, findings %v", n, b.Findings())
	}
	wholeCheck(t, b)
}

// A step that fails leaves the epoch as it was and is owed; a disk without room for it
// is refused before anything is written.
func TestEpochThatFails(t *testing.T) {
	broken := errors.New("disk refused")
	for _, stage := range []string{"epoch-index", "epoch-key"} {
		t.Run(stage, func(t *testing.T) {
			var off atomic.Bool
			s := newFaultySite(t, func(at string) error {
				if off.Load() && at == stage {
					return broken
				}
				return nil
			})
			old := s.enroll(t, "S07", exam.RoleAssessor)
			off.Store(true)
			_, err := s.book.Enroll(t.Context(), s.lead, "S07", exam.RoleAssessor, []byte("another passphrase"))
			refused(t, err, "save-failed")
			mustAppend(t, s.book, scoreAs(s.lead, 1))
			if n := s.book.data.epochs().number(); n != 1 {
				t.Fatalf("epoch %d", n)
			}
			b := s.restart(t)
			if _, err := b.SignIn(leadID, []byte(leadPass)); err != nil {
				t.Fatal(err)
			}
			if got := codes(b.Findings()); len(got) != 1 || got[0] != "epoch-owed" {
				t.Errorf("findings %v", got)
			}
			off.Store(false)
			if _, err := b.SignIn("S07", []byte("another passphrase")); err != nil {
				t.Fatal(err)
			}
			if (leaver{keys: old.keys}).opens(t, b.dir) || len(b.Findings()) > 0 || b.data.epochs().number() != 2 {
				t.Errorf("epoch %d, findings %v", b.data.epochs().number(), b.Findings())
			}
			wholeCheck(t, b)
		})
	}
	t.Run("nobody knows which", func(t *testing.T) {
		// The file is there, and the disk says that it may not be: either epoch may be in
		// force at the next opening, so nothing is saved under one of them.
		var s *site
		s = newFaultySite(t, func(at string) error {
			if at != "epoch-key" {
				return nil
			}
			return errors.Join(broken, os.WriteFile(filepath.Join(s.book.dir, "keys", epochName(2)), nil, 0o600))
		})
		s.enroll(t, "S07", exam.RoleAssessor)
		_, err := s.book.Enroll(t.Context(), s.lead, "S07", exam.RoleAssessor, []byte("another passphrase"))
		refused(t, err, "save-failed")
		_, err = s.book.Append(t.Context(), scoreAs(s.lead, 1))
		refused(t, err, "save-failed")
		if _, err := s.book.Events("plan"); err != nil {
			t.Errorf("and it cannot be read: %v", err)
		}
	})
	t.Run("disk full", func(t *testing.T) {
		s := newSite(t)
		s.enroll(t, "S07", exam.RoleAssessor)
		before, size := read(t, filepath.Join(s.book.dir, "keys", "epoch-1.age")), s.book.Size()
		room := s.book.data.opt.FreeSpace
		s.book.data.opt.FreeSpace = func(string) (uint64, error) { return s.opt.MinFree + 1<<10, nil }
		_, err := s.book.Enroll(t.Context(), s.lead, "S07", exam.RoleAssessor, []byte("another passphrase"))
		refused(t, err, "disk-full")
		s.book.data.opt.FreeSpace = room
		if s.book.Size() != size || string(before) != string(read(t, filepath.Join(s.book.dir, "keys", "epoch-1.age"))) {
			t.Error("a refused step wrote something")
		}
		if _, err := s.book.SignIn("S07", []byte(staffPass)); err != nil {
			t.Error(err)
		}
	})
}
