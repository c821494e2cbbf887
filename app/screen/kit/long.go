package kit

import "time"

// Long is work that takes its time, as it stands: so many done of so many.
type Long struct {
	Done, Total int
	Start       time.Time
}

// settle is how long a rate is measured, and settleShare of how much of the work,
// before a time left is said of it: a first piece may be the slowest.
const (
	settle      = 2 * time.Second
	settleShare = 20 // one in so many
)

// Left is about how much time the rest takes at the rate so far; false while that
// cannot be said.
func (l Long) Left(now time.Time) (time.Duration, bool) {
	took := now.Sub(l.Start)
	if l.Done <= 0 || l.Done >= l.Total || took < settle || l.Done*settleShare < l.Total {
		return 0, false
	}
	return time.Duration(float64(took) / float64(l.Done) * float64(l.Total-l.Done)), true
}
