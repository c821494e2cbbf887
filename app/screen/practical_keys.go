package screen

import (
	"slices"

	"kaowu/app/screen/kit"
)

// keys is the table of the screen in every state it can be in.
func (p *practical) keys() kit.Table {
	u := p.u
	some := p.at >= 0
	in := func(m ...scoringMode) func() bool {
		return func() bool { return some && slices.Contains(m, p.mode) }
	}
	scores := func() bool { return some && p.name() != "review" && p.mode != inArb && p.mode != inQueue }
	open := func() bool { return some && p.mode != inArb && p.mode != inQueue }
	word := func(key string) string { return u.T("screen." + key) }
	t := kit.Table{
		{Names: []string{"digits"}, Cap: "0–9 .", Word: word("key.score"), Help: word("help.digits"), When: in(inCell)},
		{Names: []string{"Enter"}, Word: word("key.store-next"), Help: word("help.enter"), Do: p.enter, When: in(inCell)},
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: word("key.item"), Help: word("help.item"), Do: p.enter, When: in(inCell)},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: word("key.item"), Do: p.up, When: in(inCell), Quiet: true},
		{Names: []string{"Up"}, Cap: "↑", Word: word("key.change-score"), Do: p.up, When: in(askWhy, askVeto, inBox, atSubmit)},
		{Names: []string{"Right"}, Cap: "→", Word: word("practical.veto"), Help: word("help.veto"), Do: p.vetoKey, When: in(inCell)},
		{Names: []string{"Right"}, Cap: "→", Word: word("practical.veto"), Do: p.vetoKey, When: in(askWhy, atSubmit), Quiet: true},
		{Names: []string{"Left", "Esc"}, Cap: "←", Word: word("key.back"), Do: p.up, When: in(askVeto, inBox, atSubmit)},
		{Names: []string{"Esc", "Left", "Up"}, Cap: "Esc", Word: word("key.back"), Do: p.up, When: in(askTaking)},
		{Names: []string{"Esc", "Left", "Up"}, Cap: "Esc", Word: word("key.back"), Do: p.backToWork, When: in(askStop)},
		{Names: []string{"Enter", "Down"}, Cap: "Enter", Word: word("key.later"), Do: p.forward, When: in(askWhy), Quiet: true},
		{Names: []string{"Enter"}, Word: word("practical.veto-do"), Do: p.confirmVeto, When: in(askVeto)},
		{Names: []string{"Enter", "Right"}, Cap: "Enter", Word: word("practical.unveto"), Do: p.unveto, When: in(inBox)},
		{Names: []string{"Enter"}, Word: word("practical.submit"), Do: p.submit, When: in(atSubmit)},
		{Names: []string{"F9"}, Word: word("practical.submit"), Do: func() {
			if p.commit() {
				p.submit()
				return
			}
			p.draw()
		}, When: in(inCell, atSubmit, askWhy), Quiet: true},
		{Names: []string{"F9"}, Word: word("practical.arbitration"), Do: p.toArbitrate,
			When: func() bool { return some && p.mode == handedIn && p.sheet.Arbiter && p.waiting() > 0 }},
	}
	t = append(t, p.arbKeys(in(inArb))...)
	t = append(t, kit.Picks(len(cut(u.codes.deduction, 9)), word("key.why"), p.giveWhy, in(askWhy))...)
	t = append(t, kit.Picks(len(cut(u.codes.veto, 9)), word("key.veto-why"), p.pickVeto, in(askVeto))...)
	t = append(t, kit.Picks(len(cut(u.codes.takeback, 9)), word("key.why"), p.takeBack, in(askTaking))...)
	t = append(t, kit.Picks(len(cut(u.codes.stop, 9)), word("key.why"), p.stopFor, in(askStop))...)
	return append(t,
		kit.Key{Names: []string{"Down"}, Cap: "↑ ↓", Word: word("practical.stations"), Do: func() { p.choose(1) }, When: in(inQueue)},
		kit.Key{Names: []string{"Up"}, Cap: "↑ ↓", Word: word("practical.stations"), Do: func() { p.choose(-1) }, When: in(inQueue), Quiet: true},
		kit.Key{Names: []string{"Enter"}, Word: word("practical.open"), Do: func() { p.openCandidate(p.cursor) }, When: in(inQueue)},
		kit.Key{Names: []string{"Tab", "Esc"}, Cap: "Esc", Word: word("key.back"), Do: p.toQueue, When: in(inQueue)},
		kit.Key{Names: []string{"PgDn"}, Word: word("key.next-person"), Help: word("help.person"), Do: func() { p.move(1) }, When: open},
		kit.Key{Names: []string{"PgUp"}, Word: word("practical.previous"), Do: func() { p.move(-1) }, When: open, Quiet: true},
		kit.Key{Names: []string{"F8"}, Word: word("key.undo"), Do: p.undoKey, When: in(inCell, handedIn, atSubmit)},
		kit.Key{Names: []string{"Tab"}, Word: word("practical.stations"), Do: p.toQueue, When: in(inCell, handedIn, atSubmit), Quiet: true},
		kit.Key{Names: []string{"F3"}, Word: word("practical.incident"), Do: p.incident, When: open, Quiet: true},
		kit.Key{Names: []string{"F4"}, Word: word("practical.stopped"), Do: p.stopClock, When: scores, Quiet: true},
		kit.Key{Names: []string{"F6"}, Word: word("review.note"), Do: p.noteItem, When: func() bool { return some && p.name() == "review" && p.mode == inCell }},
	)
}

// arbKeys are the keys while a sheet is arbitrated.
func (p *practical) arbKeys(on func() bool) kit.Table {
	word := func(key string) string { return p.u.T("screen." + key) }
	return kit.Table{
		{Names: []string{"digits"}, Cap: "0–9 .", Word: word("practical.arb-score"), When: on},
		{Names: []string{"Tab", "Enter"}, Cap: "Tab", Word: word("practical.arb-reason"), Do: p.arbFocus, When: on},
		{Names: []string{"F4"}, Word: word("practical.arb-veto"), Do: p.arbVeto, When: on},
		{Names: []string{"F9"}, Word: word("practical.arb-do"), Do: p.arbitrate, When: on},
		{Names: []string{"Esc"}, Word: word("key.back"), Do: p.up, When: on},
	}
}
