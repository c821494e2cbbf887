package cli

import (
	"errors"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/store"
)

// ledgerCommand is the ledger 工作台账 over all exams of the institution.
func (r *run) ledgerCommand() *cobra.Command {
	var who officer
	enter := &cobra.Command{Use: "enter --as NAME", Short: r.words.T("cli.ledger-enter"), Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return r.ledgerEnter(c, who) }}
	r.officerFlags(enter, &who)
	list, write := &cobra.Command{Use: "list", Short: r.words.T("cli.ledger-list"), Args: noArgs}, &cobra.Command{Use: "write FILE", Short: r.words.T("cli.ledger-write"), Args: exactly(1)}
	for c, do := range map[*cobra.Command]func(exam.LedgerFilter, []string) error{list: r.ledgerList, write: r.ledgerWrite} {
		var year int
		var occupation, level string
		c.Flags().IntVar(&year, "year", 0, r.words.T("cli.flag.year"))
		c.Flags().StringVar(&occupation, "occupation", "", r.words.T("cli.flag.occupation"))
		c.Flags().StringVar(&level, "level", "", r.words.T("cli.flag.level"))
		c.RunE = func(_ *cobra.Command, args []string) error {
			l := exam.LedgerFilter{Year: year, Occupation: occupation}
			if level != "" {
				var ok bool
				if l.Level, ok = exam.ParseLevel(level); !ok {
					return exam.Refuse("ledger-form", "item", "code:ledger.level")
				}
			}
			return do(l, args)
		}
	}
	return r.group("ledger", append(append(r.ledgerEntries(), r.cardCommands()...), enter, list, write)...)
}

// inLedger lets --as into the institution's book.
func (r *run) inLedger(do func(*desk.Officer) error) error {
	return r.officer(officer{r.as, r.passFile}, func(_ *desk.Institution, o *desk.Officer) error { return do(o) })
}

// ledgerEnter takes an exam from its own book, where --as is its lead, into the ledger.
func (r *run) ledgerEnter(c *cobra.Command, who officer) error {
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	taken, err := d.LedgerEntry()
	if err := closing(s, err); err != nil {
		return err
	}
	err = r.officer(r.besides(who), func(_ *desk.Institution, o *desk.Officer) error { return o.EnterExam(c.Context(), taken) })
	if err != nil {
		return err
	}
	if r.json {
		return r.printJSON(map[string]any{"ok": true, "exam": r.ledgerExam(taken.Entry, 0)})
	}
	r.say("cli.ledger-entered", "exam", taken.Entry.Exam, "state", "code:examstate."+taken.Entry.State)
	return nil
}

func (r *run) ledgerExam(e exam.ExamEntry, complaints int) map[string]any {
	subjects := []map[string]any{}
	for _, s := range e.Subjects {
		subjects = append(subjects, map[string]any{"occupation": s.Occupation, "trade": s.Trade, "level": s.Level,
			"enrolled": s.Enrolled, "present": s.Present, "qualified": s.Qualified, "pass_rate": s.PassRate()})
	}
	return map[string]any{"exam": e.Exam, "state": e.State, "year": e.Year(), "filed": e.Filed, "from": e.From, "to": e.To, "subjects": subjects,
		"violations": e.Violations, "complaints": complaints, "findings": e.Findings, "supervised": len(e.Supervision), "to_mend": e.Poor(), "notice_from": e.NoticeFrom, "notice_to": e.NoticeTo,
		"batches": e.Batches, "accepted": e.Accepted, "issued": e.Issued, "first": e.First, "last": e.Last, "archive": e.Archive, "keep_until": e.KeepUntil}
}

func (r *run) ledgerList(l exam.LedgerFilter, _ []string) error {
	return r.inLedger(func(o *desk.Officer) error {
		st, err := o.Ledger(l)
		if err != nil {
			return err
		}
		if r.json {
			return r.printJSON(r.ledgerJSON(st))
		}
		r.say("cli.ledger-counts", "exams", len(st.Exams), "orders", len(st.Orders), "complaints", len(st.Complaints))
		for _, e := range st.Exams {
			sum := e.Sum()
			r.say("cli.ledger-exam", "exam", e.Exam, "from", string(e.From), "state", "code:examstate."+e.State, "enrolled", sum.Enrolled, "present", sum.Present,
				"qualified", sum.Qualified, "violations", e.Violations, "findings", e.Findings, "complaints", st.About(e.Exam))
		}
		for _, x := range st.Orders {
			r.say("cli.ledger-order-line", "no", x.No, "kind", "code:ledger.order-"+x.Kind, "date", string(x.Date), "deadline", string(x.Deadline), "state", "code:ledger.order-state-"+desk.OrderWord(x, st.Today))
		}
		for _, x := range st.Complaints {
			r.say("cli.ledger-complaint-line", "no", x.No, "time", x.Time, "channel", x.Channel, "state", "code:ledger.complaint-"+complaintWord(x))
		}
		for _, x := range st.Doubles {
			r.say("cli.ledger-double", "first", x.First.Certificate, "exam", x.First.Exam, "second", x.Second.Certificate, "other", x.Second.Exam)
		}
		for _, x := range st.Conflicts {
			r.say("cli.ledger-conflict", "about", x.On)
		}
		return nil
	})
}

func complaintWord(c exam.ComplaintState) string {
	if c.Answer == nil {
		return "open"
	}
	return "answered"
}

// ledgerJSON leaves out who complained and what was said: `ledger write` gives that to
// whoever must have it.
func (r *run) ledgerJSON(st desk.LedgerView) map[string]any {
	exams, orders, complaints := []map[string]any{}, []map[string]any{}, []map[string]any{}
	for _, e := range st.Exams {
		exams = append(exams, r.ledgerExam(e, st.About(e.Exam)))
	}
	for _, x := range st.Orders {
		orders = append(orders, map[string]any{"no": x.No, "kind": x.Kind, "number": x.Number, "date": x.Date, "deadline": x.Deadline, "exam": x.Exam, "state": desk.OrderWord(x, st.Today)})
	}
	for _, x := range st.Complaints {
		complaints = append(complaints, map[string]any{"no": x.No, "time": x.Time, "channel": x.Channel, "exam": x.Exam, "state": complaintWord(x)})
	}
	doubles, conflicts := []map[string]any{}, []string{}
	for _, x := range st.Doubles {
		doubles = append(doubles, map[string]any{"exam": x.First.Exam, "certificate": x.First.Certificate, "other_exam": x.Second.Exam, "other_certificate": x.Second.Certificate})
	}
	for _, x := range st.Conflicts {
		conflicts = append(conflicts, x.On)
	}
	return map[string]any{"ok": true, "exams": exams, "orders": orders, "complaints": complaints, "doubles": doubles, "conflicts": conflicts}
}

func (r *run) ledgerWrite(l exam.LedgerFilter, args []string) error {
	if _, err := os.Stat(args[0]); err == nil {
		return exam.Refuse("file-exists", "file", args[0])
	}
	err := r.inLedger(func(o *desk.Officer) error {
		b, err := o.LedgerWorkbook(l)
		if err != nil {
			return err
		}
		return store.WriteFile(args[0], b.Data)
	})
	if err != nil {
		return err
	}
	if r.json {
		return r.printJSON(map[string]any{"ok": true, "file": args[0]})
	}
	r.say("cli.ledger-written", "file", args[0])
	return nil
}

// number reads the number of an entry.
func (r *run) number(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0, usage{errors.New(r.words.T("cli.not-a-number", "given", s))}
	}
	return n, nil
}
