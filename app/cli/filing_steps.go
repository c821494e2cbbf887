package cli

import (
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/sheet"
	"kaowu/store"
)

// filingSteps are the commands that move a loaded filing on.
func (r *run) filingSteps() []*cobra.Command {
	step := func(use string, do func(*cobra.Command, *desk.Officer, []string) error, args cobra.PositionalArgs) *cobra.Command {
		name, _, _ := strings.Cut(use, " ")
		return &cobra.Command{Use: use, Short: r.words.T("cli.filing-" + name), Args: args,
			RunE: func(c *cobra.Command, given []string) error {
				return r.asOfficer(func(o *desk.Officer) error { return do(c, o, given) })
			}}
	}
	confirm := step("confirm", func(c *cobra.Command, o *desk.Officer, _ []string) error { return o.ConfirmFiling(c.Context()) }, noArgs)
	notice := step("notice", func(c *cobra.Command, o *desk.Officer, _ []string) error {
		_, err := o.NoticeFiling(c.Context())
		return err
	}, noArgs)
	publish := step("publish", func(c *cobra.Command, o *desk.Officer, _ []string) error { return o.PublishFiling(c.Context()) }, noArgs)
	show := step("show", func(*cobra.Command, *desk.Officer, []string) error { return nil }, noArgs)

	var from, channel, text string
	object := step("object", func(c *cobra.Command, o *desk.Officer, _ []string) error {
		_, err := o.NoteObjection(c.Context(), exam.Objection{From: from, Channel: channel, Text: text})
		return err
	}, noArgs)
	object.Flags().StringVar(&from, "from", "", r.words.T("cli.flag.objection-from"))
	object.Flags().StringVar(&channel, "channel", "", r.words.T("cli.flag.objection-channel"))
	object.Flags().StringVar(&text, "text", "", r.words.T("cli.flag.objection-text"))

	var upheld bool
	var said string
	answer := step("answer NO", func(c *cobra.Command, o *desk.Officer, args []string) error {
		no, err := strconv.Atoi(args[0])
		if err != nil {
			return usage{err}
		}
		return o.AnswerObjection(c.Context(), no, exam.Answer{Upheld: upheld, Text: said})
	}, exactly(1))
	answer.Flags().BoolVar(&upheld, "upheld", false, r.words.T("cli.flag.upheld"))
	answer.Flags().StringVar(&said, "text", "", r.words.T("cli.flag.answer-text"))
	return []*cobra.Command{confirm, notice, object, answer, publish, r.replyCommand(step), r.filingPrint(), show}
}

// replyCommand enters the office's reply 备案回执.
func (r *run) replyCommand(step func(string, func(*cobra.Command, *desk.Officer, []string) error, cobra.PositionalArgs) *cobra.Command) *cobra.Command {
	var number, from, until, scope, scan string
	reply := step("reply", func(c *cobra.Command, o *desk.Officer, _ []string) error {
		body := exam.Reply{Number: number, From: exam.Date(from), Until: exam.Date(until)}
		if scope != "" {
			f, err := r.readFiling(c, scope)
			if err != nil {
				return err
			}
			body.Scopes = f.Filing.Scopes
			body.Branches = []exam.GrantedBranch{}
			for _, b := range f.Filing.Branches {
				if b.Number != "" {
					body.Branches = append(body.Branches, exam.GrantedBranch{Name: b.Name, Place: b.Place, Number: b.Number})
				}
			}
		}
		var paper []byte
		if scan != "" {
			var err error
			if paper, err = os.ReadFile(scan); err != nil {
				return err
			}
		}
		return o.EnterReply(c.Context(), body, paper)
	}, noArgs)
	f := reply.Flags()
	f.StringVar(&number, "number", "", r.words.T("cli.flag.reply-number"))
	f.StringVar(&from, "from", "", r.words.T("cli.flag.reply-from"))
	f.StringVar(&until, "until", "", r.words.T("cli.flag.reply-until"))
	f.StringVar(&scope, "scope", "", r.words.T("cli.flag.reply-scope"))
	f.StringVar(&scan, "scan", "", r.words.T("cli.flag.reply-scan"))
	return reply
}

// asOfficer lets --as into the institution's book, does one thing and shows where the
// filing stands then.
func (r *run) asOfficer(do func(*desk.Officer) error) error {
	return r.inInstitution(func(_ *desk.Institution, o *desk.Officer) error { return do(o) })
}

// inInstitution is asOfficer for what needs the book itself too.
func (r *run) inInstitution(do func(*desk.Institution, *desk.Officer) error) error {
	var st exam.FilingState
	var name string
	err := r.officer(officer{r.as, r.passFile}, func(i *desk.Institution, o *desk.Officer) error {
		name = i.Cover().Exam
		err := do(i, o)
		if err == nil {
			st, err = o.Filing()
		}
		return err
	})
	if err != nil {
		return err
	}
	return r.printFiling(name, st)
}

// printFiling shows where a filing stands.
func (r *run) printFiling(name string, st exam.FilingState) error {
	version := 0
	if st.Drafted != nil {
		version = st.Drafted.Version
	}
	if r.json {
		objections := []map[string]any{}
		for _, b := range st.Objections {
			answered := b.Answer != nil
			objections = append(objections, map[string]any{"no": b.No, "answered": answered, "upheld": answered && b.Answer.Upheld})
		}
		out := map[string]any{"ok": true, "institution": name, "stage": st.Stage, "version": version, "until": st.Until,
			"counts": sheet.FilingCounts(st.Filing), "objections": objections, "reply": nil}
		if g, ok := st.Granted(); ok {
			out["reply"] = map[string]any{"number": g.Number, "from": g.From, "until": g.Until, "scopes": len(g.Scopes), "branches": len(g.Branches)}
		}
		return r.printJSON(out)
	}
	r.say("cli.filing-state", "institution", name, "version", version, "stage", "code:examstate.filing-"+st.Stage)
	if st.Stage == desk.StageNoticed {
		r.say("cli.filing-until", "until", string(st.Until))
	}
	for _, b := range st.Objections {
		key := "cli.filing-objection-open"
		if b.Answer != nil {
			key = "cli.filing-objection-answered"
		}
		r.say(key, "no", b.No)
	}
	if g, ok := st.Granted(); ok {
		r.say("cli.filing-replied", "number", g.Number, "from", string(g.From), "until", string(g.Until), "scopes", len(g.Scopes))
	} else {
		r.say("cli.filing-unreplied")
	}
	return nil
}

// filingPrint writes the filing form as PDF where there is no file yet.
func (r *run) filingPrint() *cobra.Command {
	return &cobra.Command{Use: "print FILE", Short: r.words.T("cli.filing-print"), Args: exactly(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if _, err := os.Stat(args[0]); err == nil {
				return exam.Refuse("file-exists", "file", args[0])
			}
			return r.inInstitution(func(i *desk.Institution, o *desk.Officer) error {
				doc, err := o.FilingForm()
				if err != nil {
					return err
				}
				pdf, err := i.PDF(doc)
				if err != nil {
					return err
				}
				return store.WriteFile(args[0], pdf)
			})
		}}
}
