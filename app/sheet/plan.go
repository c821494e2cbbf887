package sheet

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/xuri/excelize/v2"

	"kaowu/app/exam"
)

// PlanConfig is what reading a plan needs besides the file.
type PlanConfig struct {
	Calendar exam.Calendar
	Policy   exam.Policy
	HasGlyph func(rune) bool       // nil: every character can be printed
	TempDir  string                // where big sheets are unpacked in the clear while reading; empty: a private folder, removed afterwards
	Progress func(done, total int) // rows of 考生名册; may be nil
}

// PlanFile is a plan workbook as read and checked.
type PlanFile struct {
	Plan     exam.Plan
	Source   *exam.Source
	Problems []exam.Problem              // errors first, then by sheet and row
	SHA256   string                      // of the file, hex
	Workdays int                         // working days between filing and the first exam day
	Photos   map[exam.CandidateNo]string // paths of the photos beside it
	looks    map[string]*seen            // sheets as they are written, for Near
}

// Errors counts the problems that keep the plan from being loaded.
func (p *PlanFile) Errors() int {
	n := 0
	for _, q := range p.Problems {
		if q.Severity == exam.SeverityError {
			n++
		}
	}
	return n
}

// Counts is how much a plan holds, for a summary: candidates, sessions, staff,
// rooms, subjects.
func Counts(p exam.Plan) map[string]int {
	return map[string]int{
		"candidates": len(p.Candidates), "sessions": len(p.Sessions), "staff": len(p.Staff),
		"rooms": len(p.Rooms), "subjects": len(p.Subjects),
	}
}

// reader is one run of ReadPlan.
type reader struct {
	cfg       PlanConfig
	out       []exam.Problem
	src       *exam.Source
	plan      exam.Plan
	tables    codeTables
	from1904  bool
	rubricAt  map[rubricKey]int
	seats     map[exam.SessionNo]int
	sessionAt map[string]int // by number as compared, for ranges such as P01-P05
	looks     map[string]*seen
}

// ReadPlan reads a plan workbook 认定计划 and lists everything that is wrong with
// it. A file that is no workbook is an *exam.Refusal with code not-a-workbook and
// the reason; a file that cannot be opened is an error of the system. The plan in
// the answer is fit for loading only when Errors is 0.
func ReadPlan(ctx context.Context, path string, cfg PlanConfig) (*PlanFile, error) {
	sum, err := inspect(path)
	if err != nil {
		return nil, err
	}
	scans, err := scanSheets(path)
	if err != nil {
		return nil, err
	}
	tables, err := loadCodeTables()
	if err != nil {
		return nil, err
	}
	r := &reader{
		cfg: cfg, src: exam.NewSource(), tables: tables, rubricAt: map[rubricKey]int{},
		seats: map[exam.SessionNo]int{}, sessionAt: map[string]int{}, looks: map[string]*seen{},
	}
	err = withWorkbook(path, cfg.TempDir, func(f *excelize.File) error { return r.sheets(ctx, f, scans) })
	if err != nil {
		return nil, err
	}
	r.out = append(r.out, exam.CheckPlan(r.plan, r.src, cfg.Calendar, cfg.Policy, cfg.HasGlyph)...)
	photos, bad, err := Photos(path, r.plan, r.src)
	if err != nil {
		return nil, fmt.Errorf("look for photos: %w", err)
	}
	r.out = append(r.out, bad...)
	exam.SortProblems(r.out, exam.PlanSheets())
	r.progress(exam.SheetRoster, len(r.plan.Candidates), len(r.plan.Candidates))
	return &PlanFile{Plan: r.plan, Source: r.src, Problems: r.out, SHA256: sum, Workdays: cfg.Calendar.WorkdaysBetween(r.plan.Header.Filed, r.plan.Header.From), Photos: photos, looks: r.looks}, nil
}

