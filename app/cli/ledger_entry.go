package cli

import (
	"os"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/store"
)

// flag is a text flag and where it goes.
type flag struct {
	name string
	to   *string
}

// entry makes a command that enters one thing into the institution's book and prints
// its number, if it has one.
func (r *run) entry(use, short string, args cobra.PositionalArgs, do func(*cobra.Command, *desk.Officer, []string) (string, error), flags ...flag) *cobra.Command {
	c := &cobra.Command{Use: use, Short: r.words.T(short), Args: args,
		RunE: func(c *cobra.Command, given []string) error {
			var no string
			err := r.inLedger(func(o *desk.Officer) (err error) {
				no, err = do(c, o, given)
				return err
			})
			if err != nil {
				return err
			}
			if r.json {
				return r.printJSON(map[string]any{"ok": true, "no": no})
			}
			if no == "" {
				r.say("cli.ledger-saved")
			} else {
				r.say("cli.ledger-saved-as", "no", no)
			}
			return nil
		}}
	for _, f := range flags {
		c.Flags().StringVar(f.to, f.name, "", r.words.T("cli.flag.ledger-"+f.name))
	}
	return c
}

// ledgerEntries enter orders of the office and complaints, with their answers. The exam
// that one is about is --exam.
func (r *run) ledgerEntries() []*cobra.Command {
	var x exam.OfficeOrder
	var day, deadline string
	order := r.entry("order", "cli.ledger-order", noArgs, func(c *cobra.Command, o *desk.Officer, _ []string) (string, error) {
		x.Date, x.Deadline, x.Exam = exam.Date(day), exam.Date(deadline), r.exam
		return o.EnterOrder(c.Context(), x)
	}, flag{"kind", &x.Kind}, flag{"number", &x.Number}, flag{"office", &x.Office}, flag{"date", &day}, flag{"deadline", &deadline}, flag{"text", &x.Text})

	var replied, said string
	reply := r.entry("reply NO", "cli.ledger-reply", exactly(1), func(c *cobra.Command, o *desk.Officer, args []string) (string, error) {
		no, err := r.number(args[0])
		if err != nil {
			return "", err
		}
		return args[0], o.ReplyToOrder(c.Context(), no, exam.OrderReply{Date: exam.Date(replied), Text: said})
	}, flag{"date", &replied}, flag{"text", &said})

	var k exam.Complaint
	var accepted string
	complaint := r.entry("complaint", "cli.ledger-complaint", noArgs, func(c *cobra.Command, o *desk.Officer, _ []string) (string, error) {
		k.AcceptedOn, k.Exam = exam.Date(accepted), r.exam
		return o.EnterComplaint(c.Context(), k)
	}, flag{"time", &k.Time}, flag{"channel", &k.Channel}, flag{"from", &k.From}, flag{"contact", &k.Contact}, flag{"object", &k.Object}, flag{"text", &k.Text},
		flag{"evidence", &k.Evidence}, flag{"accepted-by", &k.AcceptedBy}, flag{"accepted", &accepted}, flag{"investigator", &k.Investigator})

	var a exam.ComplaintAnswer
	var ended string
	answer := r.entry("answer NO", "cli.ledger-answer", exactly(1), func(c *cobra.Command, o *desk.Officer, args []string) (string, error) {
		no, err := r.number(args[0])
		if err != nil {
			return "", err
		}
		a.Date = exam.Date(ended)
		return args[0], o.AnswerComplaint(c.Context(), no, a)
	}, flag{"course", &a.Course}, flag{"conclusion", &a.Conclusion}, flag{"handling", &a.Handling}, flag{"date", &ended})
	var seen exam.ComplaintShown
	var shownOn string
	shown := r.entry("shown NO", "cli.ledger-shown", exactly(1), func(c *cobra.Command, o *desk.Officer, args []string) (string, error) {
		no, err := r.number(args[0])
		if err != nil {
			return "", err
		}
		seen.Date = exam.Date(shownOn)
		return args[0], o.ShowForComplaint(c.Context(), no, seen)
	}, flag{"date", &shownOn}, flag{"to", &seen.To}, flag{"what", &seen.What}, flag{"by", &seen.By})
	return []*cobra.Command{order, reply, complaint, answer, shown, r.complaintPaper()}
}

