package screen

import (
	"context"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/screen/kit"
)

// redrawEach bounds how often long work draws its bar.
const redrawEach = 100 * time.Millisecond

// job is long work on its way: what it is, how far it is, and a way to end it.
type job struct {
	word string
	bar  kit.Long
	ctx  context.Context
	stop context.CancelFunc
}

func (u *ui) newJob(word string) *job {
	ctx, cancel := context.WithCancel(u.ctx)
	return &job{word: word, bar: kit.Long{Start: u.now()}, ctx: ctx, stop: cancel}
}

// runJob does long work off the UI goroutine. redraw is called on it as the work goes
// on, done when it has ended; stopped says that somebody ended it.
func runJob[T any](u *ui, j *job, redraw func(), work func(ctx context.Context, progress func(done, total int)) (T, error), done func(v T, err error, stopped bool)) {
	ended := false
	var last atomic.Int64
	progress := func(n, total int) {
		at := time.Now().UnixMilli()
		if n < total && at-last.Load() < redrawEach.Milliseconds() {
			return
		}
		last.Store(at)
		fyne.Do(func() {
			if n < j.bar.Done || j.bar.Total > 0 && total != j.bar.Total {
				j.bar.Start = u.now() // another piece of work, with a rate of its own
			}
			if j.bar.Done, j.bar.Total = n, total; !ended {
				redraw()
			}
		})
	}
	kit.Back(u.run, func() (T, error) { return work(j.ctx, progress) }, func(v T, err error) {
		ended = true
		stopped := err != nil && j.ctx.Err() != nil
		j.stop()
		done(v, err, stopped)
	})
}

// long does work that takes its time under a dialog: a bar with what is done, how
// long it may still take, and Esc to cancel. Cancelled work ends with the context's
// error, and done is not called.
func long[T any](u *ui, title string, work func(ctx context.Context, progress func(done, total int)) (T, error), done func(T, error)) {
	longOr(u, title, work, func(v T, err error, stopped bool) {
		if !stopped {
			done(v, err)
		}
	})
}

// longOr is long where somebody must know of cancelled work too.
func longOr[T any](u *ui, title string, work func(ctx context.Context, progress func(done, total int)) (T, error), done func(v T, err error, stopped bool)) {
	j := u.newJob(title)
	d := &kit.Dialog{
		Title: title, Width: 620,
		Keys: kit.Table{{Names: []string{"Esc"}, Word: u.T("screen.key.cancel"), Do: j.stop}},
		Foot: []fyne.CanvasObject{u.st.Button(kit.Button{Word: u.T("screen.key.cancel"), Key: "Esc", Do: j.stop})},
		Body: func() fyne.CanvasObject { return u.longBar(j.bar) },
	}
	u.f.Open(d)
	runJob(u, j, u.f.Redraw, work, func(v T, err error, stopped bool) {
		u.f.CloseThis(d)
		done(v, err, stopped)
	})
}

// work is a job as it stands in a screen: what it is, its bar, and what ends it.
func (u *ui) work(j *job, cancel string) fyne.CanvasObject {
	words := kit.Col(4, u.st.Text(j.word, u.st.Body, kit.Ink), u.longBar(j.bar))
	return u.st.Panel(kit.Pad(8, 16, kit.Row(16, kit.Grow(words, 1), u.st.Button(kit.Button{Word: cancel, Key: "Esc", Do: j.stop}))))
}

// longBar is long work as it stands in a screen or a dialog: bar, count, time left.
func (u *ui) longBar(l kit.Long) fyne.CanvasObject {
	say := u.T("screen.long.begin")
	if l.Total > 0 {
		say = u.T("screen.long.count", "done", count(l.Done), "total", count(l.Total))
	}
	left := ""
	if d, ok := l.Left(u.now()); ok {
		left = u.T("screen.long.left-seconds", "n", int(d/time.Second)+1)
		if d >= time.Minute {
			left = u.T("screen.long.left-minutes", "n", int((d+time.Minute-1)/time.Minute))
		}
	}
	return kit.Col(10, kit.Fixed(u.st.Progress(l.Done, l.Total), 0, 8),
		kit.Row(12, u.st.Text(say, u.st.Body, kit.Ink), kit.Space(), u.st.Text(left, u.st.Body, kit.Ink2)))
}
