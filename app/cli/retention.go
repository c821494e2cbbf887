package cli

import (
	"errors"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/store"
)

// retentionCommand lists what the home keeps and until when, and deletes what is due.
func (r *run) retentionCommand() *cobra.Command {
	c := &cobra.Command{Use: "retention", Short: r.words.T("cli.retention"), Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return r.retention() }}
	var who officer
	var del desk.Deleting
	gone := &cobra.Command{Use: "delete EXAM", Short: r.words.T("cli.retention-delete"), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error { return r.retentionDelete(c, args[0], who, del) }}
	gone.Flags().StringVar(&del.Reason, "reason", "", r.words.T("cli.flag.delete-reason"))
	gone.Flags().StringVar(&del.Archive, "archive", "", r.words.T("cli.flag.delete-archive"))
	r.officerFlags(gone, &who)
	c.AddCommand(gone)
	return c
}

// retention lists by the covers, and with --as by the institution's book too.
func (r *run) retention() error {
	if err := store.FinishDeletions(r.homeDir(), r.storeOptions()); err != nil {
		return err
	}
	inst, err := desk.InstitutionCover(r.homeDir())
	if err != nil {
		return err
	}
	var v desk.RetentionView
	if r.as != "" && inst != nil {
		err = r.inLedger(func(o *desk.Officer) (err error) {
			v, err = o.Retention()
			return err
		})
	} else {
		v, err = desk.RetentionList(r.homeDir(), r.now())
	}
	if err != nil {
		return err
	}
	if r.json {
		list := []map[string]any{}
		for _, x := range v.Exams {
			list = append(list, retainedJSON(x))
		}
		return r.printJSON(map[string]any{"ok": true, "today": v.Today, "complaints_checked": v.Complaints, "exams": list})
	}
	if len(v.Exams) == 0 {
		r.say("cli.status-empty")
	}
	for _, x := range v.Exams {
		r.sayRetained(x)
	}
	if !v.Complaints {
		r.say("cli.retention-unchecked")
	}
	return nil
}

func (r *run) sayRetained(x desk.Retained) {
	switch {
	case x.Stone != nil && !x.Stone.Holds:
		r.say("cli.tombstone-broken", "exam", x.Exam, "file", x.Stone.File)
	case x.Stone != nil:
		r.sayStone(*x.Stone)
	case x.Closed == "":
		r.say("cli.retained-open", "exam", x.Exam, "state", "code:examstate."+x.State)
	case x.Due:
		r.say("cli.retained-due", "exam", x.Exam, "closed", string(x.Closed), "until", string(x.Until))
	default:
		r.say("cli.retained", "exam", x.Exam, "closed", string(x.Closed), "until", string(x.Until))
	}
	for _, no := range x.Open {
		r.say("cli.retained-complaint", "no", no)
	}
	if x.Later {
		r.say("cli.retained-later", "until", string(x.Until))
	}
	if a := x.Archived; a != nil {
		r.say("cli.retained-archive", "file", a.File, "on", string(a.On), "sha256", a.SHA256)
	} else if x.Stone == nil && x.Closed != "" {
		r.say("cli.retained-no-archive")
	}
}

func (r *run) sayStone(s store.Stone) {
	r.say("cli.tombstone", "exam", s.Exam, "day", s.Written.Format(time.DateOnly), "who", s.Name, "reason", s.Reason, "until", string(s.Kept),
		"candidates", s.Counts.Candidates, "events", s.Counts.Events)
	r.say("cli.tombstone-where", "file", s.File, "archive", s.Archive)
}

func retainedJSON(x desk.Retained) map[string]any {
	open := x.Open
	if open == nil {
		open = []int{}
	}
	out := map[string]any{"exam": x.Exam, "state": x.State, "from": x.From, "to": x.To, "closed": x.Closed, "keep_until": x.Until,
		"open_complaints": open, "later_by_complaint": x.Later, "due": x.Due, "drill": x.Drill, "archive": nil, "deleted": nil}
	if a := x.Archived; a != nil {
		out["archive"] = map[string]any{"file": a.File, "sha256": a.SHA256, "on": a.On}
	}
	if x.Stone != nil {
		out["deleted"] = stoneJSON(*x.Stone)
	}
	return out
}

