package exam

import (
	"slices"
	"strconv"
	"strings"
)

// Hearing is what the record of a violation 违纪违规处理记录 says beside what was seen (domain
// 9.9): what the person says, what was done at once, their signature or that they would not
// sign before two witnesses, the two of the room's staff and the supervisor.
type Hearing struct {
	Statement  string    `json:"statement"`  // in the person's own words; "" where they say nothing
	Handled    string    `json:"handled"`    // 现场处理
	Signed     bool      `json:"signed"`     // the person signed the paper
	Witnesses  []string  `json:"witnesses"`  // two, by name, where the person would not sign 拒签
	Staff      []StaffID `json:"staff"`      // the two who handled it
	Supervisor StaffID   `json:"supervisor"` // who watched
}

// Bad names the first item of a hearing that cannot stand; empty when all can.
func (h Hearing) Bad() string {
	switch {
	case h.Handled == "":
		return "handled"
	case !h.Signed && (len(h.Witnesses) != 2 || slices.Contains(h.Witnesses, "") || h.Witnesses[0] == h.Witnesses[1]):
		return "witnesses"
	case len(h.Staff) != 2 || h.Staff[0] == h.Staff[1]:
		return "staff"
	case h.Supervisor == "" || slices.Contains(h.Staff, h.Supervisor):
		return "supervisor"
	}
	return ""
}

// Delivery is how a decision reached the person 送达.
type Delivery struct {
	Date Date   `json:"date"`
	To   string `json:"to"`  // who took it
	How  string `json:"how"` // in person, by post, …
}

// Bad names the first item of a delivery that cannot stand; empty when all can.
func (d Delivery) Bad() string {
	switch {
	case !d.Date.Real():
		return "date"
	case d.To == "":
		return "to"
	case d.How == "":
		return "how"
	}
	return ""
}

const (
	beforeViolation = "violation/"
	partHeard       = "heard"
	partDelivered   = "delivered"
)

// AboutViolation is the slot of a violation; part is "", "decision", "heard" or
// "delivered".
func AboutViolation(no int, part string) string {
	about := beforeViolation + strconv.Itoa(no)
	if part != "" {
		about += "/" + part
	}
	return about
}

// readViolation reads the number and part of a violation's slot; 0 where it is none.
func readViolation(about string) (no int, part string) {
	rest, ok := strings.CutPrefix(about, beforeViolation)
	if !ok {
		return 0, ""
	}
	n, part, _ := strings.Cut(rest, "/")
	return numbered(place{}, n).number, part
}

// allowViolationStep lets a hearing follow what was seen, and a delivery the decision.
func allowViolationStep(f Fact, k known) string {
	no, part := readViolation(f.Abt)
	switch f.Kind {
	case ViolationHeard:
		h, err := BodyOf[Hearing](f)
		if no == 0 || part != partHeard || err != nil || h.Bad() != "" {
			return SetAsideForm
		}
		if len(k.view(AboutViolation(no, ""))) == 0 {
			return SetAsideUnknown
		}
	case ViolationDelivered:
		d, err := BodyOf[Delivery](f)
		if no == 0 || part != partDelivered || err != nil || d.Bad() != "" {
			return SetAsideForm
		}
		if len(k.view(AboutViolation(no, "decision"))) == 0 {
			return SetAsideEarly
		}
	}
	return ""
}

// takeViolation reads what followed a violation.
func (s *CandidateState) takeViolation(about string, f Fact) {
	no, _ := readViolation(about)
	switch {
	case no == 0:
	case f.Kind == ViolationHeard:
		seen := s.seen(no)
		seen.Heard, seen.HeardBy = bodyIf[Hearing](&f), StaffID(f.By)
	case f.Kind == ViolationDelivered:
		s.seen(no).Delivered = bodyIf[Delivery](&f)
	}
}
