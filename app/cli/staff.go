package cli

import (
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// staffCommand lists who is disqualified 取消考务资格, and does what follows from it.
func (r *run) staffCommand() *cobra.Command {
	c := &cobra.Command{Use: "staff", Short: r.words.T("cli.staff"), Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return r.disqualified(nil) }}
	c.AddCommand(r.staffDisqualify(), r.staffReinstate(), r.staffAffected(), r.staffDecide(), r.staffSession())
	return c
}

func (r *run) staffDisqualify() *cobra.Command {
	t := r.words.T
	var q exam.Disqualification
	var from string
	c := &cobra.Command{Use: "disqualify STAFF --code C --reason T", Short: t("cli.staff-disqualify"), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			if from != "" {
				at, err := time.ParseInLocation("2006-01-02 15:04", from, time.FixedZone("", 8*3600))
				if err != nil {
					return usage{errors.New(t("cli.staff-time", "given", from))}
				}
				q.From = exam.At(at)
			}
			return r.affected(args[0], func(d *desk.Desk) error { return d.Disqualify(c.Context(), exam.StaffID(args[0]), q) })
		}}
	f := c.Flags()
	f.StringVar(&q.Code, "code", "", t("cli.flag.staff-code"))
	f.StringVar(&q.Text, "reason", "", t("cli.flag.staff-reason"))
	f.StringVar(&q.Evidence, "evidence", "", t("cli.flag.staff-evidence"))
	f.StringVar(&q.Witness, "witness", "", t("cli.flag.staff-witness"))
	f.StringVar(&from, "from", "", t("cli.flag.staff-from"))
	f.IntVar(&q.Ledger, "ledger", 0, t("cli.flag.staff-ledger"))
	return c
}

func (r *run) staffReinstate() *cobra.Command {
	var reason string
	c := &cobra.Command{Use: "reinstate STAFF --reason T", Short: r.words.T("cli.staff-reinstate"), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			return r.disqualified(func(d *desk.Desk) error {
				return d.Disqualify(c.Context(), exam.StaffID(args[0]), exam.Disqualification{Text: reason, Lifted: true})
			})
		}}
	c.Flags().StringVar(&reason, "reason", "", r.words.T("cli.flag.staff-reason"))
	return c
}

func (r *run) staffAffected() *cobra.Command {
	return &cobra.Command{Use: "affected STAFF", Short: r.words.T("cli.staff-affected"), Args: exactly(1),
		RunE: func(_ *cobra.Command, args []string) error { return r.affected(args[0], nil) }}
}

// disqualified prints who may not act any more, after do; nil: only prints.
func (r *run) disqualified(do func(*desk.Desk) error) error {
	var rows []desk.DisqualifiedRow
	err := r.asDesk(func(d *desk.Desk) (err error) {
		if do != nil {
			if err := do(d); err != nil {
				return err
			}
		}
		rows, err = d.Disqualified()
		return err
	})
	if err != nil {
		return err
	}
	if r.json {
		out := []map[string]any{}
		for _, x := range rows {
			out = append(out, map[string]any{"staff": x.Staff, "role": x.Role, "code": x.Code, "text": x.Text, "evidence": x.Evidence, "witness": x.Witness,
				"from": x.From, "at": x.When, "by": x.Disqualified.By, "ledger": x.Ledger, "affected": x.Parts, "undecided": x.Waiting})
		}
		return r.printJSON(map[string]any{"ok": true, "disqualified": out})
	}
	r.say("cli.staff-list", "n", len(rows))
	for _, x := range rows {
		r.say("cli.staff-row", "staff", string(x.Staff), "name", x.Name, "role", x.Role, "at", x.When.Format("2006-01-02 15:04"),
			"violation", "code:violation."+x.Code, "text", x.Text, "parts", x.Parts, "waiting", x.Waiting)
		if !x.From.IsZero() {
			r.say("cli.staff-from-row", "from", x.From.Format("2006-01-02 15:04"))
		}
	}
	return nil
}

// affected prints whom a disqualified person had a part in, and their results without it,
// after do; nil: only prints.
func (r *run) affected(who string, do func(*desk.Desk) error) error {
	var v desk.AffectedView
	err := r.asDesk(func(d *desk.Desk) (err error) {
		if do != nil {
			if err := do(d); err != nil {
				return err
			}
		}
		v, err = d.Affected(exam.StaffID(who))
		return err
	})
	if err != nil {
		return err
	}
	waiting := 0
	for _, a := range v.Rows {
		if !a.Answered {
			waiting++
		}
	}
	if r.json {
		out := []map[string]any{}
		for _, a := range v.Rows {
			var parts []string
			for _, p := range a.Parts {
				parts = append(parts, p.What)
			}
			out = append(out, map[string]any{"exam_no": a.Candidate.No, "component": a.Component, "session": a.Session, "parts": parts,
				"state": a.State, "total": scoreText(a.Is.Total), "qualified": a.Is.Qualified, "total_without": scoreText(a.Without.Total),
				"qualified_without": a.Without.Qualified, "suffices": a.Suffices(), "left": a.Left, "need": a.Need, "decision": decision(a)})
		}
		return r.printJSON(map[string]any{"ok": true, "staff": v.Person.ID, "undecided": waiting, "affected": out})
	}
	r.say("cli.affected", "staff", string(v.Person.ID), "name", v.Person.Name, "n", len(v.Rows), "waiting", waiting)
	for _, a := range v.Rows {
		var parts []string
		for _, p := range a.Parts {
			parts = append(parts, "code:part."+p.What)
		}
		if a.Suffices() {
			r.say("cli.affected-row", "no", string(a.Candidate.No), "component", a.Component, "parts", parts, "is", r.outcome(a.Is), "without", r.outcome(a.Without), "decision", "code:reassess."+decision(a))
		} else {
			r.say("cli.affected-short", "no", string(a.Candidate.No), "component", a.Component, "parts", parts, "is", r.outcome(a.Is), "have", a.Left, "decision", "code:reassess."+decision(a))
		}
	}
	return nil
}

