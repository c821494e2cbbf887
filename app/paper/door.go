package paper

import (
	"strconv"

	"kaowu/app/exam"
)

// DoorRow is a candidate's line of a door list, and a label for their place.
type DoorRow struct {
	Seat int // seat or station
	No   exam.CandidateNo
	Name string
}

// DoorData is what a session's door list 门贴 and its seat labels 座位签 say (domain
// 8: rooms posted with number, subject and rules). They hang where everybody reads
// them, so no ID number stands on them.
type DoorData struct {
	Sitting
	Rows  []DoorRow // in order of seat
	Drawn bool      // stations are drawn at the door: none is anybody's yet
	// Hidden: who scores here may not know whose work a station is 密号, so neither
	// door nor station says it; the ticket does.
	Hidden bool
	Late   int // minutes after the start; nobody enters later
}

// Sizes of what is read from afar, in points, and the measures of a label.
const (
	roomSize   = 60.0
	doorSize   = 14.0
	seatSize   = 28.0
	labelTall  = 38.0
	labelsWide = 3
)

// DoorList lays out a door list, A4 portrait: room and session large, then who sits
// where, in two columns read downward.
func DoorList(f *Frame, d DoorData) Doc {
	fl := newFlow(f, false, f.t("door-list"), f.about(d.Sitting))
	fl.center(d.Room.No, roomSize)
	for _, s := range []string{
		d.Room.Name,
		f.t("door-session", "session", d.Session.No, "component", f.component(d.Session.Component)),
		f.t("door-subject", "occupation", f.trade(d.Subject), "level", d.Subject.Level.Printed()),
		f.t("date-span", "date", d.Session.Date, "from", d.Session.Start, "to", d.Session.End),
		f.t("count", "n", len(d.Rows)),
	} {
		fl.center(s, doorSize)
	}
	fl.y += 3
	place := f.place(d.Session.Component)
	cols := []column{{place, 18, toMiddle}, {f.t("exam-no"), 36, toLeft}, {f.t("name"), 37, toLeft},
		{place, 18, toMiddle}, {f.t("exam-no"), 36, toLeft}, {f.t("name"), 37, toLeft}}
	half := (len(d.Rows) + 1) / 2
	rows := make([][]string, half)
	for i := range half {
		rows[i] = append(f.doorRow(d, i), f.doorRow(d, half+i)...)
	}
	fl.grid(cols, 8, rows)
	fl.need(4 * lineHeight(headSize))
	fl.y += 3
	for _, s := range []string{f.t("door-papers"), f.t("door-late", "n", d.Late), f.t("door-things")} {
		for _, l := range f.Face.wrap(f.Face.Printable(s), headSize, fl.inner()) {
			fl.text(side, headSize, Black, l)
		}
	}
	return fl.finish()
}

// doorRow is one line's half; beyond the last candidate it is empty.
func (f *Frame) doorRow(d DoorData, i int) []string {
	if i >= len(d.Rows) {
		return []string{"", "", ""}
	}
	r := d.Rows[i]
	seat := number(r.Seat)
	switch {
	case d.Drawn:
		seat = f.t("drawn")
	case d.Hidden:
		seat = f.t("see-ticket")
	}
	return []string{seat, string(r.No), r.Name}
}

// place is the word for where a candidate of a component sits or works.
func (f *Frame) place(c exam.Component) string {
	switch c {
	case exam.Practical:
		return f.t("station")
	case exam.Review:
		return f.t("order")
	}
	return f.t("seat")
}

// SeatLabels lays out labels to cut apart, A4 portrait: the seat large, whose it is
// below. Where stations are drawn or work is scored by code number, a label has the
// station's number alone.
func SeatLabels(f *Frame, d DoorData) Doc {
	fl := newFlow(f, false, f.t("seat-labels"), f.about(d.Sitting))
	t := table{}
	for range labelsWide {
		t.widths = append(t.widths, fl.inner()/labelsWide)
	}
	for from := 0; from < len(d.Rows); from += labelsWide {
		var r row
		for i := from; i < min(from+labelsWide, len(d.Rows)); i++ {
			label := d.Rows[i]
			if d.Drawn || d.Hidden {
				label = DoorRow{Seat: label.Seat}
			}
			r = append(r, cell{high: labelTall, draw: func(x, y, w, h float64) []Item { return f.label(d, label, x, y, w) }})
		}
		for len(r) < labelsWide {
			r = append(r, cell{})
		}
		t.rows = append(t.rows, r)
	}
	fl.table(t)
	return fl.finish()
}

// label draws one seat label.
func (f *Frame) label(d DoorData, r DoorRow, x, y, w float64) []Item {
	var items []Item
	y += padY
	line := func(s string, size float64) {
		for _, l := range f.Face.wrap(f.Face.Printable(s), size, w-2*padX) {
			items = append(items, Text{X: x + (w-f.Face.Width(l, size))/2, Y: y + baseline(size), Size: size, S: l, Ink: Black})
			y += lineHeight(size)
		}
	}
	line(f.t("label-head", "room", d.Room.No, "session", d.Session.No, "place", f.place(d.Session.Component)), noteSize)
	if r.Seat > 0 {
		line(strconv.Itoa(r.Seat), seatSize)
	}
	if r.No != "" {
		line(string(r.No), headSize)
		line(r.Name, headSize)
	}
	return items
}
