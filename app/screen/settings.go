package screen

import (
	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// choices are what a person sets with F2; they are kept per laptop.
type choices struct {
	look kit.Look
	size kit.Size
	lang string
}

// Keys of the laptop's preferences.
const (
	prefLook = "look"
	prefSize = "size"
	prefLang = "language"
)

// readChoices reads what is kept; lang is the language the program was started in.
func readChoices(p fyne.Preferences, lang string) choices {
	c := choices{look: kit.Look(p.StringWithFallback(prefLook, string(kit.Light))), size: kit.Size(p.Int(prefSize)), lang: lang}
	if kept := p.String(prefLang); kept != "" {
		c.lang = kept
	}
	known := false
	for _, l := range kit.Looks() {
		known = known || l == c.look
	}
	if !known {
		c.look = kit.Light
	}
	if c.size < kit.Standard || c.size > kit.Extra {
		c.size = kit.Standard
	}
	return c
}

func (c choices) keep(p fyne.Preferences) {
	p.SetString(prefLook, string(c.look))
	p.SetInt(prefSize, int(c.size))
	p.SetString(prefLang, c.lang)
}

// settings is F2: look, text size, language, and the short code of the day.
func (s *shell) settings() {
	u := s.u
	looks := kit.Looks()
	set := func(i int) {
		c := s.chosen
		switch {
		case i < 3:
			c.look = looks[i]
		case i < 6:
			c.size = kit.Size(i - 3)
		case i == 6:
			c.lang = "zh"
		default:
			c.lang = "en"
		}
		u.f.Close()
		s.choose(c)
		s.settings()
	}
	words := []string{u.T("screen.look.light"), u.T("screen.look.dark"), u.T("screen.look.contrast"),
		u.T("screen.size.standard"), u.T("screen.size.large"), u.T("screen.size.extra"), u.T("screen.lang.zh"), u.T("screen.lang.en")}
	on := []bool{s.chosen.look == looks[0], s.chosen.look == looks[1], s.chosen.look == looks[2],
		s.chosen.size == kit.Standard, s.chosen.size == kit.Large, s.chosen.size == kit.Extra, s.chosen.lang == "zh", s.chosen.lang == "en"}
	opts := make([]kit.Option, len(words))
	for i, w := range words {
		opts[i] = kit.Option{Word: w, Picked: on[i]}
	}
	row := func(label string, from, to int) fyne.CanvasObject {
		return kit.Row(12, kit.Fixed(u.st.Text(label, u.st.Body, kit.Ink2), 110, 0), kit.Grow(u.st.ChoiceFrom(from, opts[from:to], set), 1))
	}
	keys := append(kit.Picks(8, u.T("screen.settings.pick"), set, nil),
		kit.Key{Names: []string{"Esc", "F2", "Enter"}, Cap: "Esc", Word: u.T("screen.key.close"), Do: u.f.Close})
	foot := []fyne.CanvasObject{}
	if s.desk != nil {
		keys = append(keys, kit.Key{Names: []string{"9"}, Word: u.T("screen.code.set"), Do: s.shortCode})
		foot = append(foot, u.st.Button(kit.Button{Word: u.T("screen.code.set"), Key: "9", Do: s.shortCode}))
	}
	if s.desk != nil && exam.May("Keys", s.desk.Staff().Role) {
		people := func() {
			u.f.Close()
			s.open("keys", visit{})
		}
		keys = append(keys, kit.Key{Names: []string{"0"}, Word: u.T("screen.keys.title"), Do: people})
		foot = append([]fyne.CanvasObject{u.st.Button(kit.Button{Word: u.T("screen.keys.title"), Key: "0", Do: people})}, foot...)
	}
	u.f.Open(&kit.Dialog{
		Title: u.T("screen.key.settings"), Keys: keys, Foot: append(foot, u.st.Button(kit.Button{Word: u.T("screen.key.close"), Key: "Esc", Do: u.f.Close})),
		Body: func() fyne.CanvasObject {
			return kit.Col(12, row(u.T("screen.settings.look"), 0, 3), row(u.T("screen.settings.size"), 3, 6), row(u.T("screen.settings.lang"), 6, 8))
		},
	})
}

// shortCode sets the person's code for the rest of the day, to share a laptop with gloves on.
func (s *shell) shortCode() {
	u := s.u
	code := kit.NewField(u.st, kit.Code, kit.FieldLook{Size: u.st.Title}, u.now)
	wrong := ""
	u.ask(ask{
		title: u.T("screen.code.set"), big: u.T("screen.practical.store"), width: 560, first: code,
		body: func() fyne.CanvasObject {
			parts := []fyne.CanvasObject{u.st.Para(u.T("screen.code.how"), u.st.Body, kit.Ink2, 500), kit.Fixed(code, 0, 56)}
			if wrong != "" {
				parts = append(parts, u.st.Note(kit.Caution, "", wrong, u.st.Body, 500))
			}
			return kit.Col(12, parts...)
		},
		do: func() bool {
			if err := s.desk.SetCode(code.Text()); err != nil {
				wrong = u.w.Sentence(err)
				u.f.Redraw()
				return false
			}
			u.stored("screen.code.saved")
			return true
		},
	})
}

// textSize steps the size up or down, or back to standard.
func (s *shell) textSize(by int) func() {
	return func() {
		c := s.chosen
		if by == 0 {
			c.size = kit.Standard
		} else {
			c.size = max(kit.Standard, min(kit.Extra, c.size+kit.Size(by)))
		}
		s.choose(c)
	}
}
