package screen

import (
	"context"
	"fmt"
	"strings"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// scorer is the part of the desk that scoring uses.
type scorer interface {
	Queue(in exam.SessionNo) ([]desk.QueueRow, error)
	Sheet(in exam.SessionNo, no exam.CandidateNo) (desk.SheetView, error)
	ScoreItem(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, item int, score exam.Tenths) error
	GiveReason(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, item int, why exam.Why) error
	VetoItem(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, item int, v exam.Veto) error
	NoteItem(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, item int, n exam.Note) error
	SubmitScores(ctx context.Context, in exam.SessionNo, no exam.CandidateNo) error
	TakeBackScores(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, why exam.Why) error
	Arbitrate(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, a exam.Arbitration) error
	AddIncident(ctx context.Context, in exam.SessionNo, n int, inc exam.Incident) error
	SaveDraft(ctx context.Context, field string, data []byte) error
	Draft(field string) ([]byte, error)
}

// Where the keyboard is on the scoring screen.
type scoringMode int

const (
	inCell    scoringMode = iota // digits go into the active item's cell
	inBox                        // on the active item's veto box, which is marked
	askWhy                       // a low score waits for its reason; it is stored already
	askVeto                      // a veto waits for its reason; nothing is stored
	atSubmit                     // everything is scored: Enter hands in
	handedIn                     // the sheet is in
	askTaking                    // taking the sheet back waits for its reason
)

// practical is scoring at the stations 操作技能评分, and the review board's scoring
// 综合评审, which is the same with a source and a comment to each item. One
// candidate at a time; every value is stored when Enter or an arrow leaves it.
type practical struct {
	u       *ui
	d       scorer
	in      desk.SessionView
	policy  exam.Policy
	queue   []desk.QueueRow
	at      int // in queue; -1: nobody to score
	sheet   desk.SheetView
	item    int // active, index into the rubric
	mode    scoringMode
	picked  int // chosen veto reason, -1 none
	wrong   string
	wrongIs kit.State
	badText string // a score that was refused: it stands selected in the cell
	undo    []scoredOnce
	drafts  drafts
	grid    *kit.ScoreGrid
}

// scoredOnce is what F8 goes back to.
type scoredOnce struct {
	no    exam.CandidateNo
	item  int
	score exam.Tenths
}

func newPractical(u *ui, d scorer, in desk.SessionView, policy exam.Policy) *practical {
	p := &practical{u: u, d: d, in: in, policy: policy, at: -1, picked: -1}
	p.drafts = drafts{save: d.SaveDraft, run: u.run}
	return p
}

func (p *practical) name() string {
	if p.in.Session.Component == exam.Review {
		return "review"
	}
	return "practical"
}

func (p *practical) no() exam.SessionNo { return p.in.Session.No }

// show reads the queue and stays with the candidate, or opens the first to score.
func (p *practical) show() {
	queue, err := p.d.Queue(p.no())
	if p.u.refused(err) {
		queue = nil
	}
	p.queue = queue
	if p.at < 0 || p.at >= len(queue) {
		p.at = p.next(-1, 1, true)
	}
	p.openCandidate(p.at)
}

// scorable says whether a row can be opened for scoring.
func scorable(state string) bool { return state != "not-come" && state != "absent" }

// next finds the next row from at in a direction that can be opened; unsent asks
// for one that is not handed in. -1 where there is none.
func (p *practical) next(at, step int, unsent bool) int {
	for i := at + step; i >= 0 && i < len(p.queue); i += step {
		s := p.queue[i].State
		if scorable(s) && (!unsent || s == "admitted" || s == "scoring") {
			return i
		}
	}
	return -1
}

// openCandidate reads one sheet and puts the keyboard on its first item without a score.
func (p *practical) openCandidate(at int) {
	p.at, p.wrong, p.badText, p.picked, p.sheet = at, "", "", -1, desk.SheetView{}
	if at >= 0 {
		sheet, err := p.d.Sheet(p.no(), p.queue[at].No)
		if err != nil {
			p.complain(kit.Fault, p.u.w.Sentence(err))
		}
		p.sheet = sheet
		p.item = p.firstEmpty()
		p.mode = inCell
		switch {
		case p.sheet.Mine.Sent:
			p.mode, p.item = handedIn, 0
		case p.item < 0:
			p.mode, p.item = atSubmit, max(0, len(p.items())-1)
		}
	}
	p.draw()
}

func (p *practical) items() []exam.Item { return p.sheet.Rubric.Items }

func (p *practical) who() exam.CandidateNo { return p.sheet.Candidate.No }

func (p *practical) mark(i int) exam.ItemMark { return p.sheet.Mine.Items[p.items()[i].No] }

// firstEmpty is the first item without a score, -1 when all have one.
func (p *practical) firstEmpty() int {
	for i := range p.items() {
		if !p.mark(i).Scored {
			return i
		}
	}
	return -1
}

// scored counts items with a score.
func (p *practical) scored() int {
	n := 0
	for i := range p.items() {
		if p.mark(i).Scored {
			n++
		}
	}
	return n
}

// reload reads the sheet again after an action; the keyboard stays.
func (p *practical) reload() {
	sheet, err := p.d.Sheet(p.no(), p.who())
	if err != nil {
		p.complain(kit.Fault, p.u.w.Sentence(err))
		return
	}
	p.sheet = sheet
	if queue, err := p.d.Queue(p.no()); err == nil {
		p.queue = queue
	}
}

func (p *practical) draftOf(item int) string {
	return fmt.Sprintf("%s/%s/%s/%d", p.name(), p.no(), p.who(), item)
}

// cellText is what stands in an item's cell: the stored score, else the draft.
func (p *practical) cellText(i int) string {
	if m := p.mark(i); m.Scored {
		return m.Score.String()
	}
	b, err := p.d.Draft(p.draftOf(p.items()[i].No))
	if err != nil {
		return "" // without its draft a cell is only empty
	}
	return string(b)
}

// commit stores what stands in the active cell. It says whether the keyboard may
// go on: not when the score was refused.
func (p *practical) commit() bool {
	if p.mode != inCell || p.at < 0 || len(p.items()) == 0 {
		return true
	}
	it := p.items()[p.item]
	text := strings.TrimSuffix(p.grid.Field.Text(), ".")
	if text == "" {
		return true
	}
	score, err := exam.ParseTenths(text)
	if err != nil {
		p.badText = text
		p.complain(kit.Fault, p.u.T("screen.practical.not-number"))
		return false
	}
	old := p.mark(p.item)
	if old.Scored && old.Score == score {
		return true
	}
	if err := p.d.ScoreItem(p.u.ctx, p.no(), p.who(), it.No, score); err != nil {
		p.badText = text
		p.complain(kit.Fault, p.u.w.Sentence(err))
		return false
	}
	if old.Scored {
		p.undo = append(p.undo, scoredOnce{p.who(), it.No, old.Score})
	}
	p.drafts.put(p.u.ctx, p.draftOf(it.No), "")
	p.wrong, p.badText = "", ""
	p.u.stored("screen.practical.saved", "item", it.No, "score", score.String())
	p.reload()
	return true
}

// complain says at the item what was refused; nothing else changes.
func (p *practical) complain(s kit.State, text string) { p.wrong, p.wrongIs = text, s }

// enter stores and goes down; a low score asks for its reason first.
func (p *practical) enter() {
	if !p.commit() {
		p.drawSide()
		return
	}
	if p.needsWhy(p.item) {
		p.mode = askWhy
		p.draw()
		return
	}
	p.forward()
}

func (p *practical) needsWhy(i int) bool {
	if len(p.items()) == 0 {
		return false
	}
	m := p.mark(i)
	return m.Scored && m.Why == (exam.Why{}) && desk.NeedsReason(p.policy, p.items()[i], m.Score)
}

// forward goes to the next item; behind the last to the first empty one, or to
// handing in when there is none.
func (p *practical) forward() {
	p.mode = inCell
	if p.item+1 < len(p.items()) {
		p.item++
	} else if e := p.firstEmpty(); e >= 0 {
		p.item = e
		p.complain(kit.Caution, p.u.T("screen.practical.left", "n", len(p.items())-p.scored()))
	} else {
		p.mode = atSubmit
	}
	p.draw()
}

// up stores and goes back one item.
func (p *practical) up() {
	switch p.mode {
	case askWhy, inBox, askVeto, atSubmit, askTaking:
		p.mode = inCell
		if p.sheet.Mine.Sent {
			p.mode = handedIn
		}
		p.draw()
		return
	}
	if !p.commit() {
		p.drawSide()
		return
	}
	p.item = max(0, p.item-1)
	p.draw()
}

// giveWhy answers a low score with a reason and goes on.
func (p *practical) giveWhy(i int) {
	err := p.d.GiveReason(p.u.ctx, p.no(), p.who(), p.items()[p.item].No, exam.Why{Code: p.u.codes.deduction[i]})
	if err != nil {
		p.complain(kit.Fault, p.u.w.Sentence(err))
		p.draw()
		return
	}
	p.u.stored("screen.practical.saved-why", "item", p.items()[p.item].No)
	p.reload()
	p.forward()
}

// move opens the previous or next candidate, storing what is complete.
func (p *practical) move(step int) {
	if !p.commit() {
		p.drawSide()
		return
	}
	if at := p.next(p.at, step, false); at >= 0 {
		p.openCandidate(at)
	}
}

// submit hands the sheet in 交分 and opens the next station that waits.
func (p *practical) submit() {
	if e := p.firstEmpty(); e >= 0 {
		p.mode, p.item = inCell, e
		p.complain(kit.Caution, p.u.T("screen.practical.left", "n", len(p.items())-p.scored()))
		p.draw()
		return
	}
	for i := range p.items() {
		if p.needsWhy(i) {
			p.mode, p.item = askWhy, i
			p.draw()
			return
		}
	}
	if err := p.d.SubmitScores(p.u.ctx, p.no(), p.who()); err != nil {
		p.complain(kit.Fault, p.u.w.Sentence(err))
		p.draw()
		return
	}
	p.u.stored("screen.practical.saved-sheet", "seat", p.sheet.Seat, "total", p.sheet.Mine.Total.String())
	p.reload()
	if at := p.next(p.at, 1, true); at >= 0 {
		p.openCandidate(at)
		return
	}
	p.openCandidate(p.at)
}

// leave stores a complete number and keeps an incomplete one as a draft.
func (p *practical) leave() {
	if p.grid == nil || p.mode != inCell || p.at < 0 {
		return
	}
	text := p.grid.Field.Text()
	if kit.Complete(text) && p.commit() {
		return
	}
	p.drafts.put(p.u.ctx, p.draftOf(p.items()[p.item].No), text)
}
