package screen

import (
	"context"
	"time"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// watchmaker is the part of the desk that confirming the time uses.
type watchmaker interface {
	ConfirmClock(ctx context.Context, c desk.ClockConfirmed) ([]exam.ClockSpan, error)
}

// confirmClock asks the site lead for the true time 确认真实时间: it is typed ahead, and F9
// pressed when the telephone says it. Recorded times stay; the true ones are printed beside.
func confirmClock(u *ui, d watchmaker, after func()) {
	now := u.now()
	u.fill(form{title: u.T("screen.clock.confirm"), line: now.Format("2006-01-02 15:04:05"), said: u.T("screen.clock.how-long"), big: u.T("screen.clock.store"),
		blanks: []blank{{key: "true", label: u.T("screen.clock.true"), kind: plainBlank, text: now.Format("2006-01-02 ")},
			{key: "how", label: u.T("screen.clock.how"), text: u.T("screen.clock.telephone")},
			{key: "since", label: u.T("screen.clock.since"), kind: pickBlank, text: "log", codes: []string{"log", "start"}, words: []string{u.T("screen.clock.since-log"), u.T("screen.clock.since-start")}}},
		do: func(f answered) error {
			at, err := readClock(f.text("true"), now.Location())
			if err != nil {
				return exam.Refuse("clock-form")
			}
			_, err = d.ConfirmClock(u.ctx, desk.ClockConfirmed{True: exam.At(at), How: f.text("how"), Start: f["since"] == "start"})
			return err
		},
		done: func() { u.stored("screen.clock.stored") }, after: after})
}

// readClock reads a date and a time, to the minute or the second.
func readClock(text string, zone *time.Location) (time.Time, error) {
	at, err := time.ParseInLocation("2006-01-02 15:04:05", text, zone)
	if err != nil {
		at, err = time.ParseInLocation("2006-01-02 15:04", text, zone)
	}
	return at, err
}
