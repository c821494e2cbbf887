package cli

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/store"
)

func (r *run) statusCommand() *cobra.Command {
	return &cobra.Command{Use: "status", Short: r.words.T("cli.status"), Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return r.status(c) }}
}

func (r *run) rebuildCommand() *cobra.Command {
	return &cobra.Command{Use: "rebuild", Short: r.words.T("cli.rebuild"), Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return r.rebuild() }}
}

// finding is something that does not hold, as programs read it.
type finding struct {
	Code    string `json:"code"`
	Where   string `json:"where"`
	Message string `json:"message"`
}

func (r *run) findings(list []store.Finding) []finding {
	out := []finding{}
	for _, f := range list {
		out = append(out, finding{f.Code, f.Where, r.words.Args("finding."+f.Code, f.Args)})
	}
	return out
}

func (r *run) printFindings(list []finding) {
	for i, f := range list {
		fmt.Fprintln(r.env.Out, r.words.T("cli.finding", "n", i+1, "message", f.Message, "where", f.Where, "code", f.Code))
	}
}

// logs lists how far each log goes, as programs read it.
func logs(list []store.LogStatus) []map[string]any {
	out := []map[string]any{}
	for _, l := range list {
		out = append(out, map[string]any{"log": l.Log, "size": l.Size, "root": l.Root, "checkpoints": l.Checkpoints})
	}
	return out
}

// nothing says whether the home is there and holds no exam yet, as a drill's does
// when it is killed early; that is no damage.
func (r *run) nothing() (bool, error) {
	if _, err := os.Stat(r.homeDir()); err != nil {
		return false, nil
	}
	covers, err := store.Covers(r.homeDir())
	return err == nil && len(covers) == 0, err
}

// empty answers for a home without an exam.
func (r *run) empty() error {
	if r.json {
		gone, err := r.deleted()
		if err != nil {
			return err
		}
		return r.printJSON(map[string]any{"ok": true, "exam": nil, "state": "empty", "events": 0, "logs": []string{}, "waiting": 0, "conflicts": 0, "findings": []finding{}, "deleted": gone})
	}
	r.say("cli.status-empty")
	return r.sayDeleted()
}

// status without --as reads the cover only; with it everything is checked. It
// answers no only for a damaged book.
func (r *run) status(c *cobra.Command) error {
	if done, err := r.deletedStatus(); err != nil || done {
		return err
	}
	if none, err := r.nothing(); err != nil {
		return err
	} else if none {
		return r.empty()
	}
	if r.as == "" {
		return r.coverStatus()
	}
	cover, err := desk.Cover(r.homeDir(), r.exam)
	if err != nil {
		return err
	}
	r.exam = cover.Exam // of the institution's book where the home holds no exam
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	rep, err := s.Check(c.Context(), r.progress("cli.checking"))
	if err != nil {
		return closing(s, err)
	}
	st, err := d.State()
	if err := closing(s, err); err != nil {
		return err
	}
	found := r.findings(rep.Findings)
	damaged := store.Damaged(rep.Findings)
	gone, err := r.deleted()
	if err != nil {
		return err
	}
	if r.json {
		if err := r.printJSON(map[string]any{"ok": !damaged, "exam": s.Cover().Exam, "state": st.Word, "events": rep.Events,
			"logs": logs(rep.Logs), "waiting": st.Waiting, "conflicts": st.Conflicts, "findings": found, "deleted": gone}); err != nil {
			return err
		}
	} else {
		r.say("cli.status-line", "exam", s.Cover().Exam, "state", "code:examstate."+st.Word, "events", rep.Events, "waiting", st.Waiting, "conflicts", st.Conflicts)
		r.printFindings(found)
		if err := r.sayDeleted(); err != nil {
			return err
		}
	}
	if damaged {
		return errNo
	}
	return nil
}

func (r *run) coverStatus() error {
	c, err := desk.Cover(r.homeDir(), r.exam)
	if err != nil {
		return err
	}
	if r.json {
		gone, err := r.deleted()
		if err != nil {
			return err
		}
		return r.printJSON(map[string]any{"ok": true, "exam": c.Exam, "state": c.State, "events": c.Events, "logs": []map[string]any{{"log": c.Log, "size": c.Events}}, "waiting": 0, "conflicts": 0, "checked": "cover", "deleted": gone})
	}
	r.say("cli.status-cover", "exam", c.Exam, "state", "code:examstate."+c.State, "events", c.Events)
	return r.sayDeleted()
}

// rebuild remakes Badger and the tree from the journal.
func (r *run) rebuild() error {
	if none, err := r.nothing(); err != nil {
		return err
	} else if none {
		return r.empty()
	}
	pass, err := r.passphrase()
	if err != nil {
		return err
	}
	c, err := desk.Cover(r.homeDir(), r.exam)
	if err != nil {
		return err
	}
	id := exam.StaffID("")
	for _, p := range c.Staff {
		if string(p.ID) == r.as || p.Name == r.as {
			id = p.ID
		}
	}
	if id == "" {
		return exam.Refuse("not-on-staff", "who", r.as)
	}
	rep, err := store.Rebuild(r.homeDir(), c.Exam, id, pass, r.storeOptions())
	if err != nil {
		return err
	}
	found := r.findings(rep.Findings)
	damaged := store.Damaged(rep.Findings)
	if r.json {
		if err := r.printJSON(map[string]any{"ok": !damaged, "exam": c.Exam, "events": rep.Events, "logs": logs(rep.Logs), "findings": found}); err != nil {
			return err
		}
	} else {
		r.say("cli.rebuilt", "exam", c.Exam, "events", rep.Events)
		r.printFindings(found)
	}
	if damaged {
		return errNo
	}
	return nil
}
