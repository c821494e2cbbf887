package screen

import (
	"errors"
	"fmt"
	"strings"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// This file is the way of a score: typed, stored, asked about, handed in.

func (p *practical) draftOf(item int) string {
	return fmt.Sprintf("%s/%s/%s/%d", p.name(), p.no(), p.who(), item)
}

// readDrafts finds what stood unfinished in the candidate's cells.
func (p *practical) readDrafts() {
	p.typed = map[int]string{}
	for _, it := range p.items() {
		// Without its draft a cell is only empty.
		if b, err := p.d.Draft(p.draftOf(it.No)); err == nil && len(b) > 0 {
			p.typed[it.No] = string(b)
		}
	}
}

// keep remembers what stands in an item's cell, also over the end of the program.
func (p *practical) keep(item int, text string) {
	if p.typed[item] == text {
		return
	}
	p.typed[item] = text
	p.drafts.put(p.u.ctx, p.draftOf(item), text)
}

// commit stores what stands in the active cell. It says whether the keyboard may
// go on: not when the score was refused.
func (p *practical) commit() bool {
	if p.mode != inCell || p.at < 0 || len(p.items()) == 0 || p.grid == nil {
		return true
	}
	it := p.items()[p.item]
	text := strings.TrimSuffix(p.grid.Field.Text(), ".")
	if text == "" {
		return true
	}
	score, err := exam.ParseTenths(text)
	if err != nil {
		p.bad = text
		p.wrong = complaint{is: kit.Fault, head: p.u.T("screen.practical.not-stored"), text: p.u.T("screen.practical.not-number")}
		return false
	}
	old := p.mark(p.item)
	if old.Scored && old.Score == score {
		p.keep(it.No, "")
		p.wrong, p.bad = complaint{}, ""
		return true
	}
	if err := p.d.ScoreItem(p.u.ctx, p.no(), p.who(), it.No, score); err != nil {
		p.bad = text
		p.fault(err)
		p.unchanged(old)
		return false
	}
	if old.Scored {
		p.undo = append(p.undo, scoredOnce{p.who(), it.No, old.Score})
	}
	p.keep(it.No, "")
	p.wrong, p.bad = complaint{}, ""
	p.u.stored("screen.practical.saved", "item", it.No, "score", score.String())
	p.reload()
	return true
}

// fault says at the item what was refused; nothing was stored.
func (p *practical) fault(err error) {
	t := p.u.T
	p.wrong = complaint{is: kit.Fault, head: t("screen.practical.not-stored"), text: p.u.w.Sentence(err)}
	var r *exam.Refusal
	if !errors.As(err, &r) {
		return
	}
	switch r.Code {
	case "over-full":
		p.wrong.head = t("screen.practical.over-head")
		p.wrong.text = t("screen.practical.over", "item", r.Args["item"], "full", r.Args["full"], "given", r.Args["given"])
	case "score-step":
		p.wrong.head = t("screen.practical.step-head")
		p.wrong.text = t("screen.practical.step", "item", r.Args["item"], "step", r.Args["step"], "given", r.Args["given"])
	}
	p.u.trace("refused", r.Code)
}

// unchanged says what stands in a refused score's place.
func (p *practical) unchanged(old exam.ItemMark) {
	p.wrong.still = p.u.T("screen.practical.still-none")
	if old.Scored {
		p.wrong.still = p.u.T("screen.practical.still", "score", old.Score.String())
	}
}

// warn says what is still to do; nothing was refused.
func (p *practical) warn(text string) {
	p.wrong = complaint{is: kit.Caution, head: p.u.T("screen.practical.not-yet"), text: text}
}

// enter stores and goes down; a low score asks for its reason first.
func (p *practical) enter() {
	switch {
	case !p.commit():
	case p.needsWhy(p.item):
		p.mode = askWhy
	default:
		p.forward()
		return
	}
	p.draw()
}

func (p *practical) needsWhy(i int) bool {
	if i >= len(p.items()) {
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
		p.warn(p.u.T("screen.practical.left", "n", len(p.items())-p.scored()))
	} else {
		p.mode = atSubmit
	}
	p.draw()
}

// up stores and goes back one item; from a question it goes back to the score.
func (p *practical) up() {
	if p.mode != inCell {
		p.mode, p.wrong = inCell, complaint{}
		if p.sheet.Mine.Sent {
			p.mode = handedIn
		}
		p.draw()
		return
	}
	if p.commit() {
		p.item = max(0, p.item-1)
	}
	p.draw()
}

// giveWhy answers a low score with a reason and goes on: to the next item, or,
// when every item has its score, to the next reason that is missing.
func (p *practical) giveWhy(i int) {
	err := p.d.GiveReason(p.u.ctx, p.no(), p.who(), p.items()[p.item].No, exam.Why{Code: p.u.codes.deduction[i]})
	if err != nil {
		p.fault(err)
		p.draw()
		return
	}
	p.wrong = complaint{}
	p.u.stored("screen.practical.saved-why", "item", p.items()[p.item].No)
	p.reload()
	if p.firstEmpty() >= 0 {
		p.forward()
		return
	}
	p.mode, p.item = atSubmit, len(p.items())-1
	p.askNextWhy()
	p.draw()
}

// askNextWhy asks for the first reason that is missing. It says whether one is.
func (p *practical) askNextWhy() bool {
	for i := range p.items() {
		if p.needsWhy(i) {
			p.mode, p.item = askWhy, i
			return true
		}
	}
	return false
}

// quit leaves the cell for another place on the screen: a complete number is
// stored, an incomplete one stays as a draft. A refused score keeps the keyboard.
func (p *practical) quit() bool {
	if p.mode == inCell && p.grid != nil && !kit.Complete(p.grid.Field.Text()) {
		return true // what is typed is kept as it is typed
	}
	return p.commit()
}

// move opens the previous or next candidate.
func (p *practical) move(step int) {
	if p.quit() {
		if at := p.next(p.at, step, false); at >= 0 {
			p.openCandidate(at)
			return
		}
	}
	p.draw()
}

// toQueue gives the keyboard to the list of stations, and back.
func (p *practical) toQueue() {
	if p.mode == inQueue {
		p.mode = p.back
	} else if p.quit() {
		p.back, p.mode, p.cursor = p.mode, inQueue, p.at
	}
	p.draw()
}

// choose moves along the stations that can be opened.
func (p *practical) choose(step int) {
	if at := p.next(p.cursor, step, false); at >= 0 {
		p.cursor = at
	}
	p.draw()
}

// submit hands the sheet in 交分 and opens the next station that waits.
func (p *practical) submit() {
	if e := p.firstEmpty(); e >= 0 {
		p.mode, p.item = inCell, e
		p.warn(p.u.T("screen.practical.left", "n", len(p.items())-p.scored()))
		p.draw()
		return
	}
	if p.askNextWhy() {
		p.draw()
		return
	}
	if err := p.d.SubmitScores(p.u.ctx, p.no(), p.who()); err != nil {
		p.fault(err)
		p.draw()
		return
	}
	p.u.stored("screen."+p.name()+".saved-sheet", "seat", p.sheet.Seat, "total", p.sheet.Mine.Total.String())
	p.reload()
	next := p.next(p.at, 1, true)
	if next < 0 {
		next = p.next(-1, 1, true) // one that was passed over
	}
	if next < 0 {
		next = p.at
	}
	p.openCandidate(next)
}

// leave stores a complete number and keeps an incomplete one as a draft.
func (p *practical) leave() {
	if p.grid == nil || p.mode != inCell || p.at < 0 || len(p.items()) == 0 {
		return
	}
	text := p.grid.Field.Text()
	if kit.Complete(text) && p.commit() {
		return
	}
	if text != "" || p.typed[p.items()[p.item].No] != "" {
		p.keep(p.items()[p.item].No, text)
	}
}
