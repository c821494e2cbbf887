package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// violationCommand lists and handles the violations 违纪违规 of candidates.
func (r *run) violationCommand() *cobra.Command {
	list := &cobra.Command{Use: "list NO", Short: r.words.T("cli.violation-list"), Args: exactly(1),
		RunE: func(_ *cobra.Command, args []string) error { return r.violations(args[0], nil) }}
	return r.group("violation", list, r.violationReport(), r.violationHear(), r.violationDecide(), r.violationDeliver())
}

// violationStep makes a command about one violation: candidate and number, then the flags.
func (r *run) violationStep(use string, do func(*cobra.Command, *desk.Desk, exam.CandidateNo, int) error, flags ...flag) *cobra.Command {
	c := &cobra.Command{Use: use + " NO N", Short: r.words.T("cli.violation-" + use), Args: exactly(2),
		RunE: func(c *cobra.Command, args []string) error {
			n, err := r.number(args[1])
			if err != nil {
				return err
			}
			return r.violations(args[0], func(d *desk.Desk) error { return do(c, d, exam.CandidateNo(args[0]), n) })
		}}
	r.violationFlags(c, flags)
	return c
}

func (r *run) violationFlags(c *cobra.Command, flags []flag) {
	for _, f := range flags {
		c.Flags().StringVar(f.to, f.name, "", r.words.T("cli.flag.violation-"+f.name))
	}
}

func (r *run) violationReport() *cobra.Command {
	var v exam.Violation
	var in string
	c := &cobra.Command{Use: "report NO", Short: r.words.T("cli.violation-report"), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			v.Session = exam.SessionNo(in)
			return r.violations(args[0], func(d *desk.Desk) error {
				_, err := d.ReportViolation(c.Context(), exam.CandidateNo(args[0]), v)
				return err
			})
		}}
	r.violationFlags(c, []flag{{"session", &in}, {"code", &v.Code}, {"facts", &v.Facts}, {"evidence", &v.Evidence}, {"time", &v.Time}})
	return c
}

func (r *run) violationHear() *cobra.Command {
	var h exam.Hearing
	var witnesses, staff, supervisor string
	c := r.violationStep("hear", func(c *cobra.Command, d *desk.Desk, no exam.CandidateNo, n int) error {
		h.Witnesses = strings.FieldsFunc(witnesses, func(x rune) bool { return strings.ContainsRune(",，、", x) })
		h.Staff, h.Supervisor = staffList(staff), exam.StaffID(supervisor)
		return d.HearViolation(c.Context(), no, n, h)
	}, flag{"statement", &h.Statement}, flag{"handled", &h.Handled}, flag{"witnesses", &witnesses}, flag{"staff", &staff}, flag{"supervisor", &supervisor})
	c.Flags().BoolVar(&h.Signed, "signed", false, r.words.T("cli.flag.violation-signed"))
	return c
}

func (r *run) violationDecide() *cobra.Command {
	var void string
	k := exam.Decision{Void: []exam.Component{}}
	return r.violationStep("decide", func(c *cobra.Command, d *desk.Desk, no exam.CandidateNo, n int) error {
		for _, comp := range strings.FieldsFunc(void, func(x rune) bool { return strings.ContainsRune(" ,，、", x) }) {
			if !slices.Contains(exam.Components(), exam.Component(comp)) {
				return exam.Refuse("no-component", "given", comp)
			}
			k.Void = append(k.Void, exam.Component(comp))
		}
		return d.DecideViolation(c.Context(), no, n, k)
	}, flag{"void", &void}, flag{"reason", &k.Reason})
}

func (r *run) violationDeliver() *cobra.Command {
	var k exam.Delivery
	var day string
	return r.violationStep("deliver", func(c *cobra.Command, d *desk.Desk, no exam.CandidateNo, n int) error {
		k.Date = exam.Date(day)
		return d.DeliverDecision(c.Context(), no, n, k)
	}, flag{"date", &day}, flag{"to", &k.To}, flag{"how", &k.How})
}

// violationState is how far a violation is.
func violationState(v exam.Seen) string {
	switch {
	case v.Delivered != nil:
		return "delivered"
	case v.Decided:
		return "decided"
	case v.Heard != nil:
		return "heard"
	}
	return "seen"
}

// violations prints a candidate's violations to who may see them all; whoever reports one
// sees that it was saved. do comes before; nil: only prints.
func (r *run) violations(no string, do func(*desk.Desk) error) error {
	var list []exam.Seen
	err := r.asDesk(func(d *desk.Desk) (err error) {
		if do != nil {
			if err := do(d); err != nil {
				return err
			}
		}
		if !exam.May("Violations", d.Staff().Role) {
			return nil
		}
		list, err = d.Violations(exam.CandidateNo(no))
		return err
	})
	if err != nil {
		return err
	}
	if r.json {
		out := []map[string]any{}
		for _, v := range list {
			out = append(out, map[string]any{"no": v.No, "session": v.Session, "time": v.Time, "code": v.Code, "state": violationState(v), "void": v.Decision.Void})
		}
		return r.printJSON(map[string]any{"ok": true, "violations": out})
	}
	r.say("cli.violations", "no", no, "n", len(list))
	for _, v := range list {
		r.say("cli.violation-row", "n", v.No, "session", string(v.Session), "time", v.Time, "code", "code:violation."+v.Code, "facts", v.Facts, "state", "code:violation.state-"+violationState(v))
	}
	return nil
}