func stoneJSON(s store.Stone) map[string]any {
	return map[string]any{"exam": s.Exam, "on": s.Written, "by": s.By, "reason": s.Reason, "archive": s.Archive, "tombstone": s.File, "sha256": s.SHA256,
		"holds": s.Holds, "candidates": s.Counts.Candidates, "events": s.Counts.Events}
}

// retentionDelete deletes an exam as its lead; where a deletion was cut short, it only
// ends that, and nobody but the officer is asked.
func (r *run) retentionDelete(c *cobra.Command, examNo string, who officer, del desk.Deleting) error {
	r.exam = examNo
	opt, err := r.deskOptions()
	if err != nil {
		return err
	}
	stone, err := r.begun(examNo)
	if err != nil {
		return err
	}
	del.Progress = r.progress("cli.verifying")
	var s *desk.Site
	var d *desk.Desk
	if stone == nil {
		if s, d, err = r.signedIn(); err != nil {
			return err
		}
	}
	inst, err := desk.InstitutionCover(r.homeDir())
	var out store.Stone
	do := func(o *desk.Officer) (err error) {
		if stone != nil {
			out, err = desk.FinishDeletion(c.Context(), r.homeDir(), examNo, o, opt)
			return err
		}
		out, err = d.DeleteExam(c.Context(), o, del)
		return err
	}
	switch {
	case err != nil:
	case inst == nil:
		err = do(nil)
	default:
		err = r.officer(r.besides(who), func(_ *desk.Institution, o *desk.Officer) error { return do(o) })
	}
	if s != nil {
		err = closing(s, err) // a second time after a deletion, which changes nothing
	}
	if err != nil {
		return err
	}
	if r.json {
		return r.printJSON(map[string]any{"ok": true, "deleted": stoneJSON(out)})
	}
	r.sayStone(out)
	return nil
}

// begun is the tombstone of an exam whose deletion was begun; nil: it was not.
func (r *run) begun(examNo string) (*store.Stone, error) {
	stones, err := store.Tombstones(r.homeDir())
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(stones, func(s store.Stone) bool { return s.Exam == examNo && s.Holds })
	if at < 0 {
		return nil, nil
	}
	if has, err := desk.Has(r.homeDir(), examNo); err != nil || has {
		return nil, err // another book of that number: its own lead decides
	}
	return &stones[at], nil
}

// deletedStatus answers for an exam that was deleted; done says whether it is one.
func (r *run) deletedStatus() (done bool, err error) {
	if err := store.FinishDeletions(r.homeDir(), r.storeOptions()); err != nil {
		var no *exam.Refusal
		if !errors.As(err, &no) {
			return false, err
		}
	}
	if r.exam == "" {
		return false, nil
	}
	stone, err := r.begun(r.exam)
	if err != nil || stone == nil {
		return false, err
	}
	if r.json {
		return true, r.printJSON(map[string]any{"ok": true, "exam": r.exam, "state": "deleted", "events": stone.Counts.Events, "logs": []string{}, "waiting": 0, "conflicts": 0,
			"findings": []finding{}, "deleted": []any{stoneJSON(*stone)}})
	}
	r.sayStone(*stone)
	return true, nil
}

// deleted lists the tombstones of the home as programs read them.
func (r *run) deleted() ([]any, error) {
	out := []any{}
	stones, err := store.Tombstones(r.homeDir())
	for _, s := range stones {
		out = append(out, stoneJSON(s))
	}
	return out, err
}

// sayDeleted names the tombstones of the home behind a status.
func (r *run) sayDeleted() error {
	stones, err := store.Tombstones(r.homeDir())
	for _, s := range stones {
		if s.Holds {
			r.sayStone(s)
		} else {
			r.say("cli.tombstone-broken", "exam", s.Exam, "file", s.File)
		}
	}
	return err
}
