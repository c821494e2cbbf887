package screen

import (
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// health is how the laptop itself does: what may go wrong by itself. The top bar
// shows it, Ctrl D explains it, and the day's list of needs reads it.
type health struct {
	Free  uint64        // bytes that may still be written on the home's disk
	Known bool          // whether Free could be asked
	Jump  time.Duration // how far the machine's clock was set since the start, against the monotonic one
	Ahead time.Duration // how far the newest event is ahead of the machine's clock
}

// Figures of the laptop's health.
const (
	// fullDisk is the store's own limit: below it nothing is saved (pitfalls 3.2).
	fullDisk = 500 << 20
	// lowDisk is when the disk's item becomes a warning: twice what saving needs.
	lowDisk = 1 << 30
	// clockLimit is how far a clock may be off before somebody looks (record.md 4).
	clockLimit = 2 * time.Minute
	// lookEach is how often the disk is asked.
	lookEach = 5 * time.Second
)

// Full says that nothing can be saved until there is room.
func (h health) Full() bool { return h.Known && h.Free < fullDisk }

// Low says that the disk is nearly full.
func (h health) Low() bool { return h.Known && h.Free < lowDisk }

// Clock is how far the machine's clock is off, 0 while within the limit.
func (h health) Clock() time.Duration {
	switch {
	case h.Ahead > clockLimit:
		return -h.Ahead
	case h.Jump.Abs() > clockLimit:
		return h.Jump
	}
	return 0
}

// clocks compares the machine's wall clock with its monotonic one.
type clocks struct {
	now   func() time.Time
	up    func() time.Duration
	start time.Time
	from  time.Duration
}

// newClocks begins to compare. up may be nil: then the monotonic reading that the
// machine's own time carries is used.
func newClocks(now func() time.Time, up func() time.Duration) clocks {
	start := now()
	if up == nil {
		up = func() time.Duration { return now().Sub(start) }
	}
	return clocks{now, up, start, up()}
}

// jump is how far the wall clock was set since then.
func (c clocks) jump() time.Duration {
	// Round strips the monotonic reading: the walls are compared.
	return c.now().Round(0).Sub(c.start.Round(0)) - (c.up() - c.from)
}

// look asks how the laptop does, off the UI goroutine, and draws the bars again
// where the answer has changed.
func (s *shell) look() {
	s.looked = s.u.now()
	site, in := s.site, s.desk != nil // of the exam; the institution's book has no other laptops
	kit.Back(s.u.run, func() (health, error) {
		h := health{Jump: s.clocks.jump()}
		if s.opt.FreeSpace != nil {
			free, err := s.opt.FreeSpace(s.home)
			h.Free, h.Known = free, err == nil
		}
		if in && site != nil {
			if last, err := site.Newest(); err == nil {
				h.Ahead = last.Sub(site.Now().Time)
			}
		}
		return h, nil
	}, func(h health, _ error) {
		was := s.u.health
		s.u.health = h
		if was.Full() != h.Full() || was.Low() != h.Low() || was.Clock() != h.Clock() || was.Free>>30 != h.Free>>30 || h.Low() && was.Free>>20 != h.Free>>20 {
			s.bars()
		}
	})
}

// healthItems is the top bar's right side.
func (s *shell) healthItems() []kit.Health {
	u, h := s.u, s.u.health
	out := []kit.Health{}
	switch {
	case h.Low():
		out = append(out, kit.Health{Icon: "disk", Word: u.T("screen.bar.disk-low", "mb", int(h.Free>>20)), Bad: true, Do: s.explainHealth})
	case h.Known:
		out = append(out, kit.Health{Icon: "disk", Word: u.T("screen.bar.disk", "gb", int(h.Free>>30)), Do: s.explainHealth})
	}
	if h.Clock() != 0 {
		return append(out, kit.Health{Icon: "clock", Word: u.T(clockKey("screen.bar.clock", h.Clock()), "min", minutes(h.Clock())), Bad: true, Do: s.explainHealth})
	}
	return append(out, kit.Health{Icon: "clock", Word: u.T("screen.bar.clock-well"), Do: s.explainHealth})
}

// clockKey is a wording's key for a clock that is fast or slow.
func clockKey(key string, off time.Duration) string {
	if off < 0 {
		return key + "-slow"
	}
	return key + "-fast"
}

// minutes of a span, rounded up, without its sign.
func minutes(d time.Duration) int { return int((d.Abs() + time.Minute - 1) / time.Minute) }

// alarm is the band over the screen while nothing can be saved.
func (s *shell) alarm() string {
	if s.u.health.Full() {
		return s.u.T("screen.health.full")
	}
	return ""
}

// explainHealth is Ctrl D: what the top bar's items mean and what to do.
func (s *shell) explainHealth() {
	u, st := s.u, s.u.st
	row := func(icon string, state kit.State, what, do string) fyne.CanvasObject {
		return kit.Columns(14, kit.Top(st.Icon(icon, 26, state.Tone())),
			kit.Grow(kit.Col(4, st.Para(what, st.Lead, kit.Ink, 700), st.Para(do, st.Body, kit.Ink2, 700)), 1), kit.Top(st.Shape(state, 22)))
	}
	keys := kit.Table{{Names: []string{"Esc", "Ctrl+D", "Enter"}, Cap: "Esc", Word: u.T("screen.key.close"), Do: u.f.Close}}
	foot := []fyne.CanvasObject{st.Button(kit.Button{Word: u.T("screen.key.close"), Key: "Esc", Do: u.f.Close})}
	if d := s.desk; d != nil && exam.May("ConfirmClock", d.Staff().Role) {
		confirm := func() { u.f.Close(); confirmClock(u, d, s.redraw) }
		keys = append(keys, kit.Key{Names: []string{"F9"}, Word: u.T("screen.clock.confirm"), Do: confirm})
		foot = append(foot, st.Button(kit.Button{Word: u.T("screen.clock.confirm"), Key: "F9", Kind: kit.Go, Do: confirm}))
	}
	u.f.Open(&kit.Dialog{
		Title: u.T("screen.health.title"), Keys: keys, Foot: foot,
		Body: func() fyne.CanvasObject {
			h := u.health
			var rows []fyne.CanvasObject
			switch {
			case h.Full():
				rows = append(rows, row("disk", kit.Fault, u.T("screen.health.full"), u.T("screen.health.disk-do")))
			case h.Low():
				rows = append(rows, row("disk", kit.Caution, u.T("screen.bar.disk-low", "mb", int(h.Free>>20)), u.T("screen.health.disk-do")))
			case h.Known:
				rows = append(rows, row("disk", kit.Done, u.T("screen.bar.disk", "gb", int(h.Free>>30)), u.T("screen.health.disk-well")))
			}
			if off := h.Clock(); off != 0 {
				rows = append(rows, st.Rule(), row("clock", kit.Caution, u.T(clockKey("screen.bar.clock", off), "min", minutes(off)), u.T("screen.health.clock-do")))
			} else {
				rows = append(rows, st.Rule(), row("clock", kit.Done, u.T("screen.bar.clock-well"), u.T("screen.health.clock-well")))
			}
			return kit.Col(14, rows...)
		},
	})
}
