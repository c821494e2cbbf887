package province

import (
	"fmt"
	"sort"
)

// holdings is what the receiver knows, remade from its ledger at every start. It
// keeps no record, only what later records are compared with.
type holdings struct {
	plans     map[string]heldPlan
	batches   map[string]heldBatch
	people    map[string]map[string]heldPerson // plan → exam number
	numbers   map[string]string                // certificate number → its person
	certified map[string]place                 // person, occupation, level → where
	last      map[string]int                   // prefix, year, level → last sequence used
	lists     map[string]list                  // plan → its list, dropped when the plan changes
}

// heldPlan is a plan as it stands: the newest version that was accepted, or, while
// there is none, the last that was refused.
type heldPlan struct {
	filing  PlanFiling
	verdict string
	answers map[string]span // digest of a filing → its answer
}

type heldBatch struct {
	digest string
	at     span
}

type heldPerson struct {
	content string
	number  string
	person  string // ID kind and number
	claim   string // what it claims in certified
}

// list is what is held of one plan, sorted by exam number.
type list struct {
	people []Held
	digest string
}

// place is where somebody is held.
type place struct{ plan, examNo string }

func newHoldings() *holdings {
	return &holdings{plans: map[string]heldPlan{}, batches: map[string]heldBatch{},
		people: map[string]map[string]heldPerson{}, numbers: map[string]string{},
		certified: map[string]place{}, last: map[string]int{}, lists: map[string]list{}}
}

// apply takes an entry that is on the disk.
func (h *holdings) apply(e entry, at span) {
	if p := e.Plan; p != nil {
		h.file(*p, at)
		return
	}
	b := e.Batch
	h.batches[b.Key] = heldBatch{b.Digest, at}
	for _, r := range b.Records {
		h.take(r)
	}
}

// file enters a filing. One that was refused puts none that was accepted aside.
func (h *holdings) file(p planEntry, at span) {
	held := h.plans[p.Filing.Plan]
	if held.answers == nil {
		held.answers = map[string]span{}
	}
	held.answers[p.Digest] = at
	if held.verdict != Accepted || p.Verdict == Accepted {
		held.filing, held.verdict = p.Filing, p.Verdict
	}
	h.plans[p.Filing.Plan] = held
}

// take enters one accepted record.
func (h *holdings) take(r Record) {
	delete(h.lists, r.Plan)
	plan := h.people[r.Plan]
	if plan == nil {
		plan = map[string]heldPerson{}
		h.people[r.Plan] = plan
	}
	if old, ok := plan[r.ExamNo]; ok {
		delete(h.certified, old.claim)
		delete(plan, r.ExamNo)
	}
	if n, ok := parseNumber(r.CertificateNo); ok {
		h.numbers[r.CertificateNo] = personOf(r) // never reused, not even after a revocation (domain 4.3)
		h.last[n.series()] = max(h.last[n.series()], n.sequence)
	}
	if r.DataKind == KindRevoke {
		return
	}
	content, err := r.Content()
	if err != nil {
		return // strings always encode
	}
	plan[r.ExamNo] = heldPerson{content, r.CertificateNo, personOf(r), claimOf(r)}
	h.certified[claimOf(r)] = place{r.Plan, r.ExamNo}
}

// list is the plan's list and its digest, made once for all pages of one reading.
func (h *holdings) list(plan string) list {
	if l, ok := h.lists[plan]; ok {
		return l
	}
	people := make([]Held, 0, len(h.people[plan]))
	for no, p := range h.people[plan] {
		people = append(people, Held{no, p.content, p.number})
	}
	sort.Slice(people, func(i, j int) bool { return people[i].ExamNo < people[j].ExamNo })
	h.lists[plan] = list{people, Listing(people)}
	return h.lists[plan]
}

func personOf(r Record) string { return r.IDKind + " " + r.IDNumber }

func claimOf(r Record) string {
	return fmt.Sprintf("%s %s %s", personOf(r), r.OccupationCode, r.Level)
}
