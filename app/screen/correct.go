package screen

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// approver is the second of the two people of a correction, who sits here.
type approver interface {
	Sessions() ([]desk.SessionView, error)
	PreviewCorrection(no exam.CandidateNo, k exam.Correction) (desk.CorrectionView, error)
	ApproveCorrection(ctx context.Context, no exam.CandidateNo, comp exam.Component) error
}

// correction is the dialog of 更正成绩: old and new value with what it comes to, a
// reason by digit, and two people with two passphrases on one laptop. Without the
// second passphrase it is proposed only and waits. Enter only moves; F9 does it.
type correction struct {
	u     *ui
	r     *results
	row   desk.ResultRow
	parts []exam.Component // that have a score
	at    int
	why   int
	wrong string
	busy  bool
	view  *desk.CorrectionView // what the new value comes to; nil: none, or refused
	odd   string               // why the new value is refused

	value, who, pass, mine *kit.Field
	words                  *kit.Area
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
	c.value.OnChange = func(string) { c.look() }
	c.who = kit.NewField(u.st, kit.Scan, kit.FieldLook{Hint: u.T("screen.correct.who")}, u.now)
	c.pass = kit.NewField(u.st, kit.Secret, kit.FieldLook{Hint: u.T("screen.correct.pass")}, u.now)
	c.mine = kit.NewField(u.st, kit.Secret, kit.FieldLook{Hint: u.T("screen.correct.pass-later")}, u.now)
	c.words = kit.NewArea(u.st, "", u.T("screen.correct.words"), u.now)
	u.f.Open(&kit.Dialog{
		Title: u.T("screen.correct.title"), Line: join(string(row.Candidate.No), row.Candidate.Name), Note: u.T("screen.correct.both-kept"),
		Body: c.body, First: c.value, Keys: c.keys(), OnClose: func() { r.reload(u.note) },
		Foot: []fyne.CanvasObject{u.st.Button(kit.Button{Word: u.T("screen.key.cancel"), Key: "Esc", Do: u.f.Close}),
			u.st.Button(kit.Button{Word: u.T("screen.correct.do"), Key: "F9", Kind: kit.Go, Do: c.do})},
	})
}

// given is the correction as it is filled in so far; false where the value is none.
func (c *correction) given() (exam.Correction, bool) {
	v, err := exam.ParseTenths(c.value.Text())
	k := exam.Correction{Component: c.parts[c.at], New: v, Reason: strings.TrimSpace(c.words.Text)}
	if c.why >= 0 {
		k.Code = c.u.codes.correction[c.why]
	}
	return k, err == nil
}

// look asks the desk what the new value comes to.
func (c *correction) look() {
	c.view, c.odd = nil, ""
	if k, ok := c.given(); ok {
		if v, err := c.r.d.PreviewCorrection(c.row.Candidate.No, k); err != nil {
			c.odd = c.u.w.Sentence(err)
		} else {
			c.view = &v
		}
	}
	c.u.f.Redraw()
}

func (c *correction) pick(i int) {
	c.why, c.wrong = i, ""
	c.u.f.Redraw()
}

func (c *correction) pickPart(i int) {
	c.at = i
	c.look()
}

// next goes round the dialog's places: value, reason, words, name, two passphrases.
func (c *correction) next() {
	f := c.u.f
	switch {
	case c.value.Focused():
		f.Focus(nil)
	case c.words.Focused():
		f.Focus(c.who)
	case c.who.Focused():
		f.Focus(c.pass)
	case c.pass.Focused():
		f.Focus(c.mine)
	case c.mine.Focused():
		f.Focus(c.value)
	default:
		f.Focus(c.words)
	}
	f.Redraw()
}

func (c *correction) typing() bool {
	return c.value.Focused() || c.words.Focused() || c.who.Focused() || c.pass.Focused() || c.mine.Focused()
}

