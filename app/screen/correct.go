package screen

import (
	"context"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// proposer is the first of the two people of a correction.
type proposer interface {
	ProposeCorrection(ctx context.Context, no exam.CandidateNo, k exam.Correction) error
}

// correction is the dialog of 更正成绩: old and new value, a reason by digit, and
// two people with two passphrases on one laptop. Enter only moves; F9 does it.
type correction struct {
	u     *ui
	r     *results
	row   desk.ResultRow
	parts []exam.Component // that have a score
	at    int
	why   int
	wrong string
	busy  bool

	value, who, pass *kit.Field
	words            *kit.Area
}

// propose opens the dialog for a candidate's final scores.
func (r *results) propose(row desk.ResultRow) {
	u := r.u
	c := &correction{u: u, r: r, row: row, why: -1}
	for _, comp := range exam.Components() {
		if o, ok := row.Result.Parts[comp]; ok && o.Score != nil {
			c.parts = append(c.parts, comp)
		}
	}
	if len(c.parts) == 0 {
		u.note = u.T("screen.correct.none")
		r.draw()
		return
	}
	c.value = kit.NewField(u.st, kit.Digits, kit.FieldLook{Size: u.st.Figure}, u.now)
	c.who = kit.NewField(u.st, kit.Scan, kit.FieldLook{Size: u.st.Lead, Hint: u.T("screen.correct.who")}, u.now)
	c.pass = kit.NewField(u.st, kit.Secret, kit.FieldLook{Size: u.st.Lead, Hint: u.T("screen.correct.pass")}, u.now)
	c.words = kit.NewArea(u.st, "", u.T("screen.correct.words"), u.now)
	u.f.Open(&kit.Dialog{
		Title: u.T("screen.correct.title"), Line: join(string(row.Candidate.No), row.Candidate.Name), Note: u.T("screen.correct.both-kept"),
		Body: c.body, First: c.value, Keys: c.keys(), OnClose: func() { r.reload(); r.draw() },
		Foot: []fyne.CanvasObject{u.st.Button(kit.Button{Word: u.T("screen.key.cancel"), Key: "Esc", Do: u.f.Close}),
			u.st.Button(kit.Button{Word: u.T("screen.correct.do"), Key: "F9", Kind: kit.Go, Do: c.do})},
	})
}

func (c *correction) pick(i int) {
	c.why, c.wrong = i, ""
	c.u.f.Redraw()
}

// next goes round the dialog's places: value, reason, words, name, passphrase.
func (c *correction) next() {
	switch {
	case c.value.Focused():
		c.u.f.Focus(nil)
	case c.words.Focused():
		c.u.f.Focus(c.who)
	case c.who.Focused():
		c.u.f.Focus(c.pass)
	case c.pass.Focused():
		c.u.f.Focus(c.value)
	default:
		c.u.f.Focus(c.words)
	}
}

func (c *correction) keys() kit.Table {
	u := c.u
	free := func() bool { return !c.value.Focused() && !c.words.Focused() && !c.who.Focused() && !c.pass.Focused() }
	t := kit.Table{
		{Names: []string{"Tab", "Enter"}, Cap: "Tab", Word: u.T("screen.key.area"), Do: c.next},
		{Names: []string{"Up", "Down"}, Cap: "↑ ↓", Word: u.T("screen.correct.part"), Do: func() { c.at = (c.at + 1) % len(c.parts); u.f.Redraw() }},
	}
	t = append(t, kit.Picks(len(u.codes.correction), u.T("screen.reason.pick"), c.pick, free)...)
	return append(t, kit.Key{Names: []string{"F9"}, Word: u.T("screen.correct.do"), Do: c.do},
		kit.Key{Names: []string{"Esc"}, Word: u.T("screen.key.cancel"), Do: u.f.Close})
}

// do proposes as the one and approves as the other, who is signed in here.
func (c *correction) do() {
	u := c.u
	if c.busy {
		return
	}
	v, err := exam.ParseTenths(c.value.Text())
	if err != nil {
		c.value.Refuse()
		u.f.Focus(c.value)
		return
	}
	k := exam.Correction{Component: c.parts[c.at], New: v, Reason: c.words.Text}
	if c.why >= 0 {
		k.Code = u.codes.correction[c.why]
	}
	c.busy, c.wrong = true, ""
	u.f.Redraw()
	who, pass, no := c.who.Text(), []byte(c.pass.Text()), c.row.Candidate.No
	kit.Back(u.run, func() (bool, error) {
		first, err := c.r.second(who, pass)
		if err != nil {
			return false, err
		}
		if err := first.ProposeCorrection(u.ctx, no, k); err != nil {
			return false, err
		}
		return true, c.r.d.ApproveCorrection(u.ctx, no, k.Component)
	}, func(_ bool, err error) {
		c.busy = false
		if err != nil {
			c.wrong = u.w.Sentence(err)
			c.pass.Set("", false)
			u.f.Redraw()
			return
		}
		u.stored("screen.correct.saved", "no", string(no))
		u.f.Close()
	})
}

func (c *correction) body() fyne.CanvasObject {
	u, st := c.u, c.u.st
	var comps []kit.Option
	for i, comp := range c.parts {
		comps = append(comps, kit.Option{Word: u.T("component." + string(comp)), Picked: i == c.at})
	}
	old := c.row.Result.Parts[c.parts[c.at]].Score
	box := func(label string, o fyne.CanvasObject, tone kit.Tone) fyne.CanvasObject {
		return kit.Grow(st.Edged(tone, kit.Edge, 1, kit.Pad(8, 16, kit.Col(0, st.Text(label, st.Body, kit.Ink2), kit.Fixed(o, 0, 60)))), 1)
	}
	person := func(label, name string, o fyne.CanvasObject) fyne.CanvasObject {
		return kit.Grow(st.Edged(kit.Panel, kit.Edge, 1, kit.Pad(10, 16, kit.Col(6, kit.Row(10, st.Text(label, st.Body, kit.Ink2), st.Text(name, st.Lead, kit.Ink)), o))), 1)
	}
	rows := []fyne.CanvasObject{
		st.Choice(comps, func(i int) { c.at = i; u.f.Redraw() }),
		kit.Row(14, box(u.T("screen.correct.old"), st.Text(old.String(), st.Figure, kit.Ink), kit.Panel), st.Icon("right", 28, kit.Ink2), box(u.T("screen.correct.new"), c.value, kit.PriTint)),
		reasonRows(u, "correction", u.codes.correction, c.why, c.pick), kit.Fixed(c.words, 0, 56),
		kit.Columns(14, person(u.T("screen.correct.proposer"), "", kit.Columns(8, kit.Grow(c.who, 1), kit.Grow(c.pass, 1))),
			person(u.T("screen.correct.approver"), c.r.me.Name, st.Mark(kit.Signed, u.T("screen.correct.here")))),
	}
	switch {
	case c.busy:
		rows = append(rows, st.Text(u.T("screen.signin.checking"), st.Body, kit.Ink2))
	case c.wrong != "":
		rows = append(rows, st.Note(kit.Caution, "", c.wrong, st.Body, 740))
	}
	return kit.Col(10, rows...)
}
