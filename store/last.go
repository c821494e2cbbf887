package store

import "kaowu/app/exam"

// Last is the newest event of the book's own log. Refusals: book-locked, no-event.
func (b *Book) Last() (exam.Fact, error) {
	d, err := b.opened()
	if err != nil {
		return exam.Fact{}, err
	}
	n := d.size()
	if n == 0 {
		return exam.Fact{}, errNoEvent
	}
	x, err := d.query()
	if err != nil {
		return exam.Fact{}, err
	}
	v, err := x.view(eventKey(d.log, n-1))
	if err != nil {
		return exam.Fact{}, err
	}
	return factOf(v, nil)
}
