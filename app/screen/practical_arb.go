package screen

import (
	"strings"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// arbitration is what is typed for 仲裁. Nothing of it holds before F9; it stays
// here while another screen is open.
type arbitration struct {
	score, reason string
	veto, words   bool // words: the keyboard is on the reason
	field         *kit.Field
	area          *kit.Area
}

// arbitrable says whether the open sheet waits for 仲裁 by this person.
func (p *practical) arbitrable() bool {
	c := p.sheet.Combined
	return p.sheet.Arbiter && c != nil && c.NeedsArbitration
}

// waiting counts the rows that wait for arbitration.
func (p *practical) waiting() int {
	n := 0
	for _, q := range p.queue {
		n += one(q.State == "arbitration")
	}
	return n
}

// toArbitrate opens 仲裁 of this sheet, else of the next that waits for it.
func (p *practical) toArbitrate() {
	for step := 0; !p.arbitrable() && step < len(p.queue); step++ {
		if i := (p.at + 1 + step) % len(p.queue); p.queue[i].State == "arbitration" {
			p.openCandidate(i)
			break
		}
	}
	if p.arbitrable() {
		p.mode, p.wrong = inArb, complaint{}
	}
	p.draw()
}

// judged are the sheets that arbitration judges, in order of staff; empty outside it.
func (p *practical) judged() []exam.Sheet {
	if p.mode != inArb && (p.sheet.Combined == nil || p.sheet.Combined.Arbitration == nil) {
		return nil
	}
	return p.sheet.Combined.Sheets
}

// arbRows are the items with what each assessor gave, and their sums.
func (p *practical) arbRows(sheets []exam.Sheet) []kit.ScoreRow {
	var out []kit.ScoreRow
	full := exam.Tenths(0)
	for i, r := range p.rows() {
		it := p.items()[i]
		r.Veto, r.Vetoed, r.Text = false, false, ""
		for _, s := range sheets {
			m := s.Items[it.No]
			r.Others = append(r.Others, kit.Raw{Text: m.Score.String(), Veto: m.Veto})
		}
		full += it.Full
		out = append(out, r)
	}
	sum := kit.ScoreRow{Name: p.u.T("screen.practical.total"), Full: full.Plain()}
	for _, s := range sheets {
		sum.Others = append(sum.Others, kit.Raw{Text: s.Total.String(), Veto: s.Veto})
	}
	if a := p.sheet.Combined.Arbitration; a != nil {
		sum.Text, sum.Vetoed = a.Score.String(), a.Veto
	}
	return append(out, sum)
}

// arbWhy is why this sheet came to arbitration.
func (p *practical) arbWhy() string {
	c := p.sheet.Combined
	if c.Why == exam.WhySpread {
		return p.u.T("screen.practical.arb-spread", "spread", c.Spread.String(), "limit", p.policy.SpreadLimit.Plain())
	}
	n := 0
	for _, s := range c.Sheets {
		n += one(s.Veto)
	}
	return p.u.T("screen.practical.arb-split", "n", n, "of", len(c.Sheets))
}

// arbFoot is where the arbitrated score and its reason are typed.
func (p *practical) arbFoot(y float32) fyne.CanvasObject {
	u, st := p.u, p.u.st
	a := &p.arb
	a.field = kit.NewField(st, kit.Digits, kit.FieldLook{Size: st.Body + 8, Right: true}, u.now)
	a.field.Set(a.score, false)
	a.field.OnChange = func(text string) { a.score = text }
	if p.bad != "" {
		a.field.Set(p.bad, true)
		a.field.Refuse()
	}
	a.area = kit.NewArea(st, a.reason, u.T("screen.practical.arb-reason"), u.now)
	a.area.OnChanged = func(text string) { a.reason = text }
	line := kit.Row(10, st.Mark(kit.Arbitration, p.arbWhy()), kit.Space(), st.Text(u.T("screen.practical.arb-note"), st.Caption, kit.Ink2))
	return kit.Pad(y, 16, kit.Col(8, line, kit.Columns(12, kit.Middle(st.Text(u.T("screen.practical.arb-score"), st.Body, kit.Ink)),
		kit.Fixed(a.field, 110, 60), kit.Grow(kit.Fixed(a.area, 0, 60), 1))))
}

// arbFocus changes between score and reason.
func (p *practical) arbFocus() {
	p.arb.words = !p.arb.words
	p.focus()
}

func (p *practical) arbVeto() {
	p.arb.veto = !p.arb.veto
	p.draw()
}

// arbitrate settles the sheet with a score and a reason; every raw score stays.
func (p *practical) arbitrate() {
	a := &p.arb
	p.wrong, p.bad = complaint{}, ""
	score, err := exam.ParseTenths(strings.TrimSuffix(a.score, "."))
	switch {
	case err != nil:
		a.words = false
		p.warn(p.u.T("screen.practical.arb-no-score"))
	case strings.TrimSpace(a.reason) == "":
		a.words = true
		p.warn(p.u.T("screen.practical.arb-no-reason"))
	default:
		err := p.d.Arbitrate(p.u.ctx, p.no(), p.who(), exam.Arbitration{Score: score, Veto: a.veto, Reason: strings.TrimSpace(a.reason)})
		if err == nil {
			p.u.stored("screen."+p.name()+".saved-arb", "seat", p.sheet.Seat, "score", score.String())
			p.reload()
			p.openCandidate(p.at)
			return
		}
		a.words, p.bad = false, a.score
		p.fault(err)
	}
	p.draw()
}