func (c *correction) keys() kit.Table {
	u := c.u
	free := func() bool { return !c.typing() }
	part := func(by int) func() {
		return func() { c.pickPart((c.at + by + len(c.parts)) % len(c.parts)) }
	}
	t := kit.Table{
		{Names: []string{"Tab", "Enter"}, Cap: "Tab", Word: u.T("screen.key.area"), Do: c.next},
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.correct.part"), Do: part(1)},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.correct.part"), Do: part(-1), Quiet: true},
	}
	t = append(t, kit.Picks(len(u.codes.correction), u.T("screen.reason.pick"), c.pick, free)...)
	return append(t, kit.Key{Names: []string{"F9"}, Word: u.T("screen.correct.do"), Do: c.do},
		kit.Key{Names: []string{"Esc"}, Word: u.T("screen.key.cancel"), Do: u.f.Close})
}

// missing is where the keyboard goes for what is still to be filled in, and what to
// say; empty words where nothing is missing.
func (c *correction) missing() (fyne.Focusable, string) {
	k, ok := c.given()
	switch {
	case !ok:
		return c.value, c.u.T("screen.correct.need-value")
	case k.Code == "":
		return nil, c.u.T("screen.reason.missing")
	case k.Code == "other" && k.Reason == "":
		return c.words, c.u.T("screen.correct.need-words")
	case c.who.Text() == "":
		return c.who, c.u.T("screen.correct.need-who")
	case c.pass.Text() == "":
		return c.pass, c.u.T("screen.correct.need-pass")
	}
	return nil, ""
}

// do proposes as the one and approves as the other, or proposes only and waits.
func (c *correction) do() {
	u := c.u
	if c.busy {
		return
	}
	if at, say := c.missing(); say != "" {
		c.wrong = say
		u.f.Focus(at)
		u.f.Redraw()
		return
	}
	k, _ := c.given()
	c.busy, c.wrong = true, ""
	u.f.Redraw()
	who, pass, mine, no := c.who.Text(), []byte(c.pass.Text()), []byte(c.mine.Text()), c.row.Candidate.No
	kit.Back(u.run, func() (bool, error) { return len(mine) > 0, c.both(who, pass, mine, no, k) }, func(held bool, err error) {
		c.busy = false
		if err != nil {
			c.wrong = u.w.Sentence(err)
			c.pass.Set("", false)
			c.mine.Set("", false)
			u.f.Redraw()
			return
		}
		if held {
			u.stored("screen.correct.saved", "no", string(no))
		} else {
			u.stored("screen.correct.saved-propose", "no", string(no))
		}
		u.f.Close()
	})
}

func (c *correction) both(who string, pass, mine []byte, no exam.CandidateNo, k exam.Correction) error {
	first, err := c.r.second(who, pass)
	if err != nil {
		return err
	}
	if len(mine) == 0 {
		return first.ProposeCorrection(c.u.ctx, no, k)
	}
	// The approver's passphrase is asked for too: they may have left the laptop open.
	me, err := c.r.second(string(c.r.me.ID), mine)
	if err != nil {
		return err
	}
	return me.Correct(c.u.ctx, first, no, k)
}

