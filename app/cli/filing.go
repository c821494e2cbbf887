package cli

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/sheet"
)

// filingCommand is everything about the enterprise's filing 备案: its workbook, and its
// way through the institution's book.
func (r *run) filingCommand() *cobra.Command {
	var mark, accept, reason string
	var drill bool
	check := &cobra.Command{Use: "check FILE", Short: r.words.T("cli.filing-check"), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error { return r.filingCheck(c, args[0], mark) }}
	check.Flags().StringVar(&mark, "mark", "", r.words.T("cli.flag.mark"))
	template := &cobra.Command{Use: "template FILE", Short: r.words.T("cli.filing-template"), Args: exactly(1),
		RunE: func(_ *cobra.Command, args []string) error { return r.template(args[0], sheet.WriteFilingTemplate) }}
	load := &cobra.Command{Use: "load FILE --as NAME", Short: r.words.T("cli.filing-load"), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error { return r.filingLoad(c, args[0], accept, reason, drill) }}
	r.sheetFlag(load)
	load.Flags().StringVar(&accept, "accept", "", r.words.T("cli.flag.accept"))
	load.Flags().StringVar(&reason, "reason", "", r.words.T("cli.flag.filing-reason"))
	load.Flags().BoolVar(&drill, "drill", false, r.words.T("cli.flag.drill"))
	return r.group("filing", append(r.filingSteps(), check, template, load)...)
}

// readFiling reads and checks a filing workbook. For a file that is none the answer
// is printed, and is no.
func (r *run) readFiling(c *cobra.Command, file string) (*sheet.FilingFile, error) {
	if _, err := os.Stat(file); err != nil {
		return nil, err
	}
	f, err := r.readFilingFile(c.Context(), file)
	var ref *exam.Refusal
	if errors.As(err, &ref) && ref.Code == "not-a-workbook" {
		return nil, r.notAWorkbook(ref)
	}
	return f, err
}

// readFilingFile reads and checks a filing workbook with the tables that are shipped.
func (r *run) readFilingFile(ctx context.Context, file string) (*sheet.FilingFile, error) {
	cfg, err := r.sheetConfig(nil)
	if err != nil {
		return nil, err
	}
	return sheet.ReadFiling(ctx, file, cfg)
}

func (r *run) filingCheck(c *cobra.Command, file, mark string) error {
	f, err := r.readFiling(c, file)
	if err != nil {
		return err
	}
	list, errs := r.problems(f.Problems)
	if mark != "" {
		if same, err := sameFile(file, mark); err != nil || same {
			return usage{fmt.Errorf("--mark %s: the workbook itself is never changed", mark)}
		}
		if err := sheet.MarkFiling(c.Context(), file, mark, f.Problems, r.words); err != nil {
			return err
		}
	}
	if r.json {
		err = r.printJSON(map[string]any{"ok": errs == 0, "counts": sheet.FilingCounts(f.Filing), "problems": list})
	} else {
		r.printFilingProblems(list, errs, f.Filing, mark)
	}
	if err == nil && errs > 0 {
		return errNo
	}
	return err
}

func (r *run) printFilingProblems(list []problem, errs int, f exam.Filing, mark string) {
	n := sheet.FilingCounts(f)
	r.printVerdict("cli.filing", list, errs)
	r.say("cli.filing-counts", "scopes", n["scopes"], "sites", n["sites"], "equipment", n["equipment"], "people", n["people"], "branches", n["branches"], "materials", n["materials"])
	r.printList(list, mark)
}

// filingLoad makes the institution's book of a home that has none, else loads a new
// version of its filing.
func (r *run) filingLoad(c *cobra.Command, file, accepted, reason string, drill bool) error {
	if r.as == "" {
		return exam.Refuse("who-missing")
	}
	f, err := r.readFiling(c, file)
	if err != nil {
		return err
	}
	book, err := f.WorkbookBytes(file)
	if err != nil {
		return err
	}
	list, errs := r.problems(f.Problems)
	if !r.json {
		r.printFilingProblems(list, errs, f.Filing, "")
	}
	if accepted == "" {
		accepted = r.words.T("cli.accepted-at-load")
	}
	load := desk.FilingLoading{Filing: f.Filing, Problems: f.Problems, Source: f.SHA256, Workbook: book, Materials: f.Material,
		Accept: func(exam.Problem) string { return accepted }, Reason: reason}
	pass, err := r.passphrase()
	if err != nil {
		return err
	}
	version, name, recovery, err := r.loadFilingInto(c, load, pass, drill)
	if err != nil {
		return err
	}
	if r.json {
		return r.printJSON(map[string]any{"ok": true, "institution": name, "version": version, "counts": sheet.FilingCounts(f.Filing), "problems": list, "recovery_key": r.shownKey(recovery), "recovery_sheet": r.sheet})
	}
	r.say("cli.filing-loaded", "institution", name, "version", version)
	r.sayRecovery(recovery)
	return nil
}

// loadFilingInto creates the institution's book, or loads into the one that is there.
func (r *run) loadFilingInto(c *cobra.Command, load desk.FilingLoading, pass []byte, drill bool) (version int, name, recovery string, err error) {
	opt, err := r.deskOptions()
	if err != nil {
		return 0, "", "", err
	}
	have, err := desk.InstitutionCover(r.homeDir())
	if err != nil {
		return 0, "", "", err
	}
	if err := r.sheetFree(load.Filing.BookName(), have != nil); err != nil {
		return 0, "", "", err
	}
	if have == nil {
		pol, err := policy()
		if err != nil {
			return 0, "", "", r.sheetUndone(err)
		}
		made, err := desk.CreateInstitution(c.Context(), r.homeDir(), r.as, pass, load, pol, drill, opt)
		if err != nil {
			return 0, "", "", r.sheetUndone(err)
		}
		return 1, made.Institution.Cover().Exam, made.Recovery, closing(made.Institution, r.putSheet(made.Institution, made.Recovery))
	}
	i, err := desk.OpenInstitution(r.homeDir(), opt)
	if err != nil {
		return 0, "", "", err
	}
	o, err := i.SignIn(r.as, pass)
	if err == nil {
		err = o.LoadFiling(c.Context(), load)
	}
	if err == nil {
		var st exam.FilingState
		if st, err = o.Filing(); err == nil {
			version = st.Drafted.Version
		}
	}
	return version, have.Exam, "", closing(i, err)
}
