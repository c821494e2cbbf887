package sheet

import (
	"context"
	"fmt"
	"strings"

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
	*input
	plan      exam.Plan
	rubricAt  map[rubricKey]int
	seats     map[exam.SessionNo]int
	sessionAt map[string]int // by number as compared, for ranges such as P01-P05
}

// ReadPlan reads a plan workbook 认定计划 and lists everything that is wrong with
// it. A file that is no workbook is an *exam.Refusal with code not-a-workbook and
// the reason; a file that cannot be opened is an error of the system. The plan in
// the answer is fit for loading only when Errors is 0.
func ReadPlan(ctx context.Context, path string, cfg PlanConfig) (*PlanFile, error) {
	in, err := newInput(cfg.Progress)
	if err != nil {
		return nil, err
	}
	r := &reader{input: in, rubricAt: map[rubricKey]int{}, seats: map[exam.SessionNo]int{}, sessionAt: map[string]int{}}
	sum, err := in.read(ctx, path, cfg.TempDir, planForms(), map[string]func(*table) error{
		exam.SheetHeader: r.headerRow, exam.SheetSubjects: r.subjectRow, exam.SheetScopes: r.scopeRow,
		exam.SheetRooms: r.roomRow, exam.SheetSessions: r.sessionRow, exam.SheetStaff: r.staffRow,
		exam.SheetRoster: r.candidateRow, exam.SheetRubrics: r.rubricRow,
	})
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
