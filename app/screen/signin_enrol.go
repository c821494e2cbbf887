package screen

import (
	"fyne.io/fyne/v2"

	"kaowu/app/screen/kit"
)

// enrol sets a person's passphrase, the first one or a new one for one forgotten:
// twice, and the site lead beside them confirms with their own.
func (s *signin) enrol(p member) {
	u, st := s.u, s.u.st
	one := kit.NewField(st, kit.Secret, kit.FieldLook{Size: st.Lead}, u.now)
	two := kit.NewField(st, kit.Secret, kit.FieldLook{Size: st.Lead}, u.now)
	lead := kit.NewField(st, kit.Secret, kit.FieldLook{Size: st.Lead}, u.now)
	fields := []*kit.Field{one, two, lead}
	labels := []string{u.T("screen.signin.new"), u.T("screen.signin.again"), u.T("screen.signin.lead")}
	wrong, busy := "", false
	next := func() {
		for i, f := range fields {
			if f.Focused() {
				u.f.Focus(fields[(i+1)%len(fields)])
				return
			}
		}
		u.f.Focus(one)
	}
	u.ask(ask{
		title: u.T("screen.signin.first"), line: p.Name, big: u.T("screen.signin.first-do"), width: 680, first: one,
		body: func() fyne.CanvasObject {
			var rows []fyne.CanvasObject
			for i, f := range fields {
				rows = append(rows, kit.Row(12, kit.Fixed(st.Text(labels[i], st.Body, kit.Ink2), 200, 0), kit.Grow(f, 1)))
			}
			rows = append(rows, st.Para(u.T("screen.signin.first-how"), st.Caption, kit.Ink2, 620))
			switch {
			case busy:
				rows = append(rows, st.Text(u.T("screen.signin.checking"), st.Body, kit.Ink2))
			case wrong != "":
				rows = append(rows, st.Note(kit.Caution, "", wrong, st.Body, 620))
			}
			return kit.Col(10, rows...)
		},
		keys: kit.Table{
			{Names: []string{"Tab", "Down"}, Cap: "Tab", Word: u.T("screen.key.area"), Do: next},
			// Enter goes on to what is still empty; only then it enrols.
			{Names: []string{"Enter"}, Do: next, When: func() bool { return two.Text() == "" || lead.Text() == "" }},
		},
		do: func() bool {
			if busy {
				return false
			}
			if one.Text() != two.Text() {
				wrong = u.T("screen.signin.not-same")
				u.f.Redraw()
				return false
			}
			busy, wrong = true, ""
			u.f.Redraw()
			secret, leads := one.Text(), lead.Text()
			kit.Back(u.run, func() (bool, error) { return true, s.g.enroll(p.ID, secret, leads) }, func(_ bool, err error) {
				busy = false
				if err != nil {
					wrong = u.w.Sentence(err)
					u.f.Redraw()
					return
				}
				s.enrolled(p)
				u.f.Close()
			})
			return false
		},
		after: s.draw,
	})
}

// enrolled notes that a person has a passphrase now; the keyboard goes to it.
func (s *signin) enrolled(p member) {
	for i := range s.g.cover.staff {
		if s.g.cover.staff[i].ID == p.ID {
			s.g.cover.staff[i].Enrolled = true
		}
	}
	delete(s.until, p.ID)
	s.wrong = ""
	s.filter(s.find.Text())
	for i, x := range s.list {
		if x.ID == p.ID {
			s.at, s.typed = i, true
		}
	}
}
