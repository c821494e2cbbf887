package screen

import (
	"strings"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// draw draws page and side.
func (r *record) draw() {
	u, st := r.u, r.u.st
	r.onRow = nil
	page := r.page()
	state, word := r.state()
	right := []fyne.CanvasObject{st.MarkSized(state, word, 22, st.Body)}
	if r.me.Role == exam.RoleInspector {
		right = append([]fyne.CanvasObject{st.Text(u.T("screen.record.readonly"), st.Body, kit.Ink2)}, right...)
	}
	if r.visiting() {
		right = append(right, st.Button(kit.Button{Word: u.T("screen.visit.key"), Key: "F3", Do: r.visitNote}))
	}
	right = append(right, st.Button(kit.Button{Word: u.T("screen.record.preview"), Key: "F7", Icon: "print", Do: r.preview}))
	head := u.header(u.T("screen.record.title"), u.session(r.in.Session, r.in.Subject), right...)
	r.drawSide()
	u.f.Show(u.page(head, kit.Columns(u.gap(), kit.Grow(kit.AtMost(page, pageWide), 1), kit.Fixed(r.side, sideWide, 0))), r.keys())
	r.follow()
	r.focus()
}

// focus gives the keyboard to what is typed into now.
func (r *record) focus() {
	switch {
	case r.area && r.signing():
		r.u.f.Focus(r.pass)
	case r.field != nil && r.active() != nil:
		r.u.f.Focus(r.field)
	default:
		r.u.f.Focus(nil)
	}
}

// state is the record's mark in the header.
func (r *record) state() (kit.State, string) {
	u := r.u
	n := len(r.view.State.Signatures)
	switch {
	case r.view.Done:
		return kit.Signed, u.T("screen.record.all-signed")
	case r.frozen() && len(r.view.Next) > 0:
		return kit.ToSign, u.T("screen.record.waits", "who", "code:role."+string(r.view.Next[0].As), "n", n, "of", len(r.view.Content.Signers))
	case len(r.view.State.Past) > 0:
		return kit.Revised, u.T("screen.record.revising", "n", r.view.State.Revision)
	}
	return kit.ToSign, u.T("screen.record.writing")
}

// drawSide draws the three steps again; the page and what is typed stay.
func (r *record) drawSide() {
	parts := []fyne.CanvasObject{r.what()}
	switch {
	case r.view.Done && r.view.State.Paper != nil:
		parts = []fyne.CanvasObject{kit.Grow(r.donePanel(), 1)}
	case !r.frozen():
		parts = append(parts, kit.Grow(r.freezePanel(), 1))
	case r.signing():
		parts = append(parts, r.padPanel(), kit.Grow(r.signPanel(), 1))
	default:
		parts = append(parts, kit.Grow(r.waitPanel(), 1))
	}
	r.side.Objects = []fyne.CanvasObject{kit.Col(r.u.gap(), parts...)}
	r.side.Refresh()
}

// what is the first step: exactly what a signature is under.
func (r *record) what() fyne.CanvasObject {
	u, st := r.u, r.u.st
	rev := max(1, r.view.Content.Revision)
	what := u.T("screen.record.what-draft", "no", string(r.no()), "n", rev)
	if f := r.view.State.Frozen; f != nil {
		what = u.T("screen.record.what", "no", string(r.no()), "n", f.Revision, "upto", count(int(f.UpTo)))
	}
	y := float32(8)
	if st.Short {
		y = 5
	}
	facts := []kit.Fact{{Label: u.T("screen.record.you-sign"), Value: what}, {Label: u.T("screen.record.code"), Value: r.view.Code, Tone: kit.Pri}}
	if !r.tight() {
		facts = append(facts, kit.Fact{Label: u.T("screen.record.after"), Value: u.T("screen.record.after-what", "n", rev+1)})
	}
	return st.Panel(kit.Col(0, st.StepHead("1", u.T("screen.record.step-see"), 40), kit.Pad(y, 16, st.Facts(st.Body-1, 3, facts...))))
}

// padPanel is the second step. Its head enlarges the pad.
func (r *record) padPanel() fyne.CanvasObject {
	u, st := r.u, r.u.st
	words := kit.Row(8, st.Text(u.T("screen.record.step-hand"), st.Body, kit.Ink))
	if st.Step != kit.Extra { // the strip names the key too
		words.Add(st.KeyCap("F6"))
	}
	name := st.Tap(words, r.larger)
	y := float32(10)
	if st.Short {
		y = 6
	}
	return st.Panel(kit.Col(0, st.StepHead("2", "", 50, name, kit.Space(),
		st.Button(kit.Button{Word: u.T("screen.record.undo-stroke"), Do: r.pad.Undo}), st.Button(kit.Button{Word: u.T("screen.record.clear"), Do: r.pad.Clear})),
		kit.Pad(y, 16, r.pad)))
}

// signPanel is the third step. What is missing stands under the passphrase.
func (r *record) signPanel() fyne.CanvasObject {
	u, st := r.u, r.u.st
	missing := r.missing()
	word := u.T("screen.record.sign")
	if r.busy {
		word = u.T("screen.signin.checking")
	}
	line := kit.Row(10, kit.Grow(r.pass, 1), st.Button(kit.Button{Word: word, Key: "F9", Kind: kit.Go, Off: len(missing) > 0 || r.busy, Do: r.step}))
	parts := []fyne.CanvasObject{line}
	switch {
	case r.wrong != "":
		parts = append(parts, r.say(kit.Caution, r.wrong))
	case len(missing) > 0:
		parts = append(parts, r.say(kit.Caution, u.T("screen.record.missing", "what", missing)))
	}
	if !r.tight() {
		parts = append(parts, kit.Flow(14, 366, r.soFar()...))
	}
	return st.Panel(kit.Col(0, st.StepHead("3", u.T("screen.record.step-pass"), 40), kit.Grow(kit.Pad(8, 16, kit.Col(6, parts...)), 1)))
}

// tight says that the largest text stands in the lowest window: what the page says
// too is left out of the side.
func (r *record) tight() bool { return r.u.st.Short && r.u.st.Step == kit.Extra }

// say is a shape with words that may take several lines.
func (r *record) say(s kit.State, text string) fyne.CanvasObject {
	st := r.u.st
	return kit.Columns(6, kit.Top(st.Shape(s, 18)), kit.Grow(st.Para(text, st.Body-1, s.Tone(), 340), 1))
}

// soFar says who has signed, by role, and who comes after this person.
func (r *record) soFar() []fyne.CanvasObject {
	u, st := r.u, r.u.st
	var out []fyne.CanvasObject
	signed, of, order := map[exam.Role]int{}, map[exam.Role]int{}, []exam.Role{}
	var later []string
	mine := 0
	for _, s := range r.view.Content.Signers {
		if of[s.As]++; of[s.As] == 1 {
			order = append(order, s.As)
		}
		for _, got := range r.view.State.Signatures {
			if got.By == s.Staff {
				signed[s.As]++
			}
		}
		if s.Staff == r.me.ID {
			mine = s.Group
		}
	}
	for _, as := range order {
		if signed[as] > 0 {
			out = append(out, st.MarkSized(kit.Signed, u.T("screen.record.so-far", "role", "code:role."+string(as), "n", signed[as], "of", of[as]), 16, st.Caption))
		}
	}
	for _, s := range r.view.Content.Signers {
		if s.Group == mine+1 {
			later = append(later, u.T("screen.record.who", "role", "code:role."+string(s.As), "name", s.Name))
		}
	}
	if len(later) > 0 && r.signing() {
		out = append(out, st.Text(u.T("screen.record.next", "names", later), st.Caption, kit.Ink2))
	}
	return out
}

// freezePanel stands in the place of the pad while the record is written.
func (r *record) freezePanel() fyne.CanvasObject {
	u, st := r.u, r.u.st
	own, others := r.lacking()
	parts := []fyne.CanvasObject{}
	if r.view.Content.ClosedAt.IsZero() {
		parts = append(parts, st.Note(kit.Waiting, "", u.T("screen.record.still-open"), st.Body, 366))
	} else if r.may("FreezeRecord") {
		parts = append(parts, st.Para(u.T("screen.record.freeze-how"), st.Body, kit.Ink, 360))
	}
	if len(own) > 0 {
		parts = append(parts, r.say(kit.Caution, u.T("screen.record.missing", "what", own)))
	}
	if len(others) > 0 {
		key := "screen.record.missing-super"
		if r.me.Role == exam.RoleSupervisor {
			key = "screen.record.missing-own"
		}
		parts = append(parts, r.say(kit.NotCome, u.T(key, "n", len(others))))
	}
	if r.wrong != "" {
		parts = append(parts, st.Note(kit.Caution, "", r.wrong, st.Body, 366))
	}
	if r.may("FreezeRecord") {
		parts = append(parts, st.Button(kit.Button{Word: u.T("screen.record.freeze"), Key: "F9", Kind: kit.Go, Tall: true,
			Off: len(own)+len(others) > 0 || r.view.Content.ClosedAt.IsZero(), Do: r.step}))
	} else if r.writing() {
		parts = append(parts, st.Para(u.T("screen.record.freeze-they"), st.Body, kit.Ink2, 360))
	}
	if r.writing() {
		parts = append(parts, st.Button(kit.Button{Word: u.T("screen.record.add-incident"), Key: "F3", Do: r.incident}))
	}
	return st.Panel(kit.Col(0, st.StepHead("2", u.T("screen.record.step-write"), 42), kit.Grow(kit.Clip(st.Scroll(kit.Pad(12, 16, kit.Col(10, parts...)))), 1)))
}

// waitPanel is for who has signed, or whose turn it is not: who is next.
func (r *record) waitPanel() fyne.CanvasObject {
	u, st := r.u, r.u.st
	var parts []fyne.CanvasObject
	if s := r.mine(); s != nil {
		parts = append(parts, kit.Row(12, st.MarkSized(kit.Signed, u.T("screen.record.signed"), 28, st.Title), st.Text(s.When.Format("15:04:05"), st.Lead, kit.Ink)))
	}
	var names []string
	for _, s := range r.view.Next {
		names = append(names, u.T("screen.record.who", "role", "code:role."+string(s.As), "name", s.Name))
	}
	switch {
	case r.view.Stale:
		parts = append(parts, st.Note(kit.Caution, "", u.T("screen.record.stale", "n", r.view.State.Revision+1), st.Body, 366))
	case r.view.Done:
		parts = append(parts, st.Note(kit.Caution, "", u.T("screen.record.no-paper"), st.Body, 366))
	case len(names) > 0 && r.mine() == nil && r.me.Role != exam.RoleInspector:
		parts = append(parts, st.Note(kit.ToSign, "", u.T("screen.record.not-turn", "names", names), st.Body, 366))
	case len(names) > 0:
		parts = append(parts, st.Para(u.T("screen.record.next-is", "names", names), st.Body, kit.Ink, 360))
	}
	if r.wrong != "" {
		parts = append(parts, r.say(kit.Caution, r.wrong))
	}
	parts = append(parts, r.soFar()...)
	return st.Panel(kit.Top(kit.Pad(14, 16, kit.Col(10, append(parts, r.after()...)...))))
}

// donePanel is what remains once everybody has signed: when, the checkpoint as text
// and symbol, both the same as on the paper, and the stamped scan.
func (r *record) donePanel() fyne.CanvasObject {
	u, st := r.u, r.u.st
	p := r.view.State.Paper
	last := r.view.State.Signatures[len(r.view.State.Signatures)-1].When
	if s := r.mine(); s != nil {
		last = s.When
	}
	facts := kit.Col(2, st.MarkSized(kit.Signed, u.T("screen.record.signed"), 26, st.Title), st.Text(last.Format("15:04:05"), st.Lead, kit.Ink), kit.Gap(0, 4),
		st.Para(u.T("screen.record.what-short", "no", string(r.no()), "n", r.view.State.Revision), st.Caption, kit.Ink2, 150),
		st.Text(r.view.Code[:9], st.Body, kit.Pri), st.Text(r.view.Code[10:], st.Body, kit.Pri))
	if r.view.State.Seal != nil {
		facts.Add(st.MarkSized(kit.Accepted, u.T("screen.record.sealed"), 16, st.Caption))
	}
	const side = 120 // two units a cell
	top := fyne.CanvasObject(facts)
	if code, err := st.QR(p.Checkpoint, side); err == nil {
		r.code = code
		top = kit.Columns(16, kit.Middle(st.Edged(kit.Panel, kit.Line, 1, code)), kit.Grow(facts, 1))
	}
	// The blank line of the note's form says nothing to a reader.
	note := strings.ReplaceAll(strings.TrimSpace(p.Checkpoint), "\n\n", "\n")
	name := kit.Row(10, st.Text(u.T("screen.record.checkpoint"), st.Lead, kit.Ink), st.MarkSized(kit.Done, u.T("screen.record.same-paper"), 16, st.Caption))
	parts := []fyne.CanvasObject{top, name, kit.Grow(kit.Steady(st.Scroll(st.Para(note, st.Lead, kit.Ink, 360)), st.Lead*1.45), 1)}
	if r.wrong != "" {
		parts = append(parts, r.say(kit.Caution, r.wrong))
	}
	return st.Panel(kit.Pad(12, 16, kit.Col(8, append(parts, r.after()...)...)))
}

// after are the steps that are left for a frozen record.
func (r *record) after() []fyne.CanvasObject {
	u, st := r.u, r.u.st
	var out []fyne.CanvasObject
	if r.canSeal() {
		out = append(out, kit.Grow(st.Button(kit.Button{Word: u.T("screen.record.seal"), Key: "F6", Do: r.seal}), 1))
	}
	if r.frozen() && r.may("ReopenRecord") {
		out = append(out, kit.Grow(st.Button(kit.Button{Word: u.T("screen.record.reopen"), Key: "F4", Do: r.reopen}), 1))
	}
	if len(out) == 0 {
		return nil
	}
	return []fyne.CanvasObject{kit.Columns(8, out...)}
}
