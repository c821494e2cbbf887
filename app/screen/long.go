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

// long does work that takes its time: a bar with what is done, how long it may still
// take, and Esc to cancel. It is open while the work runs; done comes after it on
// the UI goroutine. Cancelled work ends with the context's error, and done is not
// called.
func long[T any](u *ui, title string, work func(ctx context.Context, progress func(done, total int)) (T, error), done func(T, error)) {
	ctx, cancel := context.WithCancel(u.ctx)
	bar := kit.Long{Start: u.now()}
	open := true
	d := &kit.Dialog{
		Title: title, Width: 620,
		Keys: kit.Table{{Names: []string{"Esc"}, Word: u.T("screen.key.cancel"), Do: cancel}},
		Foot: []fyne.CanvasObject{u.st.Button(kit.Button{Word: u.T("screen.key.cancel"), Key: "Esc", Do: cancel})},
		Body: func() fyne.CanvasObject { return u.longBar(bar) },
	}
	u.f.Open(d)
	var last atomic.Int64
	progress := func(n, total int) {
		at := time.Now().UnixMilli()
		if n < total && at-last.Load() < redrawEach.Milliseconds() {
			return
		}
		last.Store(at)
		fyne.Do(func() {
			bar.Done, bar.Total = n, total
			if open {
				u.f.Redraw()
			}
		})
	}
	kit.Back(u.run, func() (T, error) { return work(ctx, progress) }, func(v T, err error) {
		open = false
		stopped := err != nil && ctx.Err() != nil
		cancel()
		u.f.CloseThis(d)
		if !stopped {
			done(v, err)
		}
	})
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
