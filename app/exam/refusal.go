package exam

import "sort"

// Refusal is an answer of no: a stable code for programs and arguments for the
// sentence, which app/words makes in the reader's language. Its Error text is
// the code alone, so that no name or ID number reaches a log.
type Refusal struct {
	Code string
	Args map[string]any
}

// Error is the stable code.
func (r *Refusal) Error() string { return r.Code }

// Is makes errors.Is compare refusals by code.
func (r *Refusal) Is(target error) bool {
	o, ok := target.(*Refusal)
	return ok && o.Code == r.Code
}

// Refuse makes a refusal from a code and name/value pairs.
func Refuse(code string, pairs ...any) *Refusal {
	r := &Refusal{Code: code, Args: map[string]any{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		r.Args[pairs[i].(string)] = pairs[i+1]
	}
	return r
}

// Severity of a plan problem.
const (
	SeverityError   = "error"
	SeverityWarning = "warning"
)

// Problem is one thing wrong with a plan workbook (design 8). The sentence and
// the mend are made by app/words from Code and Args.
type Problem struct {
	Severity string
	Code     string
	Sheet    string
	Row      int // as in the workbook, 1-based; 0 for the whole sheet
	Column   string
	ExamNo   CandidateNo
	Value    string // as written; never printed to a log
	Args     map[string]any
}

// SortProblems orders problems as a reader works: errors first, then sheet, row, column.
func SortProblems(ps []Problem, sheets []string) {
	at := map[string]int{}
	for i, s := range sheets {
		at[s] = i
	}
	sort.SliceStable(ps, func(i, j int) bool {
		a, b := ps[i], ps[j]
		if a.Severity != b.Severity {
			return a.Severity == SeverityError
		}
		if at[a.Sheet] != at[b.Sheet] {
			return at[a.Sheet] < at[b.Sheet]
		}
		return a.Row < b.Row
	})
}
