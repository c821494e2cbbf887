package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

func (r *run) resultCommand() *cobra.Command {
	list := &cobra.Command{Use: "list", Short: r.words.T("cli.result-list"), Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return r.resultList() }}
	explain := &cobra.Command{Use: "explain NO", Short: r.words.T("cli.result-explain"), Args: exactly(1),
		RunE: func(_ *cobra.Command, args []string) error { return r.resultExplain(args[0]) }}
	return r.group("result", list, explain)
}

// result is a candidate's result as programs read it (design 8).
type result struct {
	ExamNo      string   `json:"exam_no"`
	Subject     string   `json:"subject"`
	Attended    bool     `json:"attended"`
	Theory      *string  `json:"theory"`
	Practical   *string  `json:"practical"`
	Review      *string  `json:"review"`
	Total       *string  `json:"total"`
	Qualified   bool     `json:"qualified"`
	Reasons     []string `json:"reasons"`
	State       string   `json:"state"`
	Certificate *string  `json:"certificate_no"`
}

func resultOf(row desk.ResultRow) result {
	out := result{ExamNo: string(row.Candidate.No), Subject: row.Subject.No, Attended: row.Result.Attended,
		Theory: scoreText(row.Result.Parts[exam.Theory].Score), Practical: scoreText(row.Result.Parts[exam.Practical].Score),
		Review: scoreText(row.Result.Parts[exam.Review].Score), Total: scoreText(row.Result.Total),
		Qualified: row.Result.Qualified, Reasons: row.Result.Reasons, State: row.State}
	if out.Reasons == nil {
		out.Reasons = []string{}
	}
	if row.Certificate != nil {
		out.Certificate = &row.Certificate.Number
	}
	return out
}

// scoreText is a score with its decimal; nil stays nil.
func scoreText(t *exam.Tenths) *string {
	if t == nil {
		return nil
	}
	s := t.String()
	return &s
}

func (r *run) resultList() error {
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	v, err := d.ResultList()
	if err := closing(s, err); err != nil {
		return err
	}
	rows := make([]result, len(v.Rows))
	qualified := 0
	for i, row := range v.Rows {
		rows[i] = resultOf(row)
		if row.Result.Qualified {
			qualified++
		}
	}
	if r.json {
		return r.printJSON(map[string]any{"results": rows})
	}
	r.say("cli.results", "n", len(rows), "qualified", qualified, "stage", "code:stage."+v.Stage)
	for _, x := range rows {
		r.say("cli.result-row", "no", x.ExamNo, "subject", x.Subject, "theory", r.orWord(x.Theory), "practical", r.orWord(x.Practical),
			"review", r.orWord(x.Review), "total", r.orWord(x.Total), "verdict", "code:verdict."+verdict(x.Qualified), "reasons", r.reasons(x.Reasons))
	}
	return nil
}

func verdict(qualified bool) string {
	if qualified {
		return "qualified"
	}
	return "not-qualified"
}

func (r *run) orWord(s *string) string {
	if s == nil {
		return r.words.T("cli.none")
	}
	return *s
}

func (r *run) reasons(codes []string) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = r.words.T("reason." + c)
	}
	return out
}

func (r *run) resultExplain(no string) error {
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	row, lines, err := d.Explain(exam.CandidateNo(no))
	if err := closing(s, err); err != nil {
		return err
	}
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = r.words.Args(l.Code, l.Args)
	}
	if r.json {
		return r.printJSON(map[string]any{"result": resultOf(row), "lines": texts})
	}
	for i, l := range lines {
		if l.Component != "" && (i == 0 || lines[i-1].Component != l.Component) {
			fmt.Fprintln(r.env.Out, r.words.T("component."+string(l.Component)))
		}
		fmt.Fprintln(r.env.Out, texts[i])
	}
	return nil
}
