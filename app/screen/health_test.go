package screen

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
)

// look.md 5: below 1 GB a chip, below 500 MB a band; it goes by itself when there
// is room again.
func TestDiskFillsAndFrees(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:40:00")
	w.enter(w.lead.Staff().Name)
	for _, tt := range []struct {
		free uint64
		want string
		band bool
		low  bool
	}{
		{41 << 30, "磁盘 41 GB", false, false},
		{1<<30 - 1<<20, "磁盘只剩 1023 MB", false, true},
		{499 << 20, "磁盘只剩 499 MB", true, true},
		{500 << 20, "磁盘只剩 500 MB", false, true},
		{2 << 30, "磁盘 2 GB", false, false},
	} {
		w.free = tt.free
		w.clock.pass(6 * time.Second)
		w.sh.tick()
		if got := w.says(); !strings.Contains(got, tt.want) {
			t.Errorf("%d: the bar does not say %q", tt.free, tt.want)
		}
		if got := w.sh.u.f.Bars().Alarm != ""; got != tt.band {
			t.Errorf("%d: band %v, want %v", tt.free, got, tt.band)
		}
		if w.sh.u.health.Low() != tt.low {
			t.Errorf("%d: low %v", tt.free, w.sh.u.health.Low())
		}
		if tt.band {
			w.shot("disk-full")
			w.sh.u.f.Press("Ctrl+D")
			w.shot("health")
			w.key(fyne.KeyEscape)
		}
	}
}

// What cannot be saved is refused with a sentence, and goes as soon as there is room.
func TestFullDiskRefuses(t *testing.T) {
	w, c := atDoor(t)
	w.key(fyne.KeyReturn)
	w.wants(exam.SessionOpened)
	w.free = 400 << 20
	no := string(w.candidates("T01")[0].No)
	w.typed(no)
	w.key(fyne.KeyReturn)
	w.wants()
	if c.shown == nil || c.shown.code != "disk-full" {
		t.Fatalf("shown %+v", c.shown)
	}
	w.key(fyne.KeyReturn)
	w.free = 40 << 30
	w.typed(no)
	w.key(fyne.KeyReturn)
	w.wants(exam.Admitted)
}

// The clock's item tells a clock that was set from one that stands behind the book.
func TestClockIsSeen(t *testing.T) {
	for _, tt := range []struct {
		h    health
		want time.Duration
	}{
		{health{}, 0},
		{health{Jump: 119 * time.Second}, 0},
		{health{Jump: 12 * time.Minute}, 12 * time.Minute},
		{health{Jump: -3 * time.Minute}, -3 * time.Minute},
		{health{Ahead: time.Hour}, -time.Hour}, // the newest event is an hour ahead: the clock is slow
		{health{Ahead: -time.Hour}, 0},         // written an hour ago
	} {
		if got := tt.h.Clock(); got != tt.want {
			t.Errorf("%+v: %v, want %v", tt.h, got, tt.want)
		}
	}
	w := newWorld(t, "2026-12-20 08:40:00")
	w.enter(w.lead.Staff().Name)
	at, up := w.clock.Now(), time.Duration(0)
	w.sh.clocks = newClocks(func() time.Time { return at }, func() time.Duration { return up })
	at, up = at.Add(12*time.Minute+time.Second), up+time.Second
	w.clock.pass(6 * time.Second)
	w.sh.tick()
	if !strings.Contains(w.says(), "时钟快 12 分") {
		t.Error("a clock set forward by 12 min is not seen")
	}
}

// F11 is kept on the laptop, and takes itself back.
func TestFullScreenIsKept(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:40:00")
	for _, want := range []bool{true, false} {
		w.key(fyne.KeyF11)
		if got := w.sh.app.Preferences().Bool("full"); got != want {
			t.Errorf("kept %v, want %v", got, want)
		}
	}
}
