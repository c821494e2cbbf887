package screen

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/app/screen/kit"
)

// given types a path into the open question for a place, and saves.
func (w *world) given(path string) {
	w.t.Helper()
	w.key(fyne.KeyTab)
	f, ok := w.win.Canvas().Focused().(*kit.Field)
	if !ok {
		w.t.Fatal("Tab does not go to the path")
	}
	f.Set("", false)
	w.typed(path)
	w.key(fyne.KeyReturn)
}

func TestChartsShowWhatIsDone(t *testing.T) {
	w := closed(t)
	w.enter(w.lead.Staff().Name)
	w.sh.open("charts", nil)
	c := w.sh.at.(*charts)
	if !c.ready {
		t.Fatalf("nothing was counted: %s", w.sh.u.note)
	}
	w.shot("12-charts")
	// closed scores three people of P01, each item alike by all three assessors.
	s := c.view.Stats.Scores[c.of]
	if s.Component != exam.Practical || len(s.All) != 3 || len(s.Assessors) != 3 {
		t.Fatalf("%s with %d scores of %d assessors, want the practical, 3 and 3", s.Component, len(s.All), len(s.Assessors))
	}
	if bar := c.attendance().Bars; bar[len(bar)-1].Value == "" || len(bar) != len(c.view.Stats.Rooms) {
		t.Errorf("%d bars of %d rooms", len(bar), len(c.view.Stats.Rooms))
	}
	// Right goes on to the next part, Left comes back.
	of := c.of
	w.key(fyne.KeyRight)
	if c.of == of {
		t.Error("→ shows no other part")
	}
	w.key(fyne.KeyLeft)
	if c.of != of {
		t.Error("← does not come back")
	}
	w.key(fyne.KeyTab, fyne.KeyTab, fyne.KeyReturn)
	if !c.large || c.at != ofScores {
		t.Errorf("large %t, chart %d, want the distribution enlarged", c.large, c.at)
	}
	w.shot("12-charts-large")
	w.key(fyne.KeyEscape)
	if c.large {
		t.Error("Esc does not go back to the four")
	}
	w.wants() // looking writes nothing
}

func TestChartsSaved(t *testing.T) {
	w := closed(t)
	w.enter(w.lead.Staff().Name)
	w.sh.open("charts", nil)
	c := w.sh.at.(*charts)
	dir := t.TempDir()
	pic, doc := filepath.Join(dir, "a.png"), filepath.Join(dir, "a.pdf")
	w.key(fyne.KeyF6)
	w.shot("12-charts-where")
	w.given(pic)
	b, err := os.ReadFile(pic)
	check(t, err)
	if _, err := png.Decode(bytes.NewReader(b)); err != nil {
		t.Errorf("the picture: %v", err)
	}
	keep(t, "12-charts-file.png", b)
	w.key(fyne.KeyF7)
	w.given(doc)
	b, err = os.ReadFile(doc)
	check(t, err)
	again, err := c.pdf()
	check(t, err)
	if !bytes.Equal(b, again) {
		t.Error("the same charts give another PDF")
	}
	keep(t, "12-charts-file.pdf", b)
	if w.sh.u.f.SavedText() == "" {
		t.Error("the strip does not say what was saved")
	}
	// A file that is there stays as it is.
	w.key(fyne.KeyF6)
	w.given(doc)
	if now, err := os.ReadFile(doc); err != nil || !bytes.Equal(now, b) {
		t.Error("a file that was there was changed")
	}
	w.key(fyne.KeyEscape)
	w.wants()
}

// keep stores a file beside the pictures, for looking at.
func keep(t *testing.T, name string, b []byte) {
	t.Helper()
	if dir := os.Getenv("KAOWU_SHOTS"); dir != "" {
		check(t, os.MkdirAll(dir, 0o755))
		check(t, os.WriteFile(filepath.Join(dir, name), b, 0o600))
	}
}

// An assessor does not see what the others gave, not even by a wrong way in.
func TestChartsHiddenFromAssessors(t *testing.T) {
	w := closed(t)
	w.enter(w.staff(exam.RoleAssessor, "P01", 0).Name)
	for _, where := range w.sh.screens() {
		if where == "charts" {
			t.Error("the rail offers charts to an assessor")
		}
	}
	w.sh.open("charts", nil)
	if c := w.sh.at.(*charts); c.ready || w.sh.u.note == "" {
		t.Error("charts are shown to an assessor, or the refusal is not said")
	}
}

