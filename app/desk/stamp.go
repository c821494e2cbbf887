package desk

import (
	"context"
	"crypto/x509"
	"errors"
	"strconv"
	"strings"
	"time"

	"kaowu/app/exam"
	"kaowu/sync/stamp"
)

// Stamper is a time-stamping authority that can be asked (sync/stamp.Client is one).
type Stamper interface {
	Name() string
	Stamp(ctx context.Context, message []byte) ([]byte, stamp.Token, error)
}

// Stamped is what came of asking for a time stamp.
type Stamped struct {
	Time      exam.Time // the authority's; zero: there is no stamp
	Authority string
	Size      uint64        // events that the stamped checkpoint pins
	Off       time.Duration // how far this laptop's clock is behind the authority's
}

// StampTime has a new checkpoint stamped by an authority outside the site (RFC 3161): what
// it pins was there at that time. by may be nil: then the one of the options is asked.
// Refusals: stamp-none (no authority is set up), those of stamp.Client; nothing is
// recorded then.
func (d *Desk) StampTime(ctx context.Context, by Stamper) (Stamped, error) {
	if err := d.allow("StampTime", ""); err != nil {
		return Stamped{}, err
	}
	if by == nil {
		if d.site.opt.Stamper == nil {
			return Stamped{}, exam.Refuse("stamp-none")
		}
		var err error
		if by, err = d.site.opt.Stamper(); err != nil {
			return Stamped{}, err
		}
	}
	note, err := d.site.book.Checkpoint(ctx)
	if err != nil {
		return Stamped{}, err
	}
	token, t, err := by.Stamp(ctx, []byte(note))
	if err != nil {
		return Stamped{}, err
	}
	size := strings.SplitN(note, "\n", 3)[1]
	pins, err := strconv.ParseUint(size, 10, 64)
	if err != nil {
		return Stamped{}, err
	}
	now := d.site.book.Now()
	out := Stamped{Time: exam.At(t.Time.In(now.Location())), Authority: by.Name(), Size: pins}
	if off := out.Time.Sub(now.Time); off.Abs() >= exam.ClockWorth {
		out.Off = off
	}
	_, err = d.append(ctx, d.say(exam.TimeStamped, "log/"+d.site.book.Log(), "stamp/"+size,
		exam.TimeStamp{Checkpoint: note, Authority: by.Name(), Time: out.Time, Token: token}))
	return out, err
}

// stampQuietly asks for a stamp where an authority is set up; that there is none, or no
// network, is no error of what was done before.
func (d *Desk) stampQuietly(ctx context.Context) (*Stamped, error) {
	if d.site.opt.Stamper == nil || ctx.Err() != nil {
		return nil, nil
	}
	s, err := d.StampTime(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &s, nil
}

// stampedLast is the newest time stamp of this laptop's log; zero: there is none.
func (s *Site) stampedLast() (exam.Time, error) {
	facts, err := s.book.Events("log/" + s.book.Log())
	var at exam.Time
	for _, f := range facts {
		if f.Kind == exam.TimeStamped {
			b, err := exam.BodyOf[exam.TimeStamp](f)
			if err != nil {
				return at, err
			}
			at = b.Time
		}
	}
	return at, err
}

// CheckStamp checks tokens for store.VerifyFile: what a token says, and whether one of
// roots vouches for its authority. roots may be nil: then that stays unchecked.
func CheckStamp(roots *x509.CertPool) func(token, message []byte) (at time.Time, trusted bool, code string) {
	return func(token, message []byte) (time.Time, bool, string) {
		t, err := stamp.Read(token, message)
		if err == nil && roots != nil {
			err = t.TrustedBy(roots)
		}
		var r *exam.Refusal
		if errors.As(err, &r) {
			return t.Time, false, r.Code
		}
		return t.Time, roots != nil, ""
	}
}
