package paper

// fact is a label and what it says. A wide one takes a whole row.
type fact struct {
	label, value string
	wide         bool
	high         float64 // height at least, to write in by hand
}

// facts puts labelled facts side by side, across pairs to a row.
func (fl *flow) facts(across int, list ...fact) { fl.factsIn(fl.inner(), across, list...) }

// factsIn is facts no wider than width, for a form with something beside them.
func (fl *flow) factsIn(width float64, across int, list ...fact) {
	label := 21.0 // so that the facts of all sections of a form stand in line
	for _, x := range list {
		label = max(label, fl.f.Face.Width(fl.f.Face.Printable(x.label), bodySize)+2*padX+0.5)
	}
	label = min(label, 34)
	value := width/float64(across) - label
	t := table{low: 6.6}
	for range across {
		t.widths = append(t.widths, label, value)
	}
	var r row
	flush := func() {
		if len(r) > 0 {
			r[len(r)-1].span = 2*across - len(r) + 1
			t.rows = append(t.rows, r)
			r = nil
		}
	}
	for _, x := range list {
		if x.wide {
			flush()
		}
		r = append(r, cell{s: x.label, fill: Tint, high: x.high}, cell{s: x.value})
		if x.wide || len(r) == 2*across {
			flush()
		}
	}
	flush()
	fl.table(t)
}

// sitting is the head of every form of a room session (domain 9): whose exam,
// where, what and when. extra comes at its end.
func (fl *flow) sitting(s Sitting, extra ...fact) {
	f, h := fl.f, fl.f.Header
	across := 2
	if fl.w > fl.h {
		across = 3
	}
	list := []fact{
		{label: f.t("body"), value: h.Body},
		{label: f.t("filing"), value: h.Filing},
		{label: f.t("exam"), value: h.Exam},
		{label: f.t("site"), value: h.Site},
		{label: f.t("room"), value: f.t("no-name", "no", s.Room.No, "name", s.Room.Name)},
		{label: f.t("session"), value: string(s.Session.No)},
		{label: f.t("component"), value: f.component(s.Session.Component)},
		{label: f.t("occupation"), value: f.trade(s.Subject)},
		{label: f.t("level"), value: s.Subject.Level.Printed()},
		{label: f.t("when"), value: f.t("date-span", "date", s.Session.Date, "from", s.Session.Start, "to", s.Session.End)},
	}
	fl.facts(across, append(list, extra...)...)
}

// about names a sitting in a running head.
func (f *Frame) about(s Sitting) string {
	return f.t("about-session", "exam", f.Header.Exam, "session", s.Session.No, "room", s.Room.No)
}
