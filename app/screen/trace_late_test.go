package screen

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// letInBy is a desk whose history was signed in every way that there is, with one late
// event that counts for nothing and one that was admitted.
type letInBy struct{ *desk.Desk }

func (l letInBy) Trace(no exam.CandidateNo) (desk.History, error) {
	h, err := l.Desk.Trace(no)
	for i := range h.Moments {
		switch m := &h.Moments[i]; m.Fact.Kind {
		case exam.Admitted:
			m.Fact.Auth = exam.AuthCode
		case exam.ViolationSeen:
			m.NotAdopted = "late"
		case exam.ViolationDecided:
			m.Admitted = &desk.KeyGone{When: m.Fact.Wall, By: m.By, Text: "与视频一致"}
		case exam.CandidateListed:
			m.Fact.Auth, m.Role = exam.AuthDevice, ""
		}
	}
	return h, err
}

// Years later a short code is told from a passphrase, and late evidence from what counts:
// in the list, in the whole of an event, and on the paper.
func TestTraceTellsHowSomebodyWasLetIn(t *testing.T) {
	w, c := traced(t)
	w.enter(w.lead.Staff().Name)
	p := newTrace(w.sh.u, letInBy{w.lead}, historyOf{no: c.No})
	w.stand(p)
	at := func(kind exam.Kind) {
		t.Helper()
		for i, l := range p.lines {
			if l.moment >= 0 && p.h.Moments[l.moment].Fact.Kind == kind {
				p.at = i
				p.draw()
				return
			}
		}
		t.Fatalf("no row of %s", kind)
	}
	for _, x := range []struct {
		kind exam.Kind
		want []string
		shot string
	}{
		{exam.CandidateListed, []string{"本机密钥"}, ""},
		{exam.Admitted, []string{"当日短码"}, "13-trace-code"},
		{exam.ScoresSent, []string{"口令"}, ""},
		{exam.ViolationSeen, []string{"不采用", "属迟到证据"}, "13-trace-late"},
		{exam.ViolationDecided, []string{"迟到证据", "采纳：与视频一致"}, "13-trace-admitted"},
	} {
		at(x.kind)
		w.shows(x.want...)
		if x.shot != "" {
			w.shot(x.shot)
			w.sh.choose(choices{kit.Dark, kit.Standard, "en"})
			w.shot(x.shot + "-en-dark")
			w.sh.choose(choices{kit.Light, kit.Standard, "zh"})
		}
	}
	rows := p.paperRows()
	auth := map[exam.Kind]string{}
	for i, m := range p.h.Moments {
		auth[m.Fact.Kind] = rows[i].Auth + " " + rows[i].What
	}
	for kind, want := range map[exam.Kind][]string{exam.CandidateListed: {"本机密钥"}, exam.Admitted: {"当日短码"}, exam.ScoresSent: {"口令"}, exam.ViolationSeen: {"迟到证据，不采用"}, exam.ViolationDecided: {"采纳：与视频一致"}} {
		for _, x := range want {
			if !strings.Contains(auth[kind], x) {
				t.Errorf("the paper says of %s %q, want %s", kind, auth[kind], x)
			}
		}
	}
	w.key(fyne.KeyF7)
	w.shot("13-trace-paper-auth")
}