func TestChartsEmpty(t *testing.T) {
	w := newWorld(t, "2026-12-19 08:00:00")
	w.enter(w.lead.Staff().Name)
	w.sh.open("charts", nil)
	c := w.sh.at.(*charts)
	if c.scores(c.view.Stats.Scores[0]).Empty == "" {
		t.Error("no scores, and the chart does not say so")
	}
	w.shot("12-charts-empty")
}

// Sixty rooms: seven among four charts, the rest enlarged on pages.
func TestChartsOfManyRooms(t *testing.T) {
	w := newWorld(t, "2026-12-19 08:00:00")
	w.enter(w.lead.Staff().Name)
	w.sh.open("charts", nil)
	c := w.sh.at.(*charts)
	c.view.Stats.Rooms = nil
	for range 60 {
		c.view.Stats.Rooms = append(c.view.Stats.Rooms, exam.Turnout{Room: "T01", Expected: 30, Present: 28, Late: 1})
	}
	c.draw()
	w.shot("12-charts-60-rooms")
	w.key(fyne.KeyReturn)
	w.key(fyne.KeyPageDown)
	if c.page != 1 || c.pages() != 4 { // 60 ÷ 18, the rest on a fourth
		t.Errorf("page %d of %d, want 1 of 4", c.page, c.pages())
	}
	w.shot("12-charts-60-rooms-large")
}

// mockCharts are the figures of the mock-up, to look at beside it.
func mockCharts(c *charts) {
	sub := c.view.Stats.Scores[0].Subject
	v := &c.view.Stats
	v.Rooms = []exam.Turnout{{Room: "T01", Expected: 80, Present: 78, Late: 1}, {Room: "T02", Expected: 40, Present: 38, Late: 1}, {Room: "P01", Expected: 50, Present: 47, Late: 1}, {Room: "P02", Expected: 70, Present: 68}, {Room: "R01", Expected: 20, Present: 20}}
	v.Subjects = []exam.PassCount{{Subject: sub, Qualified: 37, Failed: 12, Open: 1}, {Subject: sub, Qualified: 36, Failed: 13, Open: 1}, {Subject: sub, Qualified: 14, Failed: 5, Open: 1}}
	s := exam.ScoreSpread{Subject: sub, Component: exam.Practical, Pass: 600}
	for i, n := range []int{1, 4, 3, 6, 8, 10, 9, 4, 2} {
		for k := range n {
			s.All = append(s.All, exam.Tenths(500+50*i+5*k%50))
		}
	}
	for k, add := range []exam.Tenths{0, 6, 59} {
		a := exam.AssessorMarks{Staff: exam.StaffID(c.view.Stats.Scores[0].Subject.No), Mean: 749 + add}
		for i, v := range s.All {
			a.Totals = append(a.Totals, min(1000, v+add+exam.Tenths(i*7%40-20)))
		}
		if k == 2 {
			a.Off, a.Tends = 56, exam.Lenient
		}
		s.Assessors = append(s.Assessors, a)
	}
	v.Scores, c.of = []exam.ScoreSpread{s}, 0
}

func TestChartsInEveryLook(t *testing.T) {
	w := newWorld(t, "2026-12-19 08:00:00")
	w.enter(w.lead.Staff().Name)
	w.sh.open("charts", nil)
	c := w.sh.at.(*charts)
	mockCharts(c)
	c.names = func(exam.StaffID) string { return "龙欣涵" }
	c.draw()
	w.shot("12-charts-mock")
	pdf, err := c.pdf()
	check(t, err)
	keep(t, "12-charts-mock.pdf", pdf)
	pic, err := c.png()
	check(t, err)
	keep(t, "12-charts-mock.png-file.png", pic)
	w.key(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyReturn)
	w.shot("12-charts-marks-large")
	w.key(fyne.KeyEscape)
	for _, look := range []kit.Look{kit.Dark, kit.Contrast} {
		u := w.sh.u
		u.st = u.st.With(look, kit.Standard)
		u.f.Restyle(u.st)
		c.draw()
		w.shot("12-charts-" + string(look))
	}
	w.sh.choose(choices{look: kit.Light, size: kit.Extra, lang: "en"})
	w.win.Resize(fyne.NewSize(1280, 660))
	mockCharts(c)
	c.draw()
	w.shot("12-charts-660-extra-en")
	if fits := c.chart(ofAssessors).Lay(530, 200, paper.ChartType{Caption: 18, Body: 20, Lead: 25, Width: func(s string, size float64) float64 { return float64(len(s)) * size }}); len(fits) == 0 {
		t.Error("nothing is laid out")
	}
}
