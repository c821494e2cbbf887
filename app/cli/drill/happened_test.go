package drill_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kaowu/app/exam"
)

// text is what stands on a paper, as the public pdftotext reads it, without blanks.
func text(t *testing.T, file string) string {
	t.Helper()
	if filepath.Ext(file) == ".json" {
		b, err := os.ReadFile(file)
		must(t, err)
		return strings.Join(strings.Fields(string(b)), "")
	}
	out, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	must(t, err)
	raw, err := exec.Command("pdftotext", "-raw", file, "-").Output() // cell by cell, where a cell has several lines
	must(t, err)
	return strings.Join(strings.Fields(string(out)+string(raw)), "")
}

// Issue 3, section 10: each planted thing stands on the paper named for it, with
// what tells it apart, taken from the raw events.
func TestPlantedThingsAreOnPaper(t *testing.T) {
	r := first(t)
	byID := map[string]exam.Fact{}
	for _, f := range events(t, r) {
		byID[f.ID.String()] = f
	}
	var report struct {
		Happened []struct {
			What   string
			ExamNo string `json:"exam_no"`
			Events []string
			Paper  string
		}
	}
	read(t, filepath.Join(r.dir, "report.json"), &report)
	seen := map[string]bool{}
	for _, h := range report.Happened {
		seen[h.What] = true
		page := text(t, filepath.Join(r.dir, h.Paper))
		want := []string{h.ExamNo}
		for _, id := range h.Events {
			f, ok := byID[id]
			if !ok {
				t.Errorf("%s of %s names event %s, which the book does not hold", h.What, h.ExamNo, id)
				continue
			}
			want = append(want, telling(t, h.What, f)...)
		}
		if len(want) == 1 && h.What != "absent" && h.What != "veto" {
			t.Errorf("%s of %s: nothing tells it apart", h.What, h.ExamNo)
		}
		if h.What == "veto" {
			want = append(want, "否决")
		}
		if h.What == "absent" {
			want = append(want, "缺考")
		}
		for _, w := range want {
			if !strings.Contains(page, w) {
				t.Errorf("%s of %s: %s does not say %q", h.What, h.ExamNo, h.Paper, w)
			}
		}
	}
	for _, what := range []string{"late", "absent", "disagree", "arbitration", "veto", "violation", "correction", "void-form", "avoidance", "draw", "visit", "cut"} {
		if !seen[what] {
			t.Errorf("no %s was planted", what)
		}
	}
}

// telling is what an event says that its paper must say too.
func telling(t *testing.T, what string, f exam.Fact) []string {
	t.Helper()
	var b struct {
		Late          int
		Score         int64
		Old, New      int64
		Marks         []int64
		Facts, Reason string
		Seed, Called  string
		Findings      string
		Camera, From  string
	}
	must(t, json.Unmarshal(f.Body, &b))
	switch {
	case what == "late" && b.Late > 0:
		return []string{"迟到8分"} // planted at eight minutes
	case what == "disagree", what == "arbitration" && f.Kind == "score.arbitrated":
		return []string{*printed(&b.Score)}
	case f.Kind == "literacy.rated":
		mean := meanOf(b.Marks)
		return []string{*printed(&mean)}
	case f.Kind == "avoidance.declared":
		return []string{`"staff":"` + strings.TrimPrefix(f.Abt, "avoidance/") + `","session":"` + strings.TrimPrefix(f.On, "session/") + `"`}
	case f.Kind == "draw.revealed":
		return []string{b.Seed, b.Called}
	case f.Kind == "visit.noted":
		return []string{b.Findings}
	case f.Kind == "session.camera":
		return []string{b.Camera + b.From + "–", "有本地录像"}
	case f.Kind == "violation.seen":
		return []string{b.Facts}
	case f.Kind == "violation.decided":
		return []string{b.Reason}
	case f.Kind == "correction.proposed":
		return []string{*printed(&b.Old), *printed(&b.New), b.Reason}
	}
	return nil
}

// Design 8: the same plan and seed give the same people, scores, results and
// verdicts; another seed gives others.
func TestSeed(t *testing.T) {
	a := first(t)
	dir := t.TempDir()
	b, c := rehearse(t, filepath.Join(dir, "b"), "1"), rehearse(t, filepath.Join(dir, "c"), "2")
	list := func(r rehearsed) []byte { return r.asLead(t, 0, "result", "list") }
	if !bytes.Equal(list(a), list(b)) {
		t.Error("the same seed gives other results")
	}
	if bytes.Equal(list(a), list(c)) {
		t.Error("another seed gives the same results")
	}
	if a.lead != b.lead || a.lead == c.lead {
		t.Errorf("leads by seed 1, 1, 2: %v %v %v", a.lead, b.lead, c.lead)
	}
	if x, y := scores(t, a), scores(t, b); !slices.Equal(x, y) || len(x) < 100 {
		t.Errorf("the same seed gives other scores (%d and %d of them)", len(x), len(y))
	}
}

// scores are all that people said of candidates, without ids and keys.
func scores(t *testing.T, r rehearsed) []string {
	t.Helper()
	var out []string
	for _, f := range events(t, r) {
		switch f.Kind {
		case "theory.entered", "theory.imported", "score.item", "score.veto", "checkin.admitted", "checkin.absent", "literacy.rated":
			out = append(out, f.By+" "+f.On+" "+f.Abt+" "+string(f.Body))
		}
	}
	return out
}
