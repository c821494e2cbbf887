package screen

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/app/screen/kit"
	"kaowu/app/words"
	"kaowu/assets"
)

// traced is a candidate of P01 with a whole story: admitted, scored by three, one
// sheet taken back and handed in again, a veto lifted, a violation decided.
func traced(t *testing.T) (*world, exam.Candidate) {
	t.Helper()
	w := newWorld(t, "2026-12-20 08:20:00")
	ctx, c := t.Context(), w.candidates("P01")[0]
	a := w.desk(w.staff(exam.RoleAssessor, "P01", 0))
	check(t, a.OpenSession(ctx, "P01"))
	_, err := a.Admit(ctx, "P01", c.No)
	check(t, err)
	for n := range 3 {
		d := w.desk(w.staff(exam.RoleAssessor, "P01", n))
		v, err := d.Sheet("P01", c.No)
		check(t, err)
		for _, it := range v.Rubric.Items {
			check(t, d.ScoreItem(ctx, "P01", c.No, it.No, it.Full*8/10/5*5))
			if it.Veto {
				check(t, d.VetoItem(ctx, "P01", c.No, it.No, exam.Veto{Veto: true, Code: "live-work"}))
			}
		}
		check(t, d.SubmitScores(ctx, "P01", c.No))
	}
	check(t, a.TakeBackScores(ctx, "P01", c.No, exam.Why{Code: "slip"}))
	v, err := a.Sheet("P01", c.No)
	check(t, err)
	first := v.Rubric.Items[0]
	check(t, a.ScoreItem(ctx, "P01", c.No, first.No, first.Full))
	check(t, a.SubmitScores(ctx, "P01", c.No))
	other := w.candidates("P01")[1].Name
	_, err = a.ReportViolation(ctx, c.No, exam.Violation{Session: "P01", Code: "K08", Facts: "与" + other + "说话", Time: "09:10"})
	check(t, err)
	check(t, w.lead.DecideViolation(ctx, c.No, 1, exam.Decision{Reason: "口头提醒"}))
	w.take()
	return w, c
}

func TestTraceFindsAndTells(t *testing.T) {
	w, c := traced(t)
	w.enter(w.staff(exam.RoleSupervisor, "P01", 0).Name)
	w.sh.open("trace", nil)
	p := w.sh.at.(*tracePage)
	w.shot("13-trace-empty")
	w.typed(string(c.No)[:6])
	w.shot("13-trace-find")
	if len(p.found) < 2 {
		t.Fatalf("%d found by the beginning of a number", len(p.found))
	}
	w.key(fyne.KeyEscape)
	w.typed(string(c.No))
	w.key(fyne.KeyReturn)
	if p.no != c.No {
		t.Fatalf("the history of %q is shown, want %s", p.no, c.No)
	}
	var got []string
	for _, l := range p.lines {
		if l.moment >= 0 {
			got = append(got, string(p.h.Moments[l.moment].Fact.Kind))
		}
	}
	// Single marks are held together by their sheet.
	want := "candidate.listed checkin.admitted score.sent score.sent score.sent score.taken score.sent violation.seen violation.decided"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("rows\n%s\nwant\n%s", s, want)
	}
	w.key(fyne.KeyDown, fyne.KeyDown)
	m := p.moment()
	if m.Fact.Kind != exam.ScoresSent || p.setAside(*m) == "" {
		t.Errorf("%s %q, want the sheet that was taken back, with the reason", m.Fact.Kind, p.setAside(*m))
	}
	if says := p.tell(*m); says.state != kit.Vetoed || !strings.Contains(says.line, "第 ") {
		t.Errorf("the veto is not told: %q %s", says.line, says.state)
	}
	w.shot("13-trace")
	if proof := p.proof[m.Fact.ID]; !proof.Signed || !proof.Own {
		t.Errorf("%+v, want a signature that holds", proof)
	}
	// Every single mark with Tab, at the same event; the changed one with old and new.
	w.key(fyne.KeyTab)
	if p.moment().Fact.ID != m.Fact.ID || len(p.lines) <= len(got)+3 {
		t.Errorf("%d rows with every mark", len(p.lines))
	}
	changed := slices.ContainsFunc(p.lines, func(l traceRow) bool { return strings.Contains(l.says.line, "旧 ") })
	if !changed {
		t.Error("no row shows old and new")
	}
	w.shot("13-trace-all")
	w.key(fyne.KeyTab, fyne.KeyReturn)
	w.shot("13-trace-event")
	w.key(fyne.KeyEscape)
	w.sh.u.f.Press("Ctrl+F")
	if p.no != "" {
		t.Error("Ctrl+F does not search again")
	}
	w.wants() // reading writes nothing
}

