package paper

import (
	"kaowu/app/exam"
)

// TicketSitting is a line of an admission ticket: one component, where and when.
type TicketSitting struct {
	Session exam.Session
	Room    exam.Room
	Seat    int  // seat or station
	Drawn   bool // the station is drawn at the door 抽签
}

// Ticket is what one admission ticket 准考证 says (domain 9.2).
type Ticket struct {
	Candidate exam.Candidate
	Subject   exam.Subject
	Sittings  []TicketSitting // in the order of components
	Photo     []byte          // as PhotoJPEG gives it; nil leaves the place open
}

// Places on an admission ticket, in millimetres: a one-inch photo 一寸照, and a bar
// code that reads from a 150 dpi scan (pitfalls-2, 8).
const (
	photoWide, photoTall = 25.0, 35.0
	photoGap             = 3.0
	barLeast, barMost    = 38.0, 74.0
	barCell              = 0.36 // of longer numbers; ten digits have 90 cells
	barHigh              = 9.5
	halfTall             = a4Long/2 - top - bottom // what a half page holds
)

// Tickets lays out admission tickets, A4 portrait, two to a page with a line to cut
// along; one that needs more room has a page of its own. policy gives the minutes of
// the rules for candidates.
func Tickets(f *Frame, policy exam.Policy, list []Ticket) Doc {
	out := &flow{f: f, w: a4Short, h: a4Long}
	out.doc.Title, out.doc.Subject = f.t("ticket"), f.t("about-exam", "exam", f.Header.Exam)
	rules := f.ticketRules(policy)
	half := false // the last page has room for one more
	for _, t := range list {
		one := &flow{f: f, w: a4Short, h: a4Long, run: f.t("running", "title", out.doc.Title, "about", t.Candidate.No)}
		one.ticket(t, rules)
		pages := one.doc.Pages
		short := len(pages) == 1 && one.y <= top+halfTall
		if last := len(out.doc.Pages) - 1; half && short {
			p := &out.doc.Pages[last]
			p.Items = append(p.Items, cutLine()...)
			p.Items = append(p.Items, lower(pages[0].Items, a4Long/2)...)
			half = false
			continue
		}
		out.doc.Pages = append(out.doc.Pages, pages...)
		half = short
	}
	return out.finish()
}

// ticketRules are the rules for candidates 考生须知, broken into lines once.
func (f *Frame) ticketRules(p exam.Policy) []string {
	var lines []string
	for i, s := range []string{
		f.t("ticket-papers"), f.t("ticket-times", "before", p.CheckInBefore, "theory", p.LateTheory, "practical", p.LatePractical),
		f.t("ticket-seat"), f.t("ticket-things"), f.t("ticket-end"), f.t("ticket-results", "phone", f.Header.Phone),
	} {
		s = f.t("ticket-rule", "n", i+1, "rule", s)
		lines = append(lines, f.Face.wrap(f.Face.Printable(s), noteSize, a4Short-2*side)...)
	}
	return lines
}

// ticket puts one ticket at the top of a page.
func (fl *flow) ticket(t Ticket, rules []string) {
	f, c := fl.f, t.Candidate
	fl.page()
	fl.bar(string(c.No))
	fl.center(f.t("ticket"), titleSize)
	fl.y = max(fl.y, top+barHigh+lineHeight(noteSize)) + 1.5
	from := fl.y
	fl.factsIn(fl.inner()-photoWide-photoGap, 2,
		fact{label: f.t("name"), value: c.Name}, fact{label: f.t("sex"), value: c.Sex},
		fact{label: f.t("exam-no"), value: string(c.No)}, fact{label: f.t("id"), value: f.tail(c.IDNumber)},
		fact{label: f.t("unit"), value: f.unit(c), wide: true},
		fact{label: f.t("occupation"), value: f.trade(t.Subject)}, fact{label: f.t("level"), value: t.Subject.Level.Printed()},
		fact{label: f.t("body"), value: f.Header.Body, wide: true},
		fact{label: f.t("site"), value: f.t("site-where", "site", f.Header.Site, "address", f.Header.SiteAddress), wide: true})
	fl.put(f.photo(t.Photo, fl.w-side-photoWide, from)...)
	fl.y = max(fl.y, from+photoTall) + 2
	rows := make([][]string, len(t.Sittings))
	for i, s := range t.Sittings {
		seat := number(s.Seat)
		if s.Drawn {
			seat = f.t("drawn")
		}
		rows[i] = []string{f.component(s.Session.Component), f.t("date-span", "date", s.Session.Date, "from", s.Session.Start, "to", s.Session.End),
			s.Room.Place, f.t("no-name", "no", s.Room.No, "name", s.Room.Name), seat}
	}
	fl.grid([]column{
		{f.t("component"), 22, toLeft}, {f.t("time"), 50, toLeft}, {f.t("place"), 42, toLeft},
		{f.t("room"), 46, toLeft}, {f.t("seat-station"), 22, toMiddle},
	}, 7, rows)
	fl.y += 1.5
	for _, l := range rules {
		fl.need(lineHeight(noteSize))
		fl.text(side, noteSize, Black, l)
	}
	fl.close()
}

// bar puts the exam number as a bar code with its digits into the upper left corner.
// What Code 128 cannot say stands in figures only.
func (fl *flow) bar(no string) {
	b, err := Code128(no, side, fl.y, barLeast, barHigh)
	if err != nil {
		return
	}
	b.CellW = min(max(barLeast, float64(b.Cols)*barCell), barMost) / float64(b.Cols)
	s := fl.f.Face.Printable(no)
	w := float64(b.Cols) * b.CellW
	fl.put(b, Text{X: side + (w-fl.f.Face.Width(s, noteSize))/2, Y: fl.y + barHigh + baseline(noteSize), Size: noteSize, S: s, Ink: Black})
}

// photo is the candidate's photo in its frame, or the place to glue one.
func (f *Frame) photo(jpeg []byte, x, y float64) []Item {
	items := []Item{Box{X: x, Y: y, W: photoWide, H: photoTall, Stroke: ruleWidth, Ink: Rule}}
	if jpeg != nil {
		return append(items, Photo{X: x + ruleWidth, Y: y + ruleWidth, W: photoWide - 2*ruleWidth, H: photoTall - 2*ruleWidth, JPEG: jpeg})
	}
	s := f.Face.Printable(f.t("photo"))
	return append(items, Text{X: x + (photoWide-f.Face.Width(s, noteSize))/2, Y: y + photoTall/2, Size: noteSize, S: s, Ink: Soft})
}

// cutLine is dashed across the middle of a page.
func cutLine() []Item {
	const dash, gap = 3.0, 2.0
	var out []Item
	for x := side; x+dash <= a4Short-side; x += dash + gap {
		out = append(out, Line{X1: x, Y1: a4Long / 2, X2: x + dash, Y2: a4Long / 2, W: 0.2, Ink: Rule})
	}
	return out
}

// lower moves items down a page.
func lower(items []Item, by float64) []Item {
	out := make([]Item, len(items))
	for i, it := range items {
		switch v := it.(type) {
		case Text:
			v.Y += by
			it = v
		case Line:
			v.Y1, v.Y2 = v.Y1+by, v.Y2+by
			it = v
		case Box:
			v.Y += by
			it = v
		case Bits:
			v.Y += by
			it = v
		case Photo:
			v.Y += by
			it = v
		}
		out[i] = it
	}
	return out
}
