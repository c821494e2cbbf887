package screen

import (
	"strings"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// close asks before the absent are marked 缺考, naming them.
func (c *checkin) close() {
	u := c.u
	var names []fyne.CanvasObject
	for _, s := range c.seats {
		if s.State == exam.NotCome {
			names = append(names, u.st.Mark(kit.Absent, c.absent(s)))
		}
	}
	missing := len(names)
	if cols, most := u.absentColumns(); missing > cols*most {
		names = append(names[:cols*most-1], u.st.Text(u.T("screen.checkin.close-more", "n", missing-cols*most+1), u.st.Body, kit.Ink2))
	}
	big := u.T("screen.checkin.close-do", "n", missing)
	if missing == 0 {
		big = u.T("screen.checkin.close-none")
	}
	u.ask(ask{
		title: u.T("screen.checkin.close"), line: u.session(c.in.Session, c.in.Subject), big: big,
		note: u.T("screen.checkin.close-note"),
		body: func() fyne.CanvasObject {
			cols, most := u.absentColumns()
			var parts []fyne.CanvasObject
			for i := range cols {
				var col []fyne.CanvasObject
				if from := i * most; from < len(names) {
					col = names[from:min(from+most, len(names))]
				}
				parts = append(parts, kit.Grow(kit.Col(6, col...), 1))
			}
			return kit.Col(12, u.st.Text(u.T("screen.checkin.close-line", "n", missing), u.st.Lead, kit.Ink), kit.Columns(12, parts...))
		},
		do: func() bool {
			done, err := c.d.CloseSession(u.ctx, c.no())
			if !u.refused(err) {
				u.stored("screen.checkin.saved-close", "no", string(c.no()), "n", len(done.Absent))
				c.open = false
				c.in.Status = "to-sign"
				c.reload()
				c.watch()
			}
			return true
		},
		after: c.draw,
	})
}

// absentColumns says how the names stand in the closing dialog: columns, and names in
// each.
func (u *ui) absentColumns() (cols, most int) {
	switch {
	case u.st.Step == kit.Extra && u.st.Short:
		return 2, 8
	case u.st.Step == kit.Extra:
		return 2, 10
	case u.st.Short:
		return 3, 9
	}
	return 3, 10
}

// absent is one name of those who have not come.
func (c *checkin) absent(s desk.SeatView) string {
	if s.Seat == 0 { // the station was never drawn
		return join(s.Name, string(s.No))
	}
	return c.u.T(c.seatKey("screen.checkin.absent-one"), "seat", s.Seat, "name", s.Name, "no", string(s.No))
}

// undo takes the chosen line of the last ten back, else the shown person, else the last.
func (c *checkin) undo() {
	switch {
	case c.row >= 0 && c.row < len(c.recent):
		c.undoOf(c.recent[c.row])
		return
	case c.shown != nil && c.shown.view.Attendance.State != exam.NotCome:
		who := c.shown.view.Candidate
		c.undoOf(desk.SeatView{No: who.No, Name: who.Name, Seat: c.shown.view.Attendance.Seat})
		return
	case len(c.recent) > 0:
		c.undoOf(c.recent[0])
		return
	}
	c.u.note = c.u.T("screen.checkin.nothing-to-undo")
	c.draw()
}

// undoOf asks for the reason, by digit, and takes one check-in back.
func (c *checkin) undoOf(s desk.SeatView) {
	u := c.u
	askReason(u, u.T("screen.checkin.undo"), join(string(s.No), s.Name), u.T("screen.checkin.undo-do"), "undo", u.codes.undo, func(code, text string) error {
		if text != "" {
			code = join(u.T("undo."+code), text)
		}
		if err := c.d.UndoAdmit(u.ctx, c.no(), s.No, code); err != nil {
			return err
		}
		u.stored("screen.checkin.saved-undo")
		c.shown, c.last = nil, nil
		c.reload()
		return nil
	}, c.draw)
}

// record writes the refused person into the exam-room record: a violation or an
// incident, by code. What the card says is the text where nobody writes another.
func (c *checkin) record() {
	u := c.u
	if c.shown == nil || c.shown.view.Candidate.No == "" {
		return
	}
	who, why := c.shown.view.Candidate, c.shown.sentence
	askReason(u, u.T("screen.checkin.record"), join(string(who.No), who.Name), u.T("screen.checkin.record-do"), "", u.codes.door, func(code, text string) error {
		if text == "" {
			text = why
		}
		kind, code, _ := strings.Cut(code, ".")
		at := u.now().Format("15:04")
		var err error
		if kind == "violation" {
			_, err = c.d.ReportViolation(u.ctx, who.No, exam.Violation{Session: c.no(), Code: code, Facts: text, Time: at})
		} else {
			err = c.d.AddIncident(u.ctx, c.no(), 0, exam.Incident{Time: at, Candidate: who.No, Code: code, Text: text})
		}
		if err != nil {
			return err
		}
		u.stored("screen.checkin.saved-record", "what", "code:"+kind+"."+code)
		return nil
	}, c.draw)
}

// large shows the seat map over the window.
func (c *checkin) large() {
	u := c.u
	m := u.st.NewSeatMap(kit.SeatColumns(len(c.seats)))
	m.Set(c.cells(), c.now())
	u.f.Open(&kit.Dialog{
		Title: u.T("screen.checkin.map"), Line: c.in.Room.Name,
		Body: func() fyne.CanvasObject { return kit.Fixed(m.Object(), 0, c.mapHeight()) },
		Keys: kit.Table{{Names: []string{"Esc", "F6", "Enter"}, Cap: "Esc", Word: u.T("screen.key.close"), Do: u.f.Close}},
		Foot: []fyne.CanvasObject{u.st.Button(kit.Button{Word: u.T("screen.key.close"), Key: "Esc", Do: u.f.Close})},
	})
}

// mapHeight is what the window leaves for the large map.
func (c *checkin) mapHeight() float32 {
	if c.u.st.Short {
		return 410
	}
	return 470
}

// decide lets the site lead decide here, with their own passphrase and a reason.
func (c *checkin) decide() {
	u := c.u
	if c.shown == nil || !c.shown.view.Overrule || c.lead == nil {
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
