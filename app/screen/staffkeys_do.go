package screen

import (
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// revoke says what revoking means for the person or laptop under the cursor, asks why,
// and does it: the book's data key is made anew meanwhile.
func (k *staffKeys) revoke() {
	u, h := k.u, *k.holder()
	said, who, line := "screen.keys.revoke-said", string(h.Staff), join(h.Name, u.T("role."+string(h.Role)))
	if who == "" {
		said, who, line = "screen.keys.revoke-laptop", h.Laptop, h.Laptop
	}
	why := blank{key: "code", label: u.T("screen.keys.why"), kind: pickBlank, codes: cut(u.codes.revoke, 9)}
	for _, c := range why.codes {
		why.words = append(why.words, u.T("revoke."+c))
	}
	u.fill(form{title: u.T("screen.keys.revoke"), line: line, said: u.T(said), big: u.T("screen.keys.revoke"),
		blanks: []blank{why, {key: "text", label: u.T("screen.keys.text"), kind: longBlank}},
		do: func(a answered) error {
			return k.d.Revoke(u.ctx, who, a["code"], a.text("text"))
		},
		done: func() { u.stored("screen.keys.saved-revoked", "who", h.Name); k.reload("") }, after: k.redraw})
}

// admit asks why the late event under the cursor may count.
func (k *staffKeys) admit() {
	u, l := k.u, *k.late()
	u.fill(form{title: u.T("screen.keys.admit"), line: join(l.By, u.T("screen.kind."+string(l.Fact.Kind)), string(l.Candidate)), said: u.T("screen.keys.admit-said"), big: u.T("screen.keys.admit"),
		blanks: []blank{{key: "text", label: u.T("screen.keys.admit-why"), kind: longBlank}},
		do: func(a answered) error {
			return k.d.AdmitLate(u.ctx, l.Fact.ID, a.text("text"))
		},
		done: func() { u.stored("screen.keys.saved-admitted"); k.reload("") }, after: k.redraw})
}

// keyMark is where a holder's key stands.
func keyMark(times int, gone bool) (kit.State, string) {
	switch {
	case times == 0:
		return kit.NotCome, "none"
	case gone:
		return kit.Rejected, "gone"
	case times > 1:
		return kit.Revised, "anew"
	}
	return kit.Done, "holds"
}

// stamp is a moment as the lists show it.
func stamp(t exam.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02 15:04")
}
