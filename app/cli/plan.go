package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/sheet"
	"kaowu/app/words"
)

func (r *run) planCommand() *cobra.Command {
	var mark, accept, reason string
	var drill bool
	var who officer
	check := &cobra.Command{Use: "check FILE", Short: r.words.T("cli.plan-check"), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error { return r.planCheck(c, args[0], mark, who) }}
	r.officerFlags(check, &who)
	check.Flags().StringVar(&mark, "mark", "", r.words.T("cli.flag.mark"))
	template := &cobra.Command{Use: "template FILE", Short: r.words.T("cli.plan-template"), Args: exactly(1),
		RunE: func(_ *cobra.Command, args []string) error { return r.template(args[0], sheet.WriteTemplate) }}
	load := &cobra.Command{Use: "load FILE --as NAME", Short: r.words.T("cli.plan-load"), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error { return r.planLoad(c, args[0], accept, reason, drill, who) }}
	r.officerFlags(load, &who)
	r.sheetFlag(load)
	load.Flags().StringVar(&accept, "accept", "", r.words.T("cli.flag.accept"))
	load.Flags().StringVar(&reason, "reason", "", r.words.T("cli.flag.plan-reason"))
	load.Flags().BoolVar(&drill, "drill", false, r.words.T("cli.flag.drill"))
	versions := &cobra.Command{Use: "versions", Short: r.words.T("cli.plan-versions"), Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return r.planVersions() }}
	return r.group("plan", check, template, load, versions, r.planFileCommand())
}

// problem is a plan problem as programs read it (design 8).
type problem struct {
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Sheet    string `json:"sheet"`
	Row      int    `json:"row"`
	Column   string `json:"column"`
	ExamNo   string `json:"exam_no"`
	Message  string `json:"message"`
	Mend     string `json:"mend"`
}

func (r *run) problems(list []exam.Problem) ([]problem, int) {
	out := []problem{}
	errs := 0
	for _, p := range list {
		message, mend := r.words.Problem(p)
		if p.Severity == exam.SeverityError {
			errs++
		}
		out = append(out, problem{p.Severity, p.Code, p.Sheet, p.Row, p.Column, string(p.ExamNo), message, mend})
	}
	return out, errs
}

// givenPlan reads the workbook named on the command line. For a file that is none
// the answer is printed, and is no.
func (r *run) givenPlan(c *cobra.Command, file string) (*sheet.PlanFile, error) {
	if _, err := os.Stat(file); err != nil {
		return nil, err
	}
	show := r.progress("cli.reading-plan")
	pf, err := r.checkedPlan(c.Context(), file, func(done, total int) { show(int64(done), int64(total)) })
	var ref *exam.Refusal
	if errors.As(err, &ref) && ref.Code == "not-a-workbook" {
		return nil, r.notAWorkbook(ref)
	}
	return pf, err
}

func (r *run) planCheck(c *cobra.Command, file, mark string, who officer) error {
	pf, err := r.givenPlan(c, file)
	if err != nil {
		return err
	}
	if err := r.standing(who, pf); err != nil {
		return err
	}
	list, errs := r.problems(pf.Problems)
	if mark != "" {
		if same, err := sameFile(file, mark); err != nil || same {
			return usage{fmt.Errorf("--mark %s: the workbook itself is never changed", mark)}
		}
		if err := sheet.MarkPlan(c.Context(), file, mark, pf.Problems, r.words); err != nil {
			return err
		}
	}
	if r.json {
		if err := r.printJSON(map[string]any{"ok": errs == 0, "counts": sheet.Counts(pf.Plan), "problems": list}); err != nil {
			return err
		}
	} else {
		r.printProblems(list, errs, pf.Plan, mark)
	}
	if errs > 0 {
		return errNo
	}
	return nil
}

func (r *run) notAWorkbook(ref *exam.Refusal) error {
	p := problem{Severity: exam.SeverityError, Code: ref.Code, Message: r.words.Sentence(ref), Mend: r.words.Args("mend.not-a-workbook", ref.Args)}
	if r.json {
		if err := r.printJSON(map[string]any{"ok": false, "counts": map[string]int{}, "problems": []problem{p}}); err != nil {
			return err
		}
		return errNo
	}
	fmt.Fprintln(r.env.Out, p.Message)
	fmt.Fprintln(r.env.Out, p.Mend)
	return errNo
}

func (r *run) printProblems(list []problem, errs int, p exam.Plan, mark string) {
	n := sheet.Counts(p)
	r.printVerdict("cli.plan", list, errs)
	r.say("cli.plan-counts", "candidates", n["candidates"], "sessions", n["sessions"], "staff", n["staff"], "rooms", n["rooms"], "subjects", n["subjects"])
	r.printList(list, mark)
}