// complaintPaper writes the record of one complaint 投诉举报记录 as a PDF.
func (r *run) complaintPaper() *cobra.Command {
	return &cobra.Command{Use: "print NO FILE", Short: r.words.T("cli.ledger-print"), Args: exactly(2),
		RunE: func(_ *cobra.Command, args []string) error {
			no, err := r.number(args[0])
			if err != nil {
				return err
			}
			if _, err := os.Stat(args[1]); err == nil {
				return exam.Refuse("file-exists", "file", args[1])
			}
			return r.officer(officer{r.as, r.passFile}, func(i *desk.Institution, o *desk.Officer) error {
				doc, err := o.ComplaintPage(no)
				if err != nil {
					return err
				}
				pdf, err := i.PDF(doc)
				if err != nil {
					return err
				}
				return store.WriteFile(args[1], pdf)
			})
		}}
}

// cardCommands show and enter the staff's cards 考评员证卡 and past violations.
func (r *run) cardCommands() []*cobra.Command {
	list := &cobra.Command{Use: "cards", Short: r.words.T("cli.ledger-cards"), Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return r.inLedger(r.cards) }}

	var k exam.StaffCard
	var valid string
	card := r.entry("card NAME", "cli.ledger-card", exactly(1), func(c *cobra.Command, o *desk.Officer, args []string) (string, error) {
		k.Name, k.Valid = args[0], exam.Date(valid)
		return "", o.EnterCard(c.Context(), k)
	}, flag{"id", &k.IDNumber}, flag{"person", &k.Kind}, flag{"occupation", &k.Occupation}, flag{"card", &k.Card}, flag{"valid", &valid})

	var v exam.StaffViolation
	var date, barred string
	violation := r.entry("violation NAME", "cli.ledger-violation", exactly(1), func(c *cobra.Command, o *desk.Officer, args []string) (string, error) {
		v.Date, v.Barred, v.Exam = exam.Date(date), exam.Date(barred), r.exam
		return "", o.EnterViolation(c.Context(), args[0], v)
	}, flag{"date", &date}, flag{"code", &v.Code}, flag{"text", &v.Text}, flag{"barred", &barred})
	return []*cobra.Command{list, card, violation}
}

// cards prints each person's cards with the load of this year, and what falls short.
func (r *run) cards(o *desk.Officer) error {
	v, err := o.Cards()
	if err != nil {
		return err
	}
	today := v.Today
	if r.json {
		people, short := []map[string]any{}, []map[string]any{}
		for _, c := range v.Cards {
			cards := []map[string]any{}
			for _, k := range c.Cards {
				cards = append(cards, map[string]any{"kind": k.Kind, "occupation": k.Occupation, "card": k.Card, "valid": k.Valid})
			}
			load := c.Load[today.Year()]
			people = append(people, map[string]any{"name": c.Name, "cards": cards, "exams": load.Exams, "sessions": load.Sessions,
				"violations": len(c.Violations), "barred_until": c.Barred(today, today)})
		}
		for _, s := range v.Shortages {
			short = append(short, map[string]any{"occupation": s.Occupation, "day": s.Day, "have": s.Have, "need": v.Need})
		}
		return r.printJSON(map[string]any{"ok": true, "people": people, "short": short})
	}
	for _, c := range v.Cards {
		load := c.Load[today.Year()]
		r.say("cli.ledger-card-line", "name", c.Name, "valid", string(c.Valid("")), "exams", load.Exams, "sessions", load.Sessions, "violations", len(c.Violations))
		if until := c.Barred(today, today); until != "" {
			r.say("cli.ledger-barred-line", "name", c.Name, "until", string(until))
		}
	}
	for _, s := range v.Shortages {
		r.say("cli.ledger-short", "occupation", s.Occupation, "day", string(s.Day), "have", s.Have, "need", v.Need)
	}
	return nil
}
