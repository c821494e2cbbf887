package desk

import (
	"slices"
	"strings"

	"kaowu/app/exam"
	"kaowu/store"
)

// KeyRow is a person, or a laptop, with the key that they hold.
type KeyRow struct {
	Staff  exam.StaffID // empty for a laptop
	Laptop string       // device/<id>: the laptop itself, or where a person was enrolled
	Name   string
	Role   exam.Role
	Own    bool      // this very laptop, or enrolled on it
	Since  exam.Time // of the newest key; zero: was never given one
	By     string    // name of who endorsed it; empty: the exam's own key
	Times  int       // keys so far; more than one: enrolled anew
	Gone   *KeyGone  // nil while the key holds
	Late   int       // events of it that are late evidence
}

// Holds says whether the newest key may be used.
func (r KeyRow) Holds() bool { return r.Times > 0 && r.Gone == nil }

// KeyGone is a revocation, or the admission of a late event: who, when and why.
type KeyGone struct {
	When exam.Time
	By   string
	Code string
	Text string
}

// KeysView is who holds keys in this exam, and what came late.
type KeysView struct {
	People  []KeyRow // in the order of the plan
	Laptops []KeyRow
	Late    []LateRow // in the order in which it was written
}

// Keys lists people and laptops with their keys, and late evidence.
func (d *Desk) Keys() (KeysView, error) {
	var v KeysView
	if err := d.allow("Keys", ""); err != nil {
		return v, err
	}
	late, err := d.site.late()
	if err != nil {
		return v, err
	}
	v.Late = late
	holders, err := d.site.book.Holders()
	if err != nil {
		return v, err
	}
	r, err := d.site.Roster()
	if err != nil {
		return v, err
	}
	for _, p := range r.Plan.Staff {
		row := KeyRow{Staff: p.ID, Name: p.Name, Role: p.Role}
		if i := slices.IndexFunc(holders, func(h store.Holder) bool { return h.Holder == string(p.ID) }); i >= 0 {
			if err := d.site.keyRow(&row, holders[i], late); err != nil {
				return v, err
			}
		}
		v.People = append(v.People, row)
	}
	for _, h := range holders {
		id, device := strings.CutPrefix(h.Holder, "device/")
		row := KeyRow{Name: id, Role: h.Role}
		if !device {
			if slices.ContainsFunc(r.Plan.Staff, func(p exam.Staff) bool { return string(p.ID) == h.Holder }) {
				continue
			}
			row.Staff, row.Name = exam.StaffID(h.Holder), h.Holder
		}
		if err := d.site.keyRow(&row, h, late); err != nil {
			return v, err
		}
		if device {
			row.Laptop, row.Own = h.Holder, h.Holder == d.site.book.Device().By
			v.Laptops = append(v.Laptops, row)
		} else {
			v.People = append(v.People, row)
		}
	}
	return v, nil
}

// keyRow fills in what the record says of a holder's keys.
func (s *Site) keyRow(row *KeyRow, h store.Holder, late []LateRow) error {
	k := h.Newest()
	row.Times, row.Since = len(h.Keys), k.Endorsed.Wall
	row.Laptop = s.book.Opener(k.Endorsed.Log)
	row.Own = k.Endorsed.Log == s.book.Log()
	if k.Endorsed.By != "exam" {
		row.By = s.name(exam.StaffID(k.Endorsed.By))
	}
	for _, l := range late {
		if l.Admitted == nil && l.Fact.By == h.Holder {
			row.Late++
		}
	}
	if len(k.Revoked) == 0 {
		return nil
	}
	said := k.Revoked[0]
	gone, err := s.gone(said.Fact, said.Code)
	row.Gone = &gone
	return err
}

// gone tells a revocation or an admission with the words that stand beside it.
func (s *Site) gone(f exam.Fact, code string) (KeyGone, error) {
	g := KeyGone{When: f.Wall, By: s.name(exam.StaffID(f.By)), Code: code}
	facts, err := s.book.Events(f.On)
	if err != nil {
		return g, err
	}
	for _, r := range facts {
		if w, err := exam.BodyOf[exam.Why](r); r.Kind == exam.KeyReason && r.Abt == f.Abt+"/reason" && err == nil {
			g.Text = w.Text
		}
	}
	return g, nil
}

// revokedPeople are those whose newest key is revoked: they are not to be enrolled again
// unless the lead means it.
func (s *Site) revokedPeople() map[exam.StaffID]bool {
	out := map[exam.StaffID]bool{}
	holders, err := s.book.Holders()
	if err != nil {
		return out // what cannot be read hides nobody
	}
	for _, h := range holders {
		if len(h.Newest().Revoked) > 0 {
			out[exam.StaffID(h.Holder)] = true
		}
	}
	return out
}
