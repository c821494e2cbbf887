package desk

import (
	"kaowu/app/exam"
	"kaowu/store"
)

// Words of an exam's state, worded under "examstate.<word>".
const (
	stateLoading  = "loading"
	statePrepared = "prepared"
	stateRunning  = "running"
	stateArchived = "archived"
	stateDeleted  = "deleted"
	stateFiling   = "filing-" // of an institution's book, then the filing's stage
)

// showState puts where the exam stands on the book's cover, for whoever looks
// without a key.
func (d *Desk) showState(word string) error {
	if d.site.Cover().State == word {
		return nil
	}
	return d.site.book.UpdateCover(func(c *store.Cover) { c.State = word })
}

// showPlan puts a loaded plan's open part on the cover.
func (d *Desk) showPlan(p exam.Plan) error {
	return d.site.book.UpdateCover(func(c *store.Cover) {
		c.Show(p)
		c.State = statePrepared
	})
}

// BookCover is a book's readable page: what a screen may know before anybody has signed in.
type BookCover = store.Cover
