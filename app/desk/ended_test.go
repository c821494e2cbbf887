package desk

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"

	"kaowu/app/exam"
)

// keptHome is the home of a world as it stood, kept for every test that begins there:
// making it takes longer than most of those tests.
type keptHome struct {
	sync.Once
	files fstest.MapFS
	at    string // what the clock said
}

// freshHome is newWorld's, with everybody enrolled; endedHome is one whose sessions
// were all played; realHome is that of a real exam.
var freshHome, endedHome, realHome keptHome

// newEnded is newWorld after ended: played once, then copied. ended does nothing more.
func newEnded(t testing.TB) *world {
	t.Helper()
	return endedHome.ended(t, func() *world { return newWorld(t) })
}

// newRealEnded is newEnded of a real exam.
func newRealEnded(t testing.TB) *world {
	t.Helper()
	return realHome.ended(t, func() *world { return newWorldOf(t, false) })
}

// ended is copied of a world that made makes and that is played then.
func (k *keptHome) ended(t testing.TB, made func() *world) *world {
	t.Helper()
	w := k.copied(t, func() *world {
		w := made()
		w.ended()
		return w
	})
	w.over = true
	return w
}

// copied is a world in a copy of the home, which made makes the first time.
func (k *keptHome) copied(t testing.TB, made func() *world) *world {
	t.Helper()
	k.Do(func() {
		w := made()
		w.must(w.site.Close())
		files := fstest.MapFS{}
		w.must(fs.WalkDir(os.DirFS(w.home), ".", func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			b, err := os.ReadFile(filepath.Join(w.home, name))
			files[name] = &fstest.MapFile{Data: b, Mode: 0o600}
			return err
		}))
		k.at, k.files = w.clock.Now().Format("2006-01-02 15:04"), files
	})
	if k.files == nil {
		t.Fatal("the home that is copied could not be made")
	}
	w := &world{t: t, home: t.TempDir(), clock: &handClock{}, desks: map[exam.StaffID]*Desk{}}
	w.clock.to(k.at)
	w.opt = options(sharedOf(t), w.clock)
	w.opt.Rand = rand.NewChaCha8([32]byte{2}) // what the first seed gave is in the book
	w.must(os.CopyFS(w.home, k.files))
	w.enter()
	return w
}

// enter opens the exam of the home and lets the lead in; as lets the others in.
func (w *world) enter() {
	w.t.Helper()
	s, err := Open(w.home, "", w.opt)
	w.must(err)
	w.site = s
	w.t.Cleanup(func() { _ = w.site.Close() })
	w.as("S16")
}

// as is the desk of somebody, signed in when first asked for.
func (w *world) as(id exam.StaffID) *Desk {
	w.t.Helper()
	if w.desks[id] == nil {
		d, err := w.site.SignIn(string(id), secret(id))
		w.must(err)
		w.desks[id] = d
	}
	return w.desks[id]
}

func (w *world) lead() *Desk { return w.as("S16") }
