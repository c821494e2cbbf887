package exam

import (
	"slices"
	"strings"
)

// KeyRevocation takes a key back. What it signed before stands; what it signed that the
// site lead's book did not hold then is late evidence, whatever its time (record.md 7).
// It stands in the open part of an archive: free words go into a KeyReason beside it.
// In the log that this event is in, "before" is the events in front of it; in another
// log, those below the size that Logs gives, and in one that Logs leaves out, none.
type KeyRevocation struct {
	Holder string    `json:"holder"` // S07 or device/<id>
	Key    string    `json:"key"`    // id of the key
	Code   string    `json:"code"`   // of assets/codes/revocations.json, or RevokedReplaced
	Logs   []LogSeen `json:"logs"`   // every other log that the book held, by log
}

// RevokedReplaced is the code of a revocation that comes with a new key of the same
// person: they were enrolled anew.
const RevokedReplaced = "replaced"

// LateAdmission lets one event of a revoked key count after all; why stands in the
// KeyReason beside it.
type LateAdmission struct {
	Event ID `json:"event"`
}

// newKeyBody makes an empty body of a kind that says what a key may do; nil for others.
func newKeyBody(k Kind) any {
	switch k {
	case KeyEndorsed:
		return new(Endorsement)
	case KeyRevoked:
		return new(KeyRevocation)
	case LateAdmitted:
		return new(LateAdmission)
	case KeyReason:
		return new(Why)
	}
	return nil
}

// Revoked is a revocation with who said it, when and where.
type Revoked struct {
	KeyRevocation
	Fact Fact
}

// reaches says whether an event that the key answers for lies beyond what the revocation
// lets stand. Times do not count: a thief sets the clock as they like.
func (r Revoked) reaches(f Fact) bool {
	if f.Log == r.Fact.Log {
		return f.Seq > r.Fact.Seq
	}
	for _, l := range r.Logs {
		if l.Log == f.Log {
			return f.Seq >= l.Size
		}
	}
	return true
}

// Revocations are all that were said in one book, and what was admitted after all. The
// zero value revokes nothing.
type Revocations struct {
	byKey    map[string][]Revoked // by key id
	opener   map[string]string    // log → key of the device that opened it
	admitted map[ID]Fact          // late event → the admission
	unheld   map[string]bool      // keys that only a late endorsement gives to somebody
}

// FoldRevocations gathers the revocations and admissions among the facts of a book; it
// needs log.opened as well. lead says whether a fact was signed by a key that was
// endorsed as the site lead's: nobody else's counts. Several revocations of a key all
// hold, so the order of arrival changes nothing, and no later one widens what an earlier
// one let stand. One that is itself late evidence holds for nothing.
func FoldRevocations(facts []Fact, lead func(Fact) bool) Revocations {
	all := Revocations{byKey: map[string][]Revoked{}, opener: map[string]string{}, admitted: map[ID]Fact{}}
	for _, f := range facts {
		if f.Kind == LogOpened && f.Seq == 0 {
			all.opener[f.Log] = f.Key
		}
		if f.Kind != KeyRevoked || !lead(f) {
			continue
		}
		if v, err := BodyOf[KeyRevocation](f); err == nil && f.On == KeySubject(v.Holder) {
			all.byKey[v.Key] = append(all.byKey[v.Key], Revoked{v, f})
		}
	}
	out := Revocations{byKey: map[string][]Revoked{}, opener: all.opener, admitted: map[ID]Fact{}}
	for _, f := range facts {
		if f.Kind != LateAdmitted {
			continue
		}
		v, err := BodyOf[LateAdmission](f)
		if err != nil || !lead(f) || all.Late(f) {
			continue
		}
		if old, twice := out.admitted[v.Event]; !twice || compareFacts(f, old) < 0 {
			out.admitted[v.Event] = f
		}
	}
	for key, list := range all.byKey {
		list = slices.DeleteFunc(slices.Clone(list), func(r Revoked) bool {
			_, in := out.admitted[r.Fact.ID]
			return all.Late(r.Fact) && !in
		})
		slices.SortFunc(list, func(a, b Revoked) int { return compareFacts(a.Fact, b.Fact) })
		list = slices.CompactFunc(list, func(a, b Revoked) bool { return a.Fact.ID == b.Fact.ID })
		if len(list) > 0 {
			out.byKey[key] = list
		}
	}
	return out
}

// KeySubject is the subject that what is said of a holder's keys is on: staff/S07, or
// the device's own.
func KeySubject(holder string) string {
	if strings.HasPrefix(holder, "device/") {
		return holder
	}
	return "staff/" + holder
}

// Of lists the revocations of a key, by key id, the first first; none where it holds.
func (r Revocations) Of(key string) []Revoked { return r.byKey[key] }

// All lists every revocation that holds, by its fact.
func (r Revocations) All() []Revoked {
	var out []Revoked
	for _, list := range r.byKey {
		out = append(out, list...)
	}
	slices.SortFunc(out, func(a, b Revoked) int { return compareFacts(a.Fact, b.Fact) })
	return out
}

// Late says whether an event is late evidence: it is kept and shown, and counts for
// nothing. What a revoked device's log holds beyond the revocation is late too, whoever
// signed it: only that device vouches for its place.
func (r Revocations) Late(f Fact) bool {
	if len(r.byKey) == 0 || !r.beyond(f) {
		return false
	}
	_, in := r.admitted[f.ID]
	return !in
}

// Without is r with keys that only a late endorsement gives to somebody: all that they
// sign is late too, and so is a log that such a key opened.
func (r Revocations) Without(keys []string) Revocations {
	r.unheld = map[string]bool{}
	for _, k := range keys {
		r.unheld[k] = true
	}
	return r
}

// Given says whether a key was given to somebody by more than a late endorsement.
func (r Revocations) Given(key string) bool { return !r.unheld[key] }

// Holds says whether a key may sign: nobody revoked it, and its endorsement counts.
func (r Revocations) Holds(key string) bool { return len(r.byKey[key]) == 0 && !r.unheld[key] }

func (r Revocations) beyond(f Fact) bool {
	if r.unheld[f.Key] || r.unheld[r.opener[f.Log]] {
		return true
	}
	for _, v := range r.byKey[f.Key] {
		if v.reaches(f) {
			return true
		}
	}
	for _, v := range r.byKey[r.opener[f.Log]] {
		if v.reaches(f) {
			return true
		}
	}
	return false
}

// Admitted gives the admission of an event that would be late evidence without it.
func (r Revocations) Admitted(f Fact) (Fact, bool) {
	a, in := r.admitted[f.ID]
	return a, in && r.beyond(f)
}
