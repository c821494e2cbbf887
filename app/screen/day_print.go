package screen

import (
	"context"
	"os"
	"path/filepath"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/app/screen/kit"
)

// dayPapers is the part of the desk that prints what a day needs on paper.
type dayPapers interface {
	EmergencyList(ctx context.Context, day exam.Date) (desk.Printed, error)
	TicketPages(in exam.SessionNo, who exam.CandidateNo) (paper.Doc, error)
	DoorPages(in exam.SessionNo) (paper.Doc, error)
	HandoverPages(in exam.SessionNo) (paper.Doc, error)
	SupervisionPages(who exam.StaffID) (paper.Doc, error)
	StaffPages() (paper.Doc, error)
	LedgerPages() (paper.Doc, error)
	PrintBefore(ctx context.Context, emit func(desk.Printed) error, progress func(done, total int)) error
}

// wayToPrint is a line of what F7 offers.
type wayToPrint struct {
	word string
	do   func()
}

// ways are the papers that this person may print here: those of the session under
// the cursor, then those of the exam.
func (p *dayPage) ways() []wayToPrint {
	u := p.u
	out := []wayToPrint{{u.T("screen.day.print-list", "date", string(p.date)), p.printList}}
	add := func(action, word string, do func()) {
		if exam.May(action, p.me.Role) {
			out = append(out, wayToPrint{word, do})
		}
	}
	if list := p.sessions(); p.cur < len(list) {
		no := list[p.cur].Session.No
		look := func(name, title string, pages func(exam.SessionNo) (paper.Doc, error)) func() {
			return func() {
				p.look(name+"-"+string(no), title, string(no), func() (paper.Doc, error) { return pages(no) })
			}
		}
		add("TicketPages", u.T("screen.day.print-tickets", "session", string(no)), look("tickets", u.T("screen.day.tickets"), func(in exam.SessionNo) (paper.Doc, error) { return p.d.TicketPages(in, "") }))
		add("DoorPages", u.T("screen.day.print-door", "session", string(no)), look("door", u.T("screen.day.door"), p.d.DoorPages))
		add("HandoverPages", u.T("screen.day.print-handover", "session", string(no)), look("handover", u.T("screen.day.handover"), p.d.HandoverPages))
	}
	add("PrintBefore", u.T("screen.day.print-before"), p.printBefore)
	add("StaffPages", u.T("screen.day.staff"), func() { p.look("staff", u.T("screen.day.staff"), "", p.d.StaffPages) })
	add("LedgerPages", u.T("screen.day.ledger"), func() { p.look("ledger", u.T("screen.day.ledger"), "", p.d.LedgerPages) })
	if p.me.Role == exam.RoleSupervisor {
		add("SupervisionPages", u.T("screen.day.report"), func() {
			p.look("supervision", u.T("screen.day.report"), "", func() (paper.Doc, error) { return p.d.SupervisionPages("") })
		})
	}
	return out
}

// print asks what is to be printed; who has one choice gets it at once.
func (p *dayPage) print() {
	ways := p.ways()
	if len(ways) == 1 {
		ways[0].do()
		return
	}
	opts := make([]kit.Option, len(ways))
	for i, w := range ways {
		opts[i].Word = w.word
	}
	p.u.choose(p.u.T("screen.results.print-what"), opts, func(i int) { ways[i].do() })
}

// look lays the pages out off the UI goroutine and shows them before they are printed.
func (p *dayPage) look(name, title, line string, pages func() (paper.Doc, error)) {
	u := p.u
	kit.Back(u.run, pages, func(doc paper.Doc, err error) {
		switch refused := u.refused(err); {
		case p.gone:
		case refused:
			p.draw()
		default:
			u.preview(printout{title: title, line: line, name: name, doc: doc, at: u.now()})
		}
	})
}

// printList makes the emergency list and opens it.
func (p *dayPage) printList() {
	u, date := p.u, p.date
	kit.Back(u.run, func() (desk.Printed, error) { return p.d.EmergencyList(u.ctx, date) }, func(list desk.Printed, err error) {
		if u.refused(err) {
			if !p.gone {
				p.draw()
			}
			return
		}
		u.show(u.T("screen.day.list", "date", string(date)), list.PDF)
	})
}

// printBefore writes everybody's tickets and all door lists and seat labels into a
// new folder that somebody chooses, a file a session, as they are made.
func (p *dayPage) printBefore() {
	u := p.u
	askSave(u, u.T("screen.day.print-before"), u.T("screen.day.before-folder"), func(dir string) {
		long(u, u.T("screen.day.printing"), func(ctx context.Context, progress func(done, total int)) (struct{}, error) {
			return struct{}{}, p.d.PrintBefore(ctx, func(f desk.Printed) error { return keepPaper(dir, f) }, progress)
		}, func(_ struct{}, err error) {
			if !u.refused(err) {
				u.stored("screen.day.printed", "dir", filepath.Base(dir))
			}
			if !p.gone {
				p.draw()
			}
		})
	})
}

// keepPaper writes a paper below dir, in a folder of its form that its owner alone
// may read: there are names on it.
func keepPaper(dir string, p desk.Printed) error {
	to := filepath.Join(dir, filepath.FromSlash(p.Path()))
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return exam.Refuse("screen-no-folder", "dir", dir)
	}
	return writeWhole(to, p.PDF)
}
