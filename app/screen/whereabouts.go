package screen

import "fmt"

// whereabouts say to the trace where the person is: the screen, what has the
// keyboard on it, and what stage its work has reached. They are places and stages,
// never names, numbers of people or scores.
type whereabouts struct {
	screen, focus, stage string
}

// where is the whereabouts of the moment.
func where(s *shell) whereabouts {
	if s == nil || s.at == nil {
		return whereabouts{screen: "starting"}
	}
	w := whereabouts{screen: s.at.name()}
	w.focus, w.stage = placed(s.at)
	if s.u.f.Layered() {
		w.screen += " dialog"
		w.focus = s.u.f.Holds()
	}
	return w
}

// placed is what has the keyboard on a screen, and its stage.
func placed(at screen) (focus, stage string) {
	switch x := at.(type) {
	case *signin:
		return either(x.typed, "passphrase", "list"), either(x.busy, "checking", "waiting")
	case *dayPage:
		at := nth("need", x.need)
		if x.areaB || len(x.list) == 0 {
			at = nth("session", x.cur)
		}
		return at, either(x.loaded, "shown", "asking")
	case *checkin:
		return either(x.row < 0, "field", nth("came", x.row)), either(x.open, "open", x.in.Status)
	case *theory:
		return nth("paper", x.at), x.stage()
	case *practical:
		return x.keyboard(), x.mode.String()
	case *record:
		return x.keyboard(), x.stage()
	case *upload:
		return nth("row", x.at), either(x.busy(), "busy", x.stage)
	case *results:
		return nth("row", x.at), either(x.busy == "", x.view.Stage, "busy")
	}
	return "", ""
}

// nth names a place in a list, counted from 1.
func nth(of string, at int) string { return fmt.Sprintf("%s %d", of, at+1) }

func either(is bool, yes, no string) string {
	if is {
		return yes
	}
	return no
}

// stage is how far a theory session is for this person.
func (t *theory) stage() string {
	switch {
	case t.view.Both:
		return "both handed in"
	case t.view.Submitted:
		return "handed in"
	}
	return "entering"
}

// keyboard is the item that a score would go to.
func (p *practical) keyboard() string {
	if p.at < 0 {
		return "nobody"
	}
	if p.mode == inQueue {
		return nth("station", p.cursor)
	}
	return nth("station", p.at) + nth(" item", p.item)
}

// String is the mode's name in the trace.
func (m scoringMode) String() string {
	return [...]string{"scoring", "veto box", "low score", "veto", "complete", "handed in", "taking back", "stopping", "stations", "arbitrating"}[m]
}

// keyboard is the field that is written, or the part of signing that is reached.
func (r *record) keyboard() string {
	switch f := r.active(); {
	case f != nil && r.text != nil && r.text.Focused():
		return "words of " + f.Name
	case f != nil:
		return f.Name
	case r.signing() && r.area:
		return "passphrase"
	}
	return "page"
}

// stage is how far the record is, and whether it is this person's turn.
func (r *record) stage() string {
	switch {
	case r.busy:
		return "checking"
	case r.view.State.Paper != nil:
		return "signed by all"
	case r.signing():
		return "to sign"
	case r.frozen() && r.mine() != nil:
		return "signed"
	case r.frozen():
		return "frozen"
	}
	return "written"
}