// The paper for a complaint has the candidate's name and nobody else's.
func TestTracePaperHidesOthers(t *testing.T) {
	w, c := traced(t)
	w.enter(w.lead.Staff().Name)
	w.sh.open("trace", historyOf{no: c.No})
	p := w.sh.at.(*tracePage)
	w.key(fyne.KeyF7)
	w.shot("13-trace-paper")
	w.key(fyne.KeyEscape)
	rows := []paper.HistoryRow{}
	for _, m := range p.h.Moments {
		rows = append(rows, paper.HistoryRow{Who: m.By, What: p.tell(m).line, ID: m.Fact.ID})
	}
	doc, err := w.lead.PrintTrace(t.Context(), c.No, rows)
	check(t, err)
	text, own := "", false
	for _, page := range doc.Pages {
		for _, it := range page.Items {
			if x, ok := it.(paper.Text); ok {
				text += x.S + "\n"
				own = own || strings.Contains(x.S, c.Name)
			}
		}
	}
	if !own {
		t.Error("the candidate's own name is gone")
	}
	for _, name := range w.people() {
		if name != c.Name && strings.Contains(text, name) {
			t.Errorf("%s stands on the paper of somebody else", name)
		}
	}
	w.wants()
}

func TestTraceByTap(t *testing.T) {
	w, c := traced(t)
	w.enter(w.lead.Staff().Name)
	w.sh.open("trace", historyOf{no: c.No})
	p := w.sh.at.(*tracePage)
	p.at = 1
	w.win.Canvas().Focused()
	p.move(100)
	if p.at != len(p.lines)-1 {
		t.Errorf("row %d, want the last, %d", p.at, len(p.lines)-1)
	}
	p.move(-100)
	if p.at != 1 { // row 0 is a band
		t.Errorf("row %d, want the first below its day", p.at)
	}
}

// An assessor may not read histories: others' marks are in them.
func TestTraceHiddenFromAssessors(t *testing.T) {
	w, c := traced(t)
	w.enter(w.staff(exam.RoleAssessor, "P01", 0).Name)
	if slices.Contains(w.sh.screens(), "trace") {
		t.Error("the rail offers the trace to an assessor")
	}
	w.sh.open("trace", historyOf{no: c.No})
	if p := w.sh.at.(*tracePage); len(p.lines) != 0 || w.sh.u.note == "" {
		t.Error("the history is shown to an assessor")
	}
}

// Every kind of event there is has a word in both languages.
func TestEveryKindHasAWord(t *testing.T) {
	src, err := os.ReadFile("../exam/kind.go")
	check(t, err)
	kinds := regexp.MustCompile(`Kind\s+= "([a-z.-]+)"`).FindAllStringSubmatch(string(src), -1)
	if len(kinds) < 50 {
		t.Fatalf("%d kinds found in kind.go", len(kinds))
	}
	for _, lang := range []string{"zh", "en"} {
		w, err := words.Load(assets.Words(), lang)
		check(t, err)
		for _, k := range kinds {
			if !w.Has("screen.kind." + k[1]) {
				t.Errorf("%s: %s has no word", lang, k[1])
			}
		}
	}
}

func TestTraceInEveryLook(t *testing.T) {
	w, c := traced(t)
	w.enter(w.lead.Staff().Name)
	for _, look := range []kit.Look{kit.Dark, kit.Contrast} {
		w.sh.choose(choices{look: look, size: kit.Standard, lang: "zh"})
		w.sh.open("trace", historyOf{no: c.No})
		w.key(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
		w.looks("trace " + string(look))
		w.shot("13-trace-" + string(look))
	}
	w.win.Resize(fyne.NewSize(1280, 660))
	for _, lang := range []string{"zh", "en"} {
		w.sh.choose(choices{look: kit.Light, size: kit.Extra, lang: lang})
		w.sh.open("trace", historyOf{no: c.No})
		w.key(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
		w.looks("trace extra " + lang)
		w.shot("13-trace-660-extra-" + lang)
	}
}

func TestSlotOf(t *testing.T) {
	for about, want := range map[string]slot{
		"checkin/theory":            {comp: exam.Theory},
		"correction/practical":      {comp: exam.Practical},
		"practical/P01/S05/3/veto":  {exam.Practical, "P01", 3},
		"practical/P01/S05/sent":    {exam.Practical, "P01", 0},
		"practical/P01/arbitration": {exam.Practical, "P01", 0},
		"theory/T01/S01":            {exam.Theory, "T01", 0},
	} {
		if got := slotOf(about); got != want {
			t.Errorf("%s is %+v, want %+v", about, got, want)
		}
	}
}
