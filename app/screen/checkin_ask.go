package screen

import (
	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// close asks before the absent are marked 缺考, naming them.
func (c *checkin) close() {
	u := c.u
	var names []string
	for _, s := range c.seats {
		if s.State == exam.NotCome {
			names = append(names, u.T("screen.checkin.absent-one", "seat", s.Seat, "name", s.Name, "no", string(s.No)))
		}
	}
	big := u.T("screen.checkin.close-do", "n", len(names))
	if len(names) == 0 {
		big = u.T("screen.checkin.close-none")
	}
	u.ask(ask{
		title: u.T("screen.checkin.close"), line: u.session(c.in.Session, c.in.Subject), big: big,
		note: u.T("screen.checkin.close-note"),
		body: func() fyne.CanvasObject {
			rows := []fyne.CanvasObject{u.st.Text(u.T("screen.checkin.close-line", "n", len(names)), u.st.Lead, kit.Ink)}
			for _, n := range cut(names, 10) {
				rows = append(rows, u.st.Mark(kit.Absent, n))
			}
			if len(names) > 10 {
				rows = append(rows, u.st.Text(u.T("screen.checkin.close-more", "n", len(names)-10), u.st.Body, kit.Ink2))
			}
			return kit.Col(6, rows...)
		},
		do: func() bool {
			done, err := c.d.CloseSession(u.ctx, c.no())
			if !u.refused(err) {
				u.stored("screen.checkin.saved-close", "no", string(c.no()), "n", len(done.Absent))
				c.open = false
				c.in.Status = "to-sign"
				c.reload()
			}
			return true
		},
		after: c.draw,
	})
}

// large shows the seat map over the window.
func (c *checkin) large() {
	u := c.u
	m := u.st.NewSeatMap(kit.SeatColumns(len(c.seats)))
	m.Set(c.cells(), c.now())
	u.f.Open(&kit.Dialog{
		Title: u.T("screen.checkin.map"), Line: c.in.Room.Name,
		Body: func() fyne.CanvasObject { return kit.Fixed(m.Object(), 0, 420) },
		Keys: kit.Table{{Names: []string{"Esc", "F6", "Enter"}, Cap: "Esc", Word: u.T("screen.key.close"), Do: u.f.Close}},
		Foot: []fyne.CanvasObject{u.st.Button(kit.Button{Word: u.T("screen.key.close"), Key: "Esc", Do: u.f.Close})},
	})
}

// decide lets the site lead decide here, with their own passphrase and a reason.
func (c *checkin) decide() {
	u := c.u
	if c.shown == nil || c.shown.code == "" || c.lead == nil {
		return
	}
	who := c.shown.view.Candidate
	pass := kit.NewField(u.st, kit.Secret, kit.FieldLook{Size: u.st.Lead}, u.now)
	area := kit.NewArea(u.st, "", u.T("screen.checkin.decide-reason"), u.now)
	wrong := ""
	busy := false
	u.ask(ask{
		title: u.T("screen.checkin.decide"), line: join(string(who.No), who.Name), big: u.T("screen.checkin.decide-do"), first: area,
		body: func() fyne.CanvasObject {
			parts := []fyne.CanvasObject{u.st.Para(c.shown.sentence, u.st.Body, kit.Err, 760), kit.Fixed(area, 0, 84),
				kit.Row(12, u.st.Text(u.T("screen.checkin.decide-pass"), u.st.Body, kit.Ink2), kit.Grow(pass, 1))}
			if busy {
				parts = append(parts, u.st.Text(u.T("screen.signin.checking"), u.st.Body, kit.Ink2))
			} else if wrong != "" {
				parts = append(parts, u.st.Note(kit.Caution, "", wrong, u.st.Body, 740))
			}
			return kit.Col(12, parts...)
		},
		keys: kit.Table{{Names: []string{"Tab"}, Word: u.T("screen.key.area"), Do: func() {
			if pass.Focused() {
				u.f.Focus(area)
			} else {
				u.f.Focus(pass)
			}
		}}},
		do: func() bool {
			if busy {
				return false
			}
			busy = true
			u.f.Redraw()
			reason, secret := area.Text, []byte(pass.Text())
			kit.Back(u.run, func() (desk.CheckInView, error) {
				d, err := c.lead(secret)
				if err != nil {
					return desk.CheckInView{}, err
				}
				return d.AdmitByLead(u.ctx, c.no(), who.No, reason)
			}, func(v desk.CheckInView, err error) {
				busy = false
				if err != nil {
					wrong = u.w.Sentence(err)
					pass.Set("", false)
					u.f.Redraw()
					return
				}
				u.f.Close()
				c.take(v, desk.Match{No: who.No, Name: who.Name}, nil)
			})
			return false
		},
		after: c.draw,
	})
}
