package drill_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kaowu/app/exam"
)

// Issue 5: the rehearsal plays the filing before the plan, in the institution's book
// of the lead's laptop, and leaves every file.
func TestFilingIsPlayed(t *testing.T) {
	r := first(t)
	var st struct {
		OK         bool
		Stage      string
		Version    int
		Objections []struct{ Answered, Upheld bool }
		Reply      *struct {
			Number, From, Until string
			Scopes              int
		}
	}
	if err := json.Unmarshal(r.asLead(t, 0, "filing", "show"), &st); err != nil {
		t.Fatal(err)
	}
	if !st.OK || st.Stage != "published" || st.Version != 1 || len(st.Objections) != 1 || !st.Objections[0].Answered || st.Objections[0].Upheld || st.Reply == nil {
		t.Errorf("%+v", st)
	}
	for _, file := range []string{"filing/filing.xlsx", "filing/reply.txt", "filing/材料/M01.txt", "papers/filing/filing-form.pdf"} {
		if info, err := os.Stat(filepath.Join(r.dir, filepath.FromSlash(file))); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", file, err)
		}
	}
	// The drill's own plan is within what was replied, and says so.
	var plan struct {
		Versions []struct{ Version int }
	}
	if err := json.Unmarshal(r.asLead(t, 0, "plan", "versions"), &plan); err != nil || len(plan.Versions) != 1 {
		t.Errorf("%+v, %v", plan, err)
	}
	kaowu(t, 0, "plan", "check", plan12, "--home", r.home(), "--json")
}

// Notice 6.1: the plan's receipt is from the day it was sent in, not from the upload.
func TestPlanIsFiledAhead(t *testing.T) {
	var at, opened string
	for _, f := range events(t, first(t)) {
		switch {
		case f.Kind == exam.UploadReceipt && strings.HasPrefix(f.On, "upload/plan-"):
			at = f.Wall.Format("2006-01-02")
		case f.Kind == exam.SessionOpened && opened == "":
			opened = f.Wall.Format("2006-01-02")
		}
	}
	if at != "2026-11-23" || opened <= at { // 计划报送日期 of plan12.xlsx
		t.Errorf("filed on %q, first session opened on %q", at, opened)
	}
}
