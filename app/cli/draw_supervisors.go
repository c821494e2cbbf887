package cli

import (
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"kaowu/app/exam"
)

// drawSupervisors draws supervisors and rooms 双随机: commit, then reveal.
func (r *run) drawSupervisors() *cobra.Command {
	var file, called, reason string
	var take int
	t := r.words.T
	commit := &cobra.Command{Use: "commit --seed-file F", Short: t("cli.draw-commit"), Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return r.commitDraw(c, file, take, reason) }}
	commit.Flags().StringVar(&file, "seed-file", "", t("cli.flag.seed-file"))
	commit.Flags().IntVar(&take, "take", 0, t("cli.flag.take"))
	commit.Flags().StringVar(&reason, "reason", "", t("cli.flag.draw-reason"))
	reveal := &cobra.Command{Use: "reveal --seed-file F --called N", Short: t("cli.draw-reveal"), Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return r.revealDraw(c, file, called) }}
	reveal.Flags().StringVar(&file, "seed-file", "", t("cli.flag.seed-file"))
	reveal.Flags().StringVar(&called, "called", "", t("cli.flag.called"))
	c := r.group("supervisors", commit, reveal)
	c.Short = t("cli.draw-supervisors")
	return c
}

// commitDraw writes the seed to a file that is not there yet, before the book has the
// digest: a digest whose seed is lost could never be revealed.
func (r *run) commitDraw(c *cobra.Command, file string, take int, reason string) error {
	if file == "" {
		return usage{errors.New("draw supervisors commit needs --seed-file F")}
	}
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return closing(s, fmt.Errorf("make the seed file: %w", err))
	}
	made, err := d.CommitDraw(c.Context(), take, reason)
	if err == nil {
		_, err = fmt.Fprintln(f, made.Seed)
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if made.Seed == "" {
		err = errors.Join(err, os.Remove(file))
	}
	if err := closing(s, err); err != nil {
		return err
	}
	if r.json {
		return r.printJSON(map[string]any{"ok": true, "draw": made.No, "digest": made.Digest, "take": made.Draw.Take})
	}
	r.say("cli.supervision-committed", "no", made.No, "digest", made.Digest, "supervisors", len(made.Draw.Supervisors),
		"sessions", len(made.Draw.Sessions), "take", made.Draw.Take, "file", file)
	return nil
}

func (r *run) revealDraw(c *cobra.Command, file, called string) error {
	if file == "" {
		return usage{errors.New("draw supervisors reveal needs --seed-file F")}
	}
	seed, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("read the seed file: %w", err)
	}
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	made, err := d.RevealDraw(c.Context(), string(seed), called)
	var roster *exam.Roster
	if err == nil {
		roster, err = s.Roster()
	}
	if err := closing(s, err); err != nil {
		return err
	}
	one := supervisionOf(made, roster.Plan)
	if r.json {
		return r.printJSON(map[string]any{"ok": true, "supervision": one})
	}
	r.saySupervision(one)
	return nil
}

// supervised is one draw of supervisors as programs read it: with seed and called, its
// lists give digest and pairs again.
type supervised struct {
	No          int               `json:"draw"`
	At          exam.Time         `json:"at"`
	Digest      string            `json:"digest"`
	Supervisors []exam.StaffID    `json:"supervisors"`
	Sessions    []exam.SessionNo  `json:"sessions"`
	Take        int               `json:"take"`
	Barred      []exam.BarredPair `json:"barred"`
	Reason      string            `json:"reason"`
	Revealed    exam.Time         `json:"revealed"`
	Seed        string            `json:"seed"`
	Called      string            `json:"called"`
	Pairs       []supervisedPair  `json:"pairs"`
}

type supervisedPair struct {
	exam.Pairing
	Name    string `json:"name"`
	Planned bool   `json:"planned"` // the plan has them there
}

func supervisionOf(d exam.SupervisionDraw, plan exam.Plan) supervised {
	c := d.Commitment
	out := supervised{No: d.No, At: d.When, Digest: c.Digest, Supervisors: c.Supervisors, Sessions: c.Sessions, Take: c.Take,
		Barred: c.Barred, Reason: c.Reason, Revealed: d.Revealed, Pairs: []supervisedPair{}}
	if d.Reveal != nil {
		out.Seed, out.Called = d.Reveal.Seed, d.Reveal.Called
	}
	for _, p := range d.Pairs {
		row := supervisedPair{Pairing: p}
		if i := slices.IndexFunc(plan.Staff, func(s exam.Staff) bool { return s.ID == p.Staff }); i >= 0 {
			row.Name, row.Planned = plan.Staff[i].Name, plan.Staff[i].In(p.Session)
		}
		out.Pairs = append(out.Pairs, row)
	}
	return out
}

func (r *run) saySupervision(d supervised) {
	r.say("cli.supervision", "no", d.No, "at", d.At.Format("2006-01-02 15:04"), "digest", d.Digest)
	if d.Reason != "" {
		r.say("cli.supervision-reason", "reason", d.Reason)
	}
	if d.Seed == "" {
		r.say("cli.supervision-waits")
		return
	}
	r.say("cli.supervision-open", "at", d.Revealed.Format("2006-01-02 15:04"), "seed", d.Seed, "called", d.Called)
	for _, p := range d.Pairs {
		key := "cli.supervision-pair"
		switch {
		case p.Staff == "":
			key = "cli.supervision-nobody"
		case !p.Planned:
			key = "cli.supervision-changed"
		}
		r.say(key, "session", string(p.Session), "staff", string(p.Staff), "name", p.Name)
	}
}
