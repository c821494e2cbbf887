package store

import (
	"errors"
	"slices"

	"kaowu/app/exam"
)

// revoke lets the revocations and admissions among the founding events hold. A key that
// was endorsed by late evidence alone is nobody's: what it signed is late evidence too,
// and it neither gives keys, nor revokes, nor admits.
func (c *chain) revoke(found []Finding) []Finding {
	leads := c.revokeByLeads()
	var unheld []string
	for more := true; more; {
		more = false
		for _, id := range c.order {
			if _, has := c.standing(id); !has && !slices.Contains(unheld, id) {
				unheld, more = append(unheld, id), true
			}
		}
		if more { // what those gave, gave nobody anything either
			c.revoked = exam.FoldRevocations(c.founding, func(f exam.Fact) bool {
				return leads[f.Key] && !slices.Contains(unheld, f.Key) && c.byLead(f)
			}).Without(unheld)
		}
	}
	c.placeKeys()
	for _, f := range c.founding {
		if (f.Kind == exam.KeyRevoked || f.Kind == exam.LateAdmitted) && !c.byLead(f) {
			found = append(found, find("revocation", f.ID.String(), "holder", f.On))
		}
	}
	return found
}

// revokeByLeads lets the revocations of site leads hold, and gives the leads' keys: one
// after the other, so that a key which only late evidence made a lead's says nothing.
func (c *chain) revokeByLeads() map[string]bool {
	leads := map[string]bool{}
	for {
		c.revoked = exam.FoldRevocations(c.founding, func(f exam.Fact) bool { return leads[f.Key] && c.byLead(f) })
		next := slices.IndexFunc(c.order, func(id string) bool {
			f, stands := c.standing(id)
			return stands && c.keys[id].role == exam.RoleSiteLead && !leads[id] && (f.By == "exam" || leads[f.Key])
		})
		if next < 0 {
			return leads
		}
		leads[c.order[next]] = true
	}
}

// standing is the first endorsement of a key that is no late evidence.
func (c *chain) standing(id string) (exam.Fact, bool) {
	i := slices.IndexFunc(c.given[id], func(f exam.Fact) bool { return !c.revoked.Late(f) })
	if i < 0 {
		return exam.Fact{}, false
	}
	return c.given[id][i], true
}

// endorsed is the endorsement from which a key counts: the first that is no late evidence,
// else the first.
func (c *chain) endorsed(id string) exam.Fact {
	if f, stands := c.standing(id); stands {
		return f
	}
	return c.given[id][0]
}

// placeKeys lets each key count from the endorsement that stands: late evidence may say
// the same one again, dated back.
func (c *chain) placeKeys() {
	at, moved := map[string]exam.Stamp{}, false
	for _, id := range c.order {
		f, k := c.endorsed(id), c.keys[id]
		moved = moved || k.at != (position{f.Log, f.Seq})
		k.at, at[id] = position{f.Log, f.Seq}, f.At
		c.keys[id] = k
	}
	if moved {
		slices.SortStableFunc(c.order, func(a, b string) int { return at[a].Compare(at[b]) })
	}
}

// byLead says whether a fact was signed by a key that is endorsed as a site lead's.
func (c *chain) byLead(f exam.Fact) bool {
	k, ok := c.keys[f.Key]
	if !ok || k.role != exam.RoleSiteLead || k.holder != f.By || f.Exam != c.exam {
		return false
	}
	return f.Signed.Verify(k.public) == nil
}

// holds is the key that a person may sign in by: their newest, unless it was revoked.
func (c *chain) holds(holder string) (heldKey, bool) {
	k, ok := c.current(holder)
	return k, ok && c.revoked.Holds(exam.KeyID(k.public))
}

// builtChain is the chain as it was when so many events of keys had been saved, or why
// those make none.
type builtChain struct {
	at    uint64
	chain *chain
	found []Finding
	err   error
}

// chain gives the chain of keys of the book. It is built again only after an event that
// it rests on, for every query asks it what counts.
func (d *data) chain() (*chain, []Finding, error) {
	x, err := d.query()
	if err != nil {
		return nil, nil, err
	}
	return d.chainOf(x)
}

func (d *data) chainOf(x *index) (*chain, []Finding, error) {
	at := d.keyed.Load() // before the events are read: what comes meanwhile counts as new
	if b := d.built.Load(); b != nil && b.at == at {
		return b.chain, b.found, b.err
	}
	facts, err := x.founding()
	if err != nil {
		return nil, nil, err
	}
	c, found, err := newChain(d.book, sortFacts(facts))
	d.built.Store(&builtChain{at, c, found, err})
	return c, found, err
}

// founding lists the events that the chain of keys rests on, of all logs.
func (x *index) founding() (facts []exam.Fact, err error) {
	for _, prefix := range []string{"log/", "exam", "staff/", "device/"} {
		subjects, err := x.subjects(prefix)
		if err != nil {
			return nil, err
		}
		for _, on := range subjects {
			all, err := x.events(on)
			if err != nil {
				return nil, err
			}
			for _, f := range all {
				if founds(f.Kind) {
					facts = append(facts, f)
				}
			}
		}
	}
	return facts, nil
}

// rekeyed notes that the index shows a change, if the chain of keys rests on it.
func (d *data) rekeyed(c change) {
	if slices.ContainsFunc(c.facts, func(f exam.Fact) bool { return founds(f.Kind) }) {
		d.keyed.Add(1)
	}
}

// revocations are what was revoked in the book. One whose chain of keys does not hold
// has none that could: what is there can still be read, and the findings say so.
func (d *data) revocations(x *index) (exam.Revocations, error) {
	c, _, err := d.chainOf(x)
	if errors.Is(err, errChain) {
		return exam.Revocations{}, nil
	}
	if err != nil {
		return exam.Revocations{}, err
	}
	return c.revoked, nil
}

// standing parts the events of a subject into what counts and late evidence. This is
// the one place where a revocation takes effect on what is folded.
func (b *Book) standing(on string) (stand, late []exam.Fact, err error) {
	d, err := b.opened()
	if err != nil {
		return nil, nil, err
	}
	x, err := d.query()
	if err != nil {
		return nil, nil, err
	}
	revoked, err := d.revocations(x)
	if err != nil {
		return nil, nil, err
	}
	all, err := x.events(on)
	if err != nil {
		return nil, nil, err
	}
	stand, late = revoked.Part(all)
	return stand, late, nil
}

// Events lists the events of one subject by log, then number, without late evidence; see
// exam.Revocations.Part for what that does to an event that has seen some.
func (b *Book) Events(on string) ([]exam.Fact, error) {
	stand, _, err := b.standing(on)
	return stand, err
}

// Late lists the late evidence of one subject by log, then number: what a key signed
// beyond its revocation, and nobody admitted.
func (b *Book) Late(on string) ([]exam.Fact, error) {
	_, late, err := b.standing(on)
	return late, err
}

// All lists the events of one subject by log, then number, late evidence too: for what
// is handed on, never for a fold.
func (b *Book) All(on string) ([]exam.Fact, error) {
	x, err := b.index()
	if err != nil {
		return nil, err
	}
	return x.events(on)
}

// Revocations are what was revoked and admitted in the book.
func (b *Book) Revocations() (exam.Revocations, error) {
	d, err := b.opened()
	if err != nil {
		return exam.Revocations{}, err
	}
	x, err := d.query()
	if err != nil {
		return exam.Revocations{}, err
	}
	return d.revocations(x)
}
