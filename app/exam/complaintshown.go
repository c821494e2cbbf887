package exam

import (
	"slices"
	"strconv"
	"strings"
)

// ComplaintShown is what was shown to whom while a complaint was looked into (domain 9.14):
// a candidate's history, a score sheet, a piece of video. It names no candidate: what was
// shown is told by paper and exam number.
type ComplaintShown struct {
	Date Date   `json:"date"`
	To   string `json:"to"`   // who saw it
	What string `json:"what"` // which papers or parts of the record
	By   string `json:"by"`   // who showed it
}

// Bad names the first item that cannot stand; empty when all can.
func (s ComplaintShown) Bad() string {
	switch {
	case !s.Date.Real():
		return "date"
	case s.To == "":
		return "to"
	case s.What == "":
		return "what"
	case s.By == "":
		return "by"
	}
	return ""
}

const beforeShown = "shown/"

// AboutShown is the slot of the n-th thing shown for a complaint.
func AboutShown(n int) string { return beforeShown + strconv.Itoa(n) }

// allowShown lets something be shown only for a complaint that its writer knew.
func allowShown(f Fact, k known) string {
	n, is := strings.CutPrefix(f.Abt, beforeShown)
	s, err := BodyOf[ComplaintShown](f)
	if !is || numbered(place{}, n).number == 0 || err != nil || s.Bad() != "" || !strings.HasPrefix(f.On, OnLedgerComplaint) {
		return SetAsideForm
	}
	if len(k.view(aboutEntry)) == 0 {
		return SetAsideEarly
	}
	return ""
}

// shown are the things shown for a complaint, in order of their numbers.
func (f *slotFold) shown() []ComplaintShown {
	type entry struct {
		no int
		ComplaintShown
	}
	var list []entry
	for about, slot := range f.slots {
		n, is := strings.CutPrefix(about, beforeShown)
		if s := bodyIf[ComplaintShown](slot.Holds); is && s != nil {
			list = append(list, entry{numbered(place{}, n).number, *s})
		}
	}
	slices.SortFunc(list, func(a, b entry) int { return a.no - b.no })
	var out []ComplaintShown
	for _, e := range list {
		out = append(out, e.ComplaintShown)
	}
	return out
}