func (c *correction) body() fyne.CanvasObject {
	u, st := c.u, c.u.st
	var comps []string
	for _, comp := range c.parts {
		comps = append(comps, u.T("component."+string(comp)))
	}
	reasons := make([]kit.Option, len(u.codes.correction))
	for i, code := range u.codes.correction {
		reasons[i] = kit.Option{Word: u.T("correction." + code), Picked: i == c.why}
	}
	old := c.row.Result.Parts[c.parts[c.at]].Score
	box := func(label string, o fyne.CanvasObject, tone, edge kit.Tone) fyne.CanvasObject {
		return kit.Fixed(st.Edged(tone, edge, 1, kit.Pad(6, 16, kit.Col(0, st.Text(label, st.Caption, kit.Ink2), kit.Fixed(o, 0, 62)))), 214, 0)
	}
	person := func(label, name string, o fyne.CanvasObject, on bool) fyne.CanvasObject {
		edge, width := kit.Edge, float32(1)
		if on {
			edge, width = kit.Pri, 3
		}
		return kit.Grow(st.Edged(kit.Panel, edge, width, kit.Pad(8, 14, kit.Col(6, kit.Row(10, st.Text(label, st.Body, kit.Ink2), st.Text(name, st.Lead, kit.Ink)), kit.Fixed(o, 0, 44)))), 1)
	}
	rows := []fyne.CanvasObject{
		kit.Row(16, st.Text(u.T("screen.correct.what"), st.Body, kit.Ink2), st.Segments(comps, c.at, c.pickPart)),
		kit.Row(14, box(u.T("screen.correct.old"), st.Text(old.String(), st.Figure, kit.Ink), kit.Panel, kit.Edge), st.Icon("right", 28, kit.Ink2),
			box(u.T("screen.correct.new"), c.value, kit.PriTint, kit.Pri), kit.Grow(c.comesTo(), 1)),
		st.ChoiceGrid(reasons, 5, c.pick), kit.Fixed(c.words, 0, 48),
		kit.Columns(14, person(u.T("screen.correct.proposer"), "", kit.Columns(8, kit.Grow(c.who, 1), kit.Grow(c.pass, 1)), c.who.Focused() || c.pass.Focused()),
			person(u.T("screen.correct.approver"), c.r.me.Name, c.mine, c.mine.Focused())),
	}
	switch {
	case c.busy:
		rows = append(rows, st.Text(u.T("screen.signin.checking"), st.Body, kit.Ink2))
	case c.wrong != "":
		rows = append(rows, st.Note(kit.Caution, "", c.wrong, st.Body, 740))
	}
	return kit.Col(10, append(rows, c.warnings()...)...)
}

// comesTo is what the new value changes, as the desk computed it.
func (c *correction) comesTo() fyne.CanvasObject {
	u, st := c.u, c.u.st
	if c.odd != "" {
		return st.Para(c.odd, st.Caption, kit.Warn, 250)
	}
	v := c.view
	if v == nil {
		return st.Para(u.T("screen.correct.range"), st.Caption, kit.Ink2, 250)
	}
	var lines []fyne.CanvasObject
	say := func(tone kit.Tone, key string, pairs ...any) {
		lines = append(lines, st.Para(u.T(key, pairs...), st.Caption, tone, 250))
	}
	say(kit.Ink, "screen.correct.part-to", "component", c.parts[c.at], "old", v.Old.String(), "new", scoreOf(v.After, c.parts[c.at]))
	if v.Before.Total != nil && v.After.Total != nil {
		say(kit.Ink, "screen.correct.total-to", "old", score(v.Before.Total), "new", score(v.After.Total))
	}
	was, will := c.verdict(v.Before), c.verdict(v.After)
	if was == will {
		say(kit.Ink2, "screen.correct.verdict-same", "verdict", will)
	} else {
		say(kit.Warn, "screen.correct.verdict-to", "old", was, "new", will)
	}
	return kit.Col(2, lines...)
}

func scoreOf(r exam.Result, comp exam.Component) string { return score(r.Parts[comp].Score) }

func (c *correction) verdict(res exam.Result) string {
	row := c.row
	row.Result = res
	_, word := c.r.verdictMark(row)
	return word
}

// warnings say what follows from a correction so late.
func (c *correction) warnings() []fyne.CanvasObject {
	u, st := c.u, c.u.st
	var out []fyne.CanvasObject
	if c.view == nil {
		return nil
	}
	if c.view.Noticed {
		out = append(out, kit.Row(8, st.Shape(kit.Caution, 20), kit.Grow(st.Para(u.T("screen.correct.notice-again"), st.Body, kit.Warn, 700), 1)))
	}
	if c.view.Signed != "" {
		out = append(out, kit.Row(8, st.Shape(kit.Signed, 20), kit.Grow(st.Para(u.T("screen.correct.signed-stays", "session", string(c.view.Signed)), st.Caption, kit.Ink2, 700), 1)))
	}
	return out
}
