package store

import (
	"slices"

	"kaowu/app/exam"
)

// checkStamp checks a time stamp: it must be of a checkpoint that the archive holds, and
// the token of that very text. Whether the laptop's clock agreed with the authority's is
// said, not judged: a clock that was off is no forgery.
func (v *verifier) checkStamp(f exam.Fact) {
	b, err := exam.BodyOf[exam.TimeStamp](f)
	if err != nil || v.o.Stamp == nil {
		return
	}
	where := f.ID.String()
	c, err := textOf(b.Checkpoint)
	if err != nil || !slices.Contains(v.m.Checkpoints, b.Checkpoint) || f.On != "log/"+c.log {
		v.note("stamp-checkpoint", where)
		return
	}
	at, trusted, code := v.o.Stamp(b.Token, []byte(b.Checkpoint))
	if code == "" && !exam.At(at).Equal(b.Time.Time) {
		code = "stamp-time"
	}
	if code != "" {
		v.note(code, where, "authority", b.Authority)
		return
	}
	v.out.Stamps = append(v.out.Stamps, StampSays{Log: c.log, Size: c.size, Time: b.Time, Authority: b.Authority, Trusted: trusted, Off: b.Time.Sub(f.Wall.Time)})
}
