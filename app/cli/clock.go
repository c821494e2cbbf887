package cli

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

func (r *run) clockCommand() *cobra.Command {
	var at, how string
	var start bool
	confirm := &cobra.Command{Use: "confirm --true TIME --how TEXT", Short: r.words.T("cli.clock-confirm"), Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return r.clockConfirm(c, at, how, start) }}
	confirm.Flags().StringVar(&at, "true", "", r.words.T("cli.flag.true"))
	confirm.Flags().StringVar(&how, "how", "", r.words.T("cli.flag.how"))
	confirm.Flags().BoolVar(&start, "since-start", false, r.words.T("cli.flag.since-start"))
	show := &cobra.Command{Use: "show", Short: r.words.T("cli.clock-show"), Args: noArgs, RunE: func(*cobra.Command, []string) error { return r.clockShow() }}
	return r.group("clock", confirm, show)
}

// clockTime reads --true: a date and a time of the site, or the time of events.
func clockTime(text string) (exam.Time, error) {
	zone := time.FixedZone("", 8*60*60)
	for _, layout := range []string{"2006-01-02 15:04:05", "2006-01-02 15:04", time.RFC3339} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return exam.At(t.In(zone)), nil
		}
	}
	return exam.Time{}, usage{fmt.Errorf("--true: %q is not like 2026-12-19 10:31:00", text)}
}

func (r *run) clockConfirm(c *cobra.Command, text, how string, start bool) error {
	if text == "" || how == "" {
		return usage{errors.New("clock confirm needs --true TIME and --how TEXT")}
	}
	at, err := clockTime(text)
	if err != nil {
		return err
	}
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	spans, err := d.ConfirmClock(c.Context(), desk.ClockConfirmed{True: at, How: how, Start: start})
	if err := closing(s, err); err != nil {
		return err
	}
	if !r.json {
		r.say("cli.clock-confirmed")
	}
	return r.printSpans(spans)
}

func (r *run) clockShow() error {
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	v, err := d.Clock()
	if err := closing(s, err); err != nil {
		return err
	}
	if !r.json {
		for _, m := range v.Said {
			if b, err := exam.BodyOf[exam.ClockJump](m.Fact); m.Fact.Kind == exam.ClockJumped && err == nil {
				r.say("cli.clock-jump", "at", m.Fact.Wall.Format("2006-01-02 15:04:05"), "seconds", b.Milliseconds/1000)
			}
		}
	}
	return r.printSpans(v.Wrong)
}

// printSpans prints the spans in which recorded times are off, and by how much.
func (r *run) printSpans(spans []exam.ClockSpan) error {
	list := []map[string]any{}
	for _, s := range spans {
		if s.Off() == 0 {
			continue
		}
		list = append(list, map[string]any{"from": s.Start, "until": s.End, "open": s.Until == 0, "seconds": s.Milliseconds / 1000})
		if !r.json {
			r.say("cli.clock-span", "from", s.Start.Format("2006-01-02 15:04:05"), "until", s.End.Format("2006-01-02 15:04:05"), "seconds", s.Milliseconds/1000)
		}
	}
	if r.json {
		return r.printJSON(map[string]any{"ok": true, "wrong": list})
	}
	if len(list) == 0 {
		r.say("cli.clock-right")
	}
	return nil
}
