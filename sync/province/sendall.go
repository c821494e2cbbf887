package province

import (
	"context"
	"errors"
	"iter"
)

// Stored is a batch as the caller keeps it: the bytes that Encode made, their key
// and the exam numbers in them.
type Stored struct {
	Key  string
	Body []byte
	Want []string
}

// Keep is the batch in the form that is stored before it is sent.
func (b Batch) Keep() Stored {
	body, _ := Encode(b)
	s := Stored{Key: b.Key, Body: body, Want: make([]string, 0, len(b.Records))}
	for _, r := range b.Records {
		s.Want = append(s.Want, r.ExamNo)
	}
	return s
}

// underWay is how many batches SendAll has on the road: while the office judges
// one, the next is already travelling. More would only wait there.
const underWay = 2

// SendAll sends batches one after the other, at most two on the road at once, and
// gives each receipt, or the error of its Send, to took, in the order of the
// batches. An error from batches or took ends the sending; what is on the road by
// then still arrives and is given to took. No more than two batches are in memory.
// Where the office gives certificate numbers, it gives them in order of arrival.
func (c *Client) SendAll(ctx context.Context, batches iter.Seq2[Stored, error], took func(Stored, Receipt, error) error) error {
	type answer struct {
		receipt Receipt
		err     error
	}
	type flight struct {
		sent Stored
		got  chan answer
	}
	var road []flight
	var failed error
	land := func() {
		a := <-road[0].got
		failed = errors.Join(failed, took(road[0].sent, a.receipt, a.err))
		road = road[1:]
	}
	for s, err := range batches {
		if err != nil {
			failed = errors.Join(failed, err)
			break
		}
		f := flight{s, make(chan answer, 1)}
		go func() {
			r, err := c.Send(ctx, f.sent.Body, f.sent.Key, f.sent.Want)
			f.got <- answer{r, err}
		}()
		if road = append(road, f); len(road) == underWay {
			land()
		}
		if failed != nil {
			break
		}
	}
	for len(road) > 0 {
		land()
	}
	return failed
}