// decision is the word for what was decided.
func decision(a desk.AffectedRow) string {
	if !a.Answered {
		return "waits"
	}
	return a.Decision.Choice
}

// outcome is a result in a few words.
func (r *run) outcome(x exam.Result) string {
	return r.words.T("cli.staff-outcome", "total", r.orWord(scoreText(x.Total)), "verdict", "code:verdict."+verdict(x.Qualified))
}

func (r *run) staffDecide() *cobra.Command {
	t := r.words.T
	var k desk.Reassess
	var stands, again, restored bool
	var in, comp, scorers string
	c := &cobra.Command{Use: "decide STAFF [NO] (--stands | --again | --restored) --reason T", Short: t("cli.staff-decide"), Args: between(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			n := 0
			for choice, set := range map[string]bool{exam.ReassessStands: stands, exam.ReassessAgain: again, exam.ReassessRestored: restored} {
				if set {
					k.Choice, n = choice, n+1
				}
			}
			if n != 1 {
				return usage{errors.New(t("cli.staff-choice"))}
			}
			if len(args) == 2 {
				k.Candidate = exam.CandidateNo(args[1])
			}
			k.Component, k.Session, k.Scorers = exam.Component(comp), exam.SessionNo(in), staffList(scorers)
			err := r.asDesk(func(d *desk.Desk) (err error) {
				n, err = d.DecideReassessment(c.Context(), exam.StaffID(args[0]), k)
				return err
			})
			if err != nil {
				return err
			}
			if r.json {
				return r.printJSON(map[string]any{"ok": true, "decided": n})
			}
			r.say("cli.decided", "n", n)
			return nil
		}}
	f := c.Flags()
	f.BoolVar(&stands, "stands", false, t("cli.flag.staff-stands"))
	f.BoolVar(&again, "again", false, t("cli.flag.staff-again"))
	f.BoolVar(&restored, "restored", false, t("cli.flag.staff-restored"))
	f.StringVar(&k.Reason, "reason", "", t("cli.flag.staff-reason"))
	f.StringVar(&comp, "component", "", t("cli.flag.staff-component"))
	f.StringVar(&in, "session", "", t("cli.flag.staff-in"))
	f.StringVar(&scorers, "scorers", "", t("cli.flag.staff-scorers"))
	return c
}

// staffList reads ids with commas between.
func staffList(s string) []exam.StaffID {
	out := []exam.StaffID{}
	for _, id := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' || r == '，' || r == '、' }) {
		out = append(out, exam.StaffID(id))
	}
	return out
}

func (r *run) staffSession() *cobra.Command {
	t := r.words.T
	var n exam.SessionNaming
	var people, date, comp string
	var drop bool
	c := &cobra.Command{Use: "session NO (--component C --subject S --room R --date D --start T --end T --staff S,S | --drop) --reason T", Short: t("cli.staff-session"), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			n.Row.No, n.Row.Date, n.Row.Component, n.Staff = exam.SessionNo(args[0]), exam.Date(date), exam.Component(comp), staffList(people)
			said := "cli.session-named"
			err := r.asDesk(func(d *desk.Desk) error {
				if drop {
					said = "cli.session-dropped"
					return d.DropSession(c.Context(), n.Row.No, n.Reason)
				}
				return d.NameSession(c.Context(), n)
			})
			if err != nil {
				return err
			}
			if r.json {
				return r.printJSON(map[string]any{"ok": true, "session": n.Row.No})
			}
			r.say(said, "session", string(n.Row.No))
			return nil
		}}
	f := c.Flags()
	f.StringVar(&comp, "component", string(exam.Practical), t("cli.flag.staff-component"))
	f.StringVar(&n.Row.Subject, "subject", "", t("cli.flag.staff-subject"))
	f.StringVar(&n.Row.Room, "room", "", t("cli.flag.staff-room"))
	f.StringVar(&date, "date", "", t("cli.flag.staff-date"))
	f.StringVar(&n.Row.Start, "start", "", t("cli.flag.staff-start"))
	f.StringVar(&n.Row.End, "end", "", t("cli.flag.staff-end"))
	f.StringVar(&people, "staff", "", t("cli.flag.staff-people"))
	f.StringVar(&n.Reason, "reason", "", t("cli.flag.staff-reason"))
	f.BoolVar(&drop, "drop", false, t("cli.flag.staff-drop"))
	return c
}
