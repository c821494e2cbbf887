package desk

import (
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"

	"kaowu/app/exam"
)

// endedHome is the home of a world whose sessions were all played, kept for every test
// that begins there: playing them takes longer than most of those tests.
var endedHome struct {
	sync.Once
	files fstest.MapFS
	at    string // when the last session was over
}

// newEnded is newWorld after ended: played once, then copied. ended does nothing more.
func newEnded(t testing.TB) *world {
	t.Helper()
	endedHome.Do(func() {
		w := newWorld(t)
		w.ended()
		endedHome.at = w.clock.Now().Format("2006-01-02 15:04")
		w.must(w.site.Close())
		endedHome.files = fstest.MapFS{}
		w.must(fs.WalkDir(os.DirFS(w.home), ".", func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			b, err := os.ReadFile(filepath.Join(w.home, name))
			endedHome.files[name] = &fstest.MapFile{Data: b, Mode: 0o600}
			return err
		}))
	})
	if endedHome.files == nil {
		t.Fatal("the sessions could not be played")
	}
	f := sharedOf(t)
	w := &world{t: t, home: t.TempDir(), clock: &handClock{}, desks: map[exam.StaffID]*Desk{}, over: true}
	w.clock.to(endedHome.at)
	w.opt = options(f, w.clock)
	w.must(os.CopyFS(w.home, endedHome.files))
	w.enter(f.plan.Staff)
	return w
}

// enter opens the exam of the home and lets everybody in.
func (w *world) enter(staff []exam.Staff) {
	w.t.Helper()
	s, err := Open(w.home, "", w.opt)
	w.must(err)
	w.site = s
	w.t.Cleanup(func() { _ = w.site.Close() })
	for _, p := range staff {
		d, err := s.SignIn(string(p.ID), secret(p.ID))
		w.must(err)
		w.desks[p.ID] = d
	}
}
