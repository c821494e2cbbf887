package exam

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
)

// HoldingDigest stands for a person, an occupation and a level in what the institution's
// book knows of certificates: SHA-256 in hex, salted with the book's own name. ID numbers
// are few enough to be guessed, so it lies in the sealed part of the book like them; it
// keeps them off screens and papers.
func HoldingDigest(book, idNumber, occupation string, level Level) string {
	sum := sha256.Sum256([]byte("kaowu holding v1\n" + book + "\n" + CleanID(idNumber) + "\n" + CleanID(occupation) + "\n" + strconv.Itoa(int(level))))
	return hex.EncodeToString(sum[:])
}

// CardState is what the institution's book knows of one assessor or supervisor.
type CardState struct {
	Name       string
	IDNumber   string
	Cards      []StaffCard // of the filing first, then as entered
	Violations []StaffViolation
	Load       map[int]Load // by year
}

// Load is how much a person worked in a year.
type Load struct{ Exams, Sessions int }

// Valid is the last day on which any card of the person holds for an occupation, or for
// any when it is empty; empty when there is none.
func (c CardState) Valid(occupation string) Date {
	last := Date("")
	for _, k := range c.Cards {
		if occupation == "" || judges(k.Occupation, occupation) {
			last = max(last, k.Valid)
		}
	}
	return last
}

// Barred is the last day of a bar in force on any of the days from – to, empty for none.
func (c CardState) Barred(from, to Date) Date {
	last := Date("")
	for _, v := range c.Violations {
		if v.Date <= to && from <= v.Barred {
			last = max(last, v.Barred)
		}
	}
	return last
}

// assesses says whether any card of the person is an assessor's.
func (c CardState) assesses() bool {
	return slices.ContainsFunc(c.Cards, func(k StaffCard) bool { return k.Kind == PersonAssessor || k.Kind == PersonSenior })
}

// StaffCards joins the filing's personnel, the cards entered, past violations and the
// work of the year, one entry a person, in order of name and ID number.
func StaffCards(f Filing, st LedgerState) []CardState {
	byID := map[string]*CardState{}
	of := func(id, name string) *CardState {
		key := CleanID(id)
		if byID[key] == nil {
			byID[key] = &CardState{Name: name, IDNumber: id, Load: map[int]Load{}}
		}
		return byID[key]
	}
	for _, p := range f.People {
		if p.carded() {
			c := of(p.IDNumber, p.Name)
			c.Cards = append(c.Cards, StaffCard{p.Name, p.IDNumber, p.Kind, p.Occupation, p.Card, p.CardValid})
		}
	}
	for _, k := range st.Cards {
		c := of(k.IDNumber, k.Name)
		c.Cards = append(c.Cards, k)
	}
	for _, v := range st.Violations {
		if c := byID[CleanID(v.IDNumber)]; c != nil {
			c.Violations = append(c.Violations, v)
		}
	}
	for _, e := range st.Exams {
		for id, sessions := range workOf(e) {
			if c := byID[id]; c != nil {
				l := c.Load[e.Year()]
				c.Load[e.Year()] = Load{l.Exams + 1, l.Sessions + sessions}
			}
		}
	}
	out := make([]CardState, 0, len(byID))
	for _, c := range byID {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b CardState) int {
		if a.Name != b.Name {
			return strings.Compare(a.Name, b.Name)
		}
		return strings.Compare(a.IDNumber, b.IDNumber)
	})
	return out
}

// workOf counts the sessions of each person at one exam: who has two roles has one
// exam.
func workOf(e ExamEntry) map[string]int {
	out := map[string]int{}
	for _, s := range e.Staff {
		out[CleanID(s.IDNumber)] += s.Sessions
	}
	return out
}

// Shortage is an occupation that falls below the assessors it needs (notice 2.5).
type Shortage struct {
	Occupation string
	Day        Date // the first on which it does
	Have       int
}

// Shortages looks day by day, from a day to the end of its year, for occupations with
// fewer than need assessors who hold a card and are not barred.
func Shortages(scopes []Scope, cards []CardState, from Date, need int) []Shortage {
	days := []Date{from}
	end := Date(strconv.Itoa(from.Year()) + "-12-31")
	note := func(d Date) {
		if d >= from && d <= end {
			days = append(days, d)
		}
	}
	for _, c := range cards {
		for _, k := range c.Cards {
			note(k.Valid.next())
		}
		for _, v := range c.Violations {
			note(v.Date)
		}
	}
	slices.Sort(days)
	days = slices.Compact(days)
	var out []Shortage
	seen := map[string]bool{}
	for _, s := range scopes {
		if key := CleanID(s.Occupation); seen[key] {
			continue
		} else {
			seen[key] = true
		}
		for _, day := range days {
			if have := assessorsOn(cards, s.Occupation, day); have < need {
				out = append(out, Shortage{s.Occupation, day, have})
				break
			}
		}
	}
	return out
}

func assessorsOn(cards []CardState, occupation string, day Date) int {
	n := 0
	for _, c := range cards {
		if c.assesses() && c.Valid(occupation) >= day && c.Barred(day, day) == "" {
			n++
		}
	}
	return n
}
