package cli

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"kaowu/app/exam"
	"kaowu/store"
)

func (r *run) proveCommand() *cobra.Command {
	var dir string
	c := &cobra.Command{Use: "prove NO", Short: r.words.T("cli.prove"), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error { return r.prove(c, exam.CandidateNo(args[0]), dir) }}
	c.Flags().StringVar(&dir, "out", ".", r.words.T("cli.flag.prove-out"))
	return c
}

func (r *run) prove(c *cobra.Command, no exam.CandidateNo, dir string) error {
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	p, err := d.Prove(c.Context(), no)
	if err := closing(s, err); err != nil {
		return err
	}
	file, page := filepath.Join(dir, p.Name+".json"), filepath.Join(dir, p.Name+".pdf")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, f := range []struct {
		path string
		data []byte
	}{{file, p.JSON}, {page, p.PDF}} {
		if err := store.WriteFile(f.path, f.data); err != nil {
			return err
		}
	}
	if r.json {
		return r.printJSON(map[string]any{"ok": true, "files": []string{file, page}, "events": p.Events, "fingerprint": s.Fingerprint()})
	}
	r.say("cli.proved", "files", []string{file, page}, "file", file, "n", p.Events, "fingerprint", s.Fingerprint())
	return nil
}

// slipSaid is what a proof slip shows, as programs read it.
type slipSaid struct {
	ExamNo    string   `json:"exam_no"`
	Attended  bool     `json:"attended"`
	Theory    *string  `json:"theory"`
	Practical *string  `json:"practical"`
	Review    *string  `json:"review"`
	Total     *string  `json:"total"`
	Qualified bool     `json:"qualified"`
	Reasons   []string `json:"reasons"`
	State     string   `json:"state"`
	Until     uint64   `json:"until"`
}

// slipOf puts a slip's result into words for programs; nil where it has none.
func slipOf(s *store.SlipSays) *slipSaid {
	if s == nil || s.Result == nil {
		return nil
	}
	c := s.Result
	out := &slipSaid{ExamNo: string(s.Candidate), Attended: c.Attended, Theory: scoreText(c.Theory), Practical: scoreText(c.Practical),
		Review: scoreText(c.Review), Total: scoreText(c.Total), Qualified: c.Qualified, Reasons: append([]string{}, c.Reasons...), State: exam.StageDrafted, Until: s.Until}
	switch s.Stage {
	case exam.ResultsConfirmed:
		out.State = exam.StageConfirmed
	case exam.ResultsNoticed:
		out.State = exam.StageNoticed
	case exam.ResultsPublished:
		out.State = exam.StagePublished
	}
	return out
}

// printSlip says what a slip shows, and whether it holds.
func (r *run) printSlip(got store.Verification) {
	x := slipOf(got.Slip)
	if !got.OK || x == nil {
		r.say("cli.slip-no", "n", len(got.Findings))
		return
	}
	r.say("cli.slip-holds", "no", x.ExamNo, "n", got.Events, "until", x.Until)
	r.say("cli.slip-result", "theory", r.orWord(x.Theory), "practical", r.orWord(x.Practical), "review", r.orWord(x.Review), "total", r.orWord(x.Total),
		"verdict", "code:verdict."+verdict(x.Qualified), "reasons", r.reasons(x.Reasons), "stage", "code:stage."+x.State)
}
