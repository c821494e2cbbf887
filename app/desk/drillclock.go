package desk

import (
	"sync"
	"time"

	"kaowu/store"
)

// drillClock is a clock that a drill's book sets: a drill goes on from its last
// event, whatever the day outside is (record.md 4). A real exam's book never sets it.
type drillClock struct {
	store.Clock
	mu    sync.Mutex
	ahead time.Duration
	moved bool
}

// Now is the machine's time, moved to where the drill stands.
func (c *drillClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.Clock.Now().Add(c.ahead)
}

// Ahead is by how much the clock was moved, so that the move is no jump (store.Shifted).
func (c *drillClock) Ahead() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ahead
}

// goOn moves the clock to a moment, once.
func (c *drillClock) goOn(from time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.moved {
		c.ahead, c.moved = from.Sub(c.Clock.Now()), true
	}
}

// drillGoesOn sets the clock of a drill that was opened again.
func (s *Site) drillGoesOn() error {
	if s.drill == nil || !s.book.Drill() {
		return nil
	}
	last, err := s.book.Last()
	if err != nil {
		return err
	}
	s.drill.goOn(last.Wall.Time)
	return nil
}
