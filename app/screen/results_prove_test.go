package screen

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// fakeProver is the desk of a day whose results are confirmed.
type fakeProver struct {
	judge
	asked []exam.CandidateNo
	err   error
}

func (f *fakeProver) Prove(_ context.Context, no exam.CandidateNo) (desk.Proven, error) {
	f.asked = append(f.asked, no)
	return desk.Proven{Name: "proof-" + string(no), JSON: []byte("{}"), PDF: []byte("%PDF"), Events: 54}, f.err
}

// F7 offers the proof of a confirmed result; paper and file land beside each other.
func TestResultsProve(t *testing.T) {
	w := closed(t)
	w.enter(w.lead.Staff().Name)
	w.alt("5")
	r := w.sh.at.(*results)
	f := &fakeProver{judge: r.d}
	r.d = f
	no := r.row().Candidate.No
	offered := func() bool {
		w.key(fyne.KeyF7)
		return strings.Contains(w.says(), string(no)+" 的成绩证明单")
	}
	if offered() {
		t.Error("a draft is to be proven")
	}
	w.key(fyne.KeyEscape)
	for i := range r.view.Rows {
		r.view.Rows[i].State = desk.StageConfirmed
	}
	if !offered() {
		t.Fatal("no proof is offered")
	}
	w.shot("08-results-print-proof")
	w.typed("5")
	w.shot("08-results-prove-where")
	pdf := filepath.Join(t.TempDir(), "证明.pdf")
	w.given(pdf)
	for path, want := range map[string]string{pdf: "%PDF", strings.TrimSuffix(pdf, ".pdf") + ".json": "{}"} {
		if b, err := os.ReadFile(path); err != nil || string(b) != want {
			t.Errorf("%s: %q, %v", filepath.Base(path), b, err)
		}
	}
	if len(f.asked) != 1 || f.asked[0] != no || w.sh.u.note != "" || r.busy != "" {
		t.Errorf("asked for %v, note %q, busy %q", f.asked, w.sh.u.note, r.busy)
	}
	w.shot("08-results-proved")
	// A refusal leaves nothing behind.
	f.err = exam.Refuse("prove-unconfirmed", "no", string(no))
	w.key(fyne.KeyF7)
	w.typed("5")
	again := filepath.Join(t.TempDir(), "a.pdf")
	w.given(again)
	if _, err := os.Stat(again); err == nil || !strings.Contains(w.sh.u.note, "还没有确认") {
		t.Errorf("%v, note %q", err, w.sh.u.note)
	}
	w.wants()
}
