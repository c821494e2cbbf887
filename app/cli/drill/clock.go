package drill

import (
	"sync"
	"time"
)

// Clock is the drill's clock: it stands still but for a few milliseconds a
// reading, and is moved on by the story. Wall and monotonic time move together,
// so no jump is ever seen.
type Clock struct {
	mu    sync.Mutex
	start time.Time
	now   time.Time
}

// tick is what each reading takes: saves of one candidate lie some time apart.
const tick = 7 * time.Millisecond

// NewClock starts a clock at a moment.
func NewClock(at time.Time) *Clock { return &Clock{start: at, now: at} }

// Now is the drill's wall clock.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(tick)
	return c.now
}

// Up is the time since the drill began.
func (c *Clock) Up() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now.Sub(c.start)
}

// To moves the clock on to a moment; it never goes back.
func (c *Clock) To(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at.After(c.now) {
		c.now = at
	}
}
