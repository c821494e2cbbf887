package store

import (
	"time"

	"kaowu/app/exam"
)

// jumpLimit is how far the wall clock may move against the monotonic clock before
// the device says so (record.md 4).
const jumpLimit = 2 * time.Minute

// next is the stamp that follows s at a wall time: never behind s.
func next(s exam.Stamp, wall exam.Time) exam.Stamp {
	if wall.After(s.Time.Time) {
		return exam.Stamp{Time: wall}
	}
	return exam.Stamp{Time: s.Time, Tick: s.Tick + 1}
}

// jumpWatch compares the two clocks from one save to the next.
type jumpWatch struct {
	clock Clock
	wall  time.Time
	up    time.Duration
}

// Shifted is a clock that is ahead of the machine's on purpose, as a drill's is: that it
// is moved is no jump.
type Shifted interface {
	Clock
	Ahead() time.Duration // negative: behind
}

func newJumpWatch(c Clock) jumpWatch { return jumpWatch{c, machineTime(c, c.Now()), c.Up()} }

// machineTime is what the machine's clock says where c says now.
func machineTime(c Clock, now time.Time) time.Time {
	if s, is := c.(Shifted); is {
		return now.Add(-s.Ahead())
	}
	return now
}

// look reads both clocks and says by how much the wall clock jumped since the last
// look; 0 when by no more than the limit.
func (w *jumpWatch) look() (wall exam.Time, up int64, jump time.Duration) {
	now, mono := w.clock.Now(), w.clock.Up()
	machine := machineTime(w.clock, now)
	// Round strips the monotonic reading: the walls are to be compared.
	jump = machine.Round(0).Sub(w.wall.Round(0)) - (mono - w.up)
	if jump.Abs() <= jumpLimit {
		jump = 0
	}
	w.wall, w.up = machine, mono
	return wallTime(now), mono.Milliseconds(), jump
}
