package screen

import (
	"fyne.io/fyne/v2"

	"kaowu/app/screen/kit"
)

// ask is a question over the screen: Esc leaves nothing, the big step does it.
type ask struct {
	title, line, note string
	width             float32
	body              func() fyne.CanvasObject
	first             fyne.Focusable
	keys              kit.Table
	big               string      // word of the big step
	do                func() bool // true closes
	after             func()      // once it is closed, done or not
	esc               func() bool // false keeps it open; nil: Esc closes
}

// ask opens the question.
func (u *ui) ask(a ask) {
	done := func() {
		if a.do == nil || a.do() {
			u.f.Close()
		}
	}
	leave := func() {
		if a.esc == nil || a.esc() {
			u.f.Close()
		}
	}
	names := []string{"F9"}
	if _, typed := a.first.(*kit.Area); !typed {
		names = append(names, "Enter")
	}
	keys := append(kit.Table{}, a.keys...)
	keys = append(keys, kit.Key{Names: names, Cap: "F9", Word: a.big, Do: done},
		kit.Key{Names: []string{"Esc"}, Word: u.T("screen.key.cancel"), Do: leave})
	u.f.Open(&kit.Dialog{
		Title: a.title, Line: a.line, Note: a.note, Width: a.width, Body: a.body, First: a.first, Keys: keys, OnClose: a.after,
		Foot: []fyne.CanvasObject{
			u.st.Button(kit.Button{Word: u.T("screen.key.cancel"), Key: "Esc", Do: leave}),
			u.st.Button(kit.Button{Word: a.big, Key: "F9", Kind: kit.Go, Do: done}),
		},
	})
}

// askReason asks for a reason by digit, with words of one's own where the code is
// "other". prefix is the area of the codes' wording;
// empty where the codes say it themselves.
func askReason(u *ui, title, line, big, prefix string, list []string, done func(code, text string) error, after func()) {
	askReasonSaid(u, title, line, "", big, prefix, list, done, after)
}

// askReasonSaid is askReason under a sentence that says what the step will do.
func askReasonSaid(u *ui, title, line, said, big, prefix string, list []string, done func(code, text string) error, after func()) {
	picked := -1
	area := kit.NewArea(u.st, "", u.T("screen.reason.words"), u.now)
	wrong := ""
	pick := func(i int) {
		picked, wrong = i, ""
		u.f.Redraw()
	}
	u.ask(ask{
		title: title, line: line, big: big, after: after,
		body: func() fyne.CanvasObject {
			parts := []fyne.CanvasObject{reasonRows(u, prefix, list, picked, pick), kit.Fixed(area, 0, 84)}
			if said != "" {
				parts = append([]fyne.CanvasObject{u.st.Note(kit.Revised, "", said, u.st.Body, 772)}, parts...)
			}
			if wrong != "" {
				parts = append(parts, u.st.Note(kit.Caution, "", wrong, u.st.Body, 740))
			}
			return kit.Col(12, parts...)
		},
		keys: append(kit.Picks(len(list), u.T("screen.reason.pick"), pick, func() bool { return !area.Focused() }),
			kit.Key{Names: []string{"Tab"}, Word: u.T("screen.reason.words"), Do: func() { u.f.Focus(area) }}),
		do: func() bool {
			if picked < 0 {
				wrong = u.T("screen.reason.missing")
				u.f.Redraw()
				return false
			}
			if err := done(list[picked], area.Text); err != nil {
				wrong = u.w.Sentence(err)
				u.f.Redraw()
				return false
			}
			return true
		},
	})
}

// reasonRows are reasons in rows of four, or of three where there are nine.
func reasonRows(u *ui, prefix string, list []string, picked int, pick func(i int)) fyne.CanvasObject {
	opts := make([]kit.Option, len(list))
	for i, c := range list {
		if prefix != "" {
			c = prefix + "." + c
		}
		opts[i] = kit.Option{Word: u.T(c), Picked: i == picked}
	}
	each := 4
	if len(list) > 8 {
		each = 3 // nine stand in a square, with room for long words
	}
	return u.st.ChoiceGrid(opts, each, pick)
}

// askIncident asks what happened 异常, by code and in words.
func askIncident(u *ui, line string, done func(code, text string) error) {
	askReason(u, u.T("screen.incident.title"), line, u.T("screen.incident.store"), "incident", cut(u.codes.incident, 9), func(code, text string) error {
		if err := done(code, text); err != nil {
			return err
		}
		u.stored("screen.incident.saved")
		return nil
	}, nil)
}

// askText asks for one text.
func askText(u *ui, title, line, big, text string, done func(text string) bool, after func()) {
	area := kit.NewArea(u.st, text, "", u.now)
	u.ask(ask{
		title: title, big: big, first: area, after: after,
		body: func() fyne.CanvasObject {
			return kit.Col(10, u.st.Para(line, u.st.Body, kit.Ink2, 740), kit.Fixed(area, 0, 84))
		},
		do: func() bool { return done(area.Text) },
	})
}
