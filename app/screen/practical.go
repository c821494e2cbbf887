package screen

import (
	"context"

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
	StopClock(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, why exam.Why) error
	ResumeClock(ctx context.Context, in exam.SessionNo, no exam.CandidateNo) (int, error)
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
	askStop                      // stopping the clock waits for its reason
	inQueue                      // on the list of stations: the arrows choose, Enter opens
	inArb                        // 仲裁: the score and its reason
)

// practical is scoring at the stations 操作技能评分, and the review board's scoring
// 综合评审, which is the same with a source and a comment to each item. One
// candidate at a time; every value is stored when Enter or an arrow leaves it.
type practical struct {
	u      *ui
	d      scorer
	in     desk.SessionView
	policy exam.Policy
	called func(exam.StaffID) string // a name
	queue  []desk.QueueRow
	at     int // in queue; -1: nobody to score
	cursor int // in queue, with the keyboard on it
	sheet  desk.SheetView
	item   int // active, index into the rubric
	mode   scoringMode
	back   scoringMode // where the keyboard was before the queue or a question
	picked int         // chosen veto reason, -1 none
	wrong  complaint
	bad    string         // a score that was refused: it stands selected in the cell
	typed  map[int]string // what stands in an item's cell and is not stored
	undo   []scoredOnce
	drafts drafts
	grid   *kit.ScoreGrid
	stages kit.Stages
	arb    arbitration
}

// complaint is what was wrong with what was done last; empty: nothing.
type complaint struct {
	is                kit.State
	head, text, still string // still: what has not changed
}

// scoredOnce is what F8 goes back to.
type scoredOnce struct {
	no    exam.CandidateNo
	item  int
	score exam.Tenths
}

func newPractical(u *ui, d scorer, in desk.SessionView, policy exam.Policy, called func(exam.StaffID) string) *practical {
	p := &practical{u: u, d: d, in: in, policy: policy, called: called, at: -1, picked: -1}
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

// show reads the queue and stays at the candidate and the cell where the keyboard
// was, or opens the first candidate to score.
func (p *practical) show() {
	queue, err := p.d.Queue(p.no())
	if p.u.refused(err) {
		queue = nil
	}
	p.queue = queue
	if p.at >= 0 && p.at < len(queue) && queue[p.at].No == p.who() {
		p.reload()
		p.draw()
		return
	}
	p.openCandidate(p.next(-1, 1, true))
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
	if at < 0 {
		at = p.next(-1, 1, false) // everybody is handed in: the first is shown
	}
	p.at, p.wrong, p.bad, p.picked, p.sheet = at, complaint{}, "", -1, desk.SheetView{}
	p.item, p.mode, p.arb = 0, inCell, arbitration{}
	if at >= 0 {
		sheet, err := p.d.Sheet(p.no(), p.queue[at].No)
		if err != nil {
			p.fault(err)
		}
		p.sheet = sheet
		p.readDrafts()
		p.settle()
		if p.mode == inCell {
			p.item = max(0, p.firstEmpty())
		}
	}
	p.draw()
}

// settle puts the keyboard where the sheet's state wants it.
func (p *practical) settle() {
	switch {
	case p.sheet.Mine.Sent || !p.sheet.CanScore:
		p.mode, p.item = handedIn, 0
	case len(p.items()) > 0 && p.firstEmpty() < 0:
		p.mode, p.item = atSubmit, len(p.items())-1
	default:
		p.mode = inCell
	}
}

func (p *practical) items() []exam.Item { return p.sheet.Rubric.Items }

// person is the candidate's name, or the code number of blind scoring.
func (p *practical) person() string { return p.u.called(p.sheet.Candidate.Name, p.sheet.Code) }

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
		p.fault(err)
		return
	}
	p.sheet = sheet
	if queue, err := p.d.Queue(p.no()); err == nil {
		p.queue = queue
	}
}