// withWorkbook opens an inspected workbook, calls use and removes what was
// unpacked. A panic of the parser on hostile input becomes a refusal.
func withWorkbook(path, temp string, use func(*excelize.File) error) (err error) {
	if temp == "" {
		if temp, err = os.MkdirTemp("", "kaowu-"); err != nil {
			return fmt.Errorf("make a folder to unpack into: %w", err)
		}
		defer os.RemoveAll(temp)
	}
	defer func() {
		if recover() != nil {
			err = notWorkbook("damaged")
		}
	}()
	f, err := excelize.OpenFile(path, excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxSheets + maxStrings + maxMedia + maxOther, TmpDir: temp,
	})
	if f != nil {
		defer f.Close()
	}
	if err != nil {
		return notWorkbook("damaged")
	}
	return use(f)
}

// sheets reads every sheet of the form, in the form's order: later sheets lean on
// what earlier ones hold.
func (r *reader) sheets(ctx context.Context, f *excelize.File, scans map[string]sheetScan) error {
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		r.from1904 = *props.Date1904
	}
	titles := map[string]string{}
	for _, title := range f.GetSheetList() {
		if _, taken := titles[tight(title)]; !taken {
			titles[tight(title)] = title
		}
	}
	fill := map[string]func(*table) error{
		exam.SheetHeader: r.headerRow, exam.SheetSubjects: r.subjectRow, exam.SheetScopes: r.scopeRow,
		exam.SheetRooms: r.roomRow, exam.SheetSessions: r.sessionRow, exam.SheetStaff: r.staffRow,
		exam.SheetRoster: r.candidateRow, exam.SheetRubrics: r.rubricRow,
	}
	for _, form := range planForms() {
		title, ok := titles[form.name]
		if !ok {
			r.complain(exam.SeverityError, "missing-sheet", form.name, 0, "", "")
			continue
		}
		scan, ok := scans[title]
		if !ok || !scan.whole {
			return notWorkbook("damaged")
		}
		t := &table{r: r, form: form, scan: scan}
		if err := t.read(ctx, f, title, fill[form.name]); err != nil {
			return err
		}
	}
	return nil
}

// complain notes a problem and, so that the checks do not repeat it, its cell.
func (r *reader) complain(severity, code, sheet string, row int, column, value string, pairs ...any) {
	if column != "" && r.src.Bad(sheet, row, column) {
		return
	}
	r.out = append(r.out, exam.NewProblem(severity, code, sheet, row, column, value, pairs...))
	if severity == exam.SeverityError {
		r.src.Complain(sheet, row, column)
	}
}

func (r *reader) progress(sheet string, done, total int) {
	if r.cfg.Progress != nil && sheet == exam.SheetRoster {
		r.cfg.Progress(min(done, total), total)
	}
}

// list reads a cell of session numbers: 全部 is all of them, a range such as
// P01-P05 or P01至P05 those between, in the order of sheet 场次.
func (r *reader) list(raw string) []exam.SessionNo {
	if s := tight(raw); s == "全部" || s == "所有" || s == "全部场次" || s == "所有场次" {
		out := make([]exam.SessionNo, 0, len(r.plan.Sessions))
		for _, s := range r.plan.Sessions {
			out = append(out, s.No)
		}
		return out
	}
	var out []exam.SessionNo
	seen := map[exam.SessionNo]bool{}
	for _, part := range exam.SplitList(raw) {
		for _, no := range r.between(part) {
			if !seen[no] {
				seen[no] = true
				out = append(out, no)
			}
		}
	}
	return out
}

func (r *reader) between(part string) []exam.SessionNo {
	if i, ok := r.sessionAt[sessionKey(part)]; ok {
		return []exam.SessionNo{r.plan.Sessions[i].No}
	}
	for _, dash := range []string{"-", "—", "–", "~", "至", "到"} {
		a, b, ok := strings.Cut(part, dash)
		from, ok1 := r.sessionAt[sessionKey(a)]
		to, ok2 := r.sessionAt[sessionKey(strings.TrimLeft(b, dash))]
		if ok && ok1 && ok2 && from <= to {
			var out []exam.SessionNo
			for _, s := range r.plan.Sessions[from : to+1] {
				out = append(out, s.No)
			}
			return out
		}
	}
	return []exam.SessionNo{exam.SessionNo(part)}
}

// sessionKey is a session number as compared: t01 is T01.
func sessionKey(s string) string { return strings.ToUpper(tight(s)) }