// printVerdict says in one line how a workbook stands; area is cli.plan or cli.filing.
func (r *run) printVerdict(area string, list []problem, errs int) {
	switch {
	case errs > 0:
		r.say(area+"-bad", "errors", errs, "warnings", len(list)-errs)
	case len(list) > 0:
		r.say(area+"-warned", "warnings", len(list))
	default:
		r.say(area + "-good")
	}
}

// printList prints the problems of a workbook, and where the marked copy is.
func (r *run) printList(list []problem, mark string) {
	for _, x := range list {
		key := "cli.plan-problem"
		if x.Row == 0 {
			key = "cli.plan-problem-sheet" // of the whole sheet or workbook
		}
		r.say(key, "severity", "code:severity."+x.Severity, "sheet", x.Sheet, "row", x.Row, "column", x.Column, "message", x.Message, "mend", x.Mend, "code", x.Code)
	}
	if mark != "" {
		r.say("cli.plan-marked", "file", mark)
	}
}

func sameFile(a, b string) (bool, error) {
	x, err := filepath.Abs(a)
	if err != nil {
		return false, err
	}
	y, err := filepath.Abs(b)
	return x == y, err
}

// template writes an empty workbook where there is no file yet.
func (r *run) template(file string, write func(string, *words.Words) error) error {
	if _, err := os.Stat(file); err == nil {
		return exam.Refuse("file-exists", "file", file)
	}
	if err := write(file, r.words); err != nil {
		return err
	}
	if r.json {
		return r.printJSON(map[string]any{"ok": true, "file": file})
	}
	r.say("cli.template-written", "file", file)
	return nil
}

// planLoad creates the exam in a home that does not have it, else loads its plan
// again. Warnings are listed; the load records that the site lead took them on,
// with --accept as the reason.
func (r *run) planLoad(c *cobra.Command, file, accepted, reason string, drill bool, who officer) error {
	if r.as == "" {
		return exam.Refuse("who-missing")
	}
	pf, err := r.givenPlan(c, file)
	if err != nil {
		return err
	}
	if err := r.standing(who, pf); err != nil {
		return err
	}
	list, errs := r.problems(pf.Problems)
	if !r.json {
		r.printProblems(list, errs, pf.Plan, "")
	}
	if accepted == "" {
		accepted = r.words.T("cli.accepted-at-load")
	}
	load := desk.Loading{Plan: pf.Plan, Problems: pf.Problems, Source: pf.SHA256, Photos: pf.Photos, Reason: reason,
		Accept: func(exam.Problem) string { return accepted }}
	pass, err := r.passphrase()
	if err != nil {
		return err
	}
	recovery, fingerprint, version, err := r.loadInto(c, load, pass, drill)
	if err != nil {
		return err
	}
	if r.json {
		return r.printJSON(map[string]any{"ok": true, "exam": pf.Plan.Header.Exam, "counts": sheet.Counts(pf.Plan), "problems": list, "recovery_key": r.shownKey(recovery), "recovery_sheet": r.sheet, "fingerprint": fingerprint,
			"version": versionJSON(version)})
	}
	if version.No > 1 {
		r.printVersion(version)
	}
	r.say("cli.plan-loaded", "exam", pf.Plan.Header.Exam, "fingerprint", fingerprint)
	r.sayRecovery(recovery)
	return nil
}

// loadInto creates the book, or loads into the one that is there. The recovery
// key is given only by the first.
func (r *run) loadInto(c *cobra.Command, load desk.Loading, pass []byte, drill bool) (recovery, fingerprint string, version desk.PlanVersion, err error) {
	opt, err := r.deskOptions()
	if err != nil {
		return "", "", version, err
	}
	have, err := desk.Has(r.homeDir(), load.Plan.Header.Exam)
	if err != nil {
		return "", "", version, err
	}
	if err := r.sheetFree(load.Plan.Header.Exam, have); err != nil {
		return "", "", version, err
	}
	if !have {
		pol, err := policy()
		if err != nil {
			return "", "", version, r.sheetUndone(err)
		}
		made, err := desk.Create(c.Context(), r.homeDir(), r.as, pass, load, pol, drill, opt)
		if err != nil {
			return "", "", version, r.sheetUndone(err)
		}
		version.No = 1
		return made.Recovery, made.Site.Fingerprint(), version, closing(made.Site, r.putSheet(made.Site, made.Recovery))
	}
	s, err := desk.Open(r.homeDir(), load.Plan.Header.Exam, opt)
	if err != nil {
		return "", "", version, err
	}
	d, err := s.SignIn(r.as, pass)
	if err == nil {
		err = d.LoadPlan(c.Context(), load)
	}
	var all []desk.PlanVersion
	if err == nil {
		all, err = d.PlanVersions()
	}
	if len(all) > 0 {
		version = all[len(all)-1]
	}
	return "", s.Fingerprint(), version, closing(s, err)
}
