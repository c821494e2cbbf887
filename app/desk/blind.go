package desk

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"

	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/store"
)

// Scoring by code number 密号 (look 6.4; domain 9.4): where the policy says so, who
// scores knows a candidate by a code number alone until the results are confirmed.
// What the desk gives them holds no name and no exam number, and takes none: the
// candidate is called "P01-4821" there and back. A practical session hides its
// candidates from its assessors wherever they look; a theory session hides them from
// who enters the papers, in the list and there alone: the door knows who sits where,
// and no list says which paper is whose.

// drawBlind makes the seeds of sessions that are scored by code number and have none.
// Loading a plan draws them, so that papers can be marked before the day and every
// laptop that gets the book has the same numbers.
func (d *Desk) drawBlind(p exam.Plan) ([]store.Draft, error) {
	pol, err := d.site.Policy()
	if err != nil {
		return nil, err
	}
	var out []store.Draft
	for _, s := range p.Sessions {
		if !pol.Blind(s.Component) {
			continue
		}
		facts, err := d.site.book.Events(onSession(s.No))
		if err != nil {
			return nil, err
		}
		if exam.FoldSession(s, facts).BlindSeed != "" {
			continue
		}
		var raw [32]byte
		if _, err := io.ReadFull(d.site.opt.Rand, raw[:]); err != nil {
			return nil, fmt.Errorf("seed code numbers: %w", err)
		}
		out = append(out, d.say(exam.BlindDrawn, onSession(s.No), "blind", exam.BlindDraw{Seed: hex.EncodeToString(raw[:])}))
	}
	return out, nil
}

// blindCodes are a session's code numbers; nil where it has none.
func (s *Site) blindCodes(in exam.SessionNo) (map[exam.CandidateNo]string, error) {
	pol, err := s.Policy()
	if err != nil || !pol.BlindTheory && !pol.BlindPractical {
		return nil, err
	}
	st, err := s.session(in)
	if err != nil || st.BlindSeed == "" || !pol.Blind(st.Session.Component) {
		return nil, err
	}
	ix, err := s.indexed()
	if err != nil {
		return nil, err
	}
	return exam.BlindCodes(st.BlindSeed, in, ix.bySession[in]), nil
}

// unconfirmed says whether names stay hidden: the results are not confirmed yet.
func (s *Site) unconfirmed() (bool, error) {
	stage, err := s.results()
	return stage.Stage == StageDrafted || stage.Stage == "", err
}

// hides says whether a session's candidates are hidden from the signed-in person:
// where they score, and for a theory session where they enter.
func (d *Desk) hides(in exam.SessionNo) (bool, error) {
	pol, err := d.site.Policy()
	if err != nil || in == "" || !pol.BlindTheory && !pol.BlindPractical {
		return false, err
	}
	st, err := d.site.session(in)
	if err != nil {
		return false, err
	}
	comp := st.Session.Component
	works := d.staff.Role.Scores()
	if comp == exam.Theory {
		works = exam.May("EnterTheory", d.staff.Role)
	}
	if !works || !pol.Blind(comp) {
		return false, nil
	}
	return d.site.unconfirmed()
}

// hidesAtDoor is hides without theory, where the door is not the one who marks.
func (d *Desk) hidesAtDoor(in exam.SessionNo) (bool, error) {
	hidden, err := d.hides(in)
	if err != nil || !hidden {
		return false, err
	}
	st, err := d.site.session(in)
	return st.Session.Component != exam.Theory, err
}

// refuseHidden refuses an action at the door to who must not know who is there.
// Refusal: blind.
func (d *Desk) refuseHidden(in exam.SessionNo) error {
	hidden, err := d.hidesAtDoor(in)
	if hidden {
		return exam.Refuse("blind", "session", string(in), "lead", d.site.leadName())
	}
	return err
}

// refuseHiddenAnywhere refuses papers that say who sits where. Refusal: blind.
func (d *Desk) refuseHiddenAnywhere() error {
	pol, err := d.site.Policy()
	if err != nil || !pol.BlindPractical || !d.staff.Role.Scores() {
		return err
	}
	r, err := d.site.Roster()
	if err != nil {
		return err
	}
	for _, s := range r.Plan.Sessions {
		if s.Component == exam.Practical && d.in(s.No) {
			if err := d.refuseHidden(s.No); err != nil {
				return err
			}
		}
	}
	return nil
}

// refuseHiddenOf refuses to correct somebody whom one has marked without knowing who
// they are: whoever knows them proposes it. Refusal: blind.
func (d *Desk) refuseHiddenOf(no exam.CandidateNo, comp exam.Component) error {
	ix, err := d.site.indexed()
	if err != nil || ix.byNo[no] == nil {
		return err
	}
	in := ix.byNo[no].Sessions[comp]
	if hidden, err := d.hides(in); err != nil || !hidden {
		return err
	}
	return exam.Refuse("blind", "session", string(in), "lead", d.site.leadName())
}

// veil is a session's code numbers as the signed-in person meets them.
type veil struct {
	in     exam.SessionNo
	codes  map[exam.CandidateNo]string
	hidden bool
}

func (d *Desk) veil(in exam.SessionNo) (veil, error) {
	v := veil{in: in}
	var err error
	if v.codes, err = d.site.blindCodes(in); err != nil {
		return v, err
	}
	v.hidden, err = d.hides(in)
	return v, err
}

// no is what the signed-in person calls a candidate.
func (v veil) no(real exam.CandidateNo) exam.CandidateNo {
	if !v.hidden {
		return real
	}
	return exam.CandidateNo(string(v.in) + "-" + v.codes[real])
}

// row is a candidate as the signed-in person knows them: the plan's row, or a row
// with the code number alone.
func (v veil) row(c exam.Candidate) exam.Candidate {
	if !v.hidden {
		return c
	}
	return exam.Candidate{No: v.no(c.No), Subject: c.Subject, Sessions: maps.Clone(c.Sessions)}
}

// onPaper is the veil of papers on scores, whoever prints them: the code number alone
// until the results are confirmed, and afterwards whose it was.
func (s *Site) onPaper(in exam.SessionNo) (veil, error) {
	v := veil{in: in}
	var err error
	if v.codes, err = s.blindCodes(in); err != nil || v.codes == nil {
		return v, err
	}
	v.hidden, err = s.unconfirmed()
	return v, err
}

// printed is a row's exam number, name and note as its paper shows them.
func (v veil) printed(f *paper.Frame, no exam.CandidateNo, name, note string) (exam.CandidateNo, string, string) {
	code := v.codes[no]
	switch {
	case v.hidden:
		return exam.CandidateNo(code), f.Note("code"), note
	case code == "":
		return no, name, note
	case note == "":
		return no, name, f.Note("code-number", "number", code)
	}
	return no, name, f.Note("code-number-and", "number", code, "note", note)
}

// need is what waits, about a candidate who is hidden: their code number stands in the
// place of exam number and name.
func (v veil) need(n Need) Need {
	code := v.codes[n.Candidate]
	n.Args = maps.Clone(n.Args)
	n.Args["no"], n.Args["name"], n.Candidate = "code:blind.word", code, v.no(n.Candidate)
	return n
}

// real is whom the signed-in person means; a candidate of no book where they may not
// know the number they gave.
func (v veil) real(given exam.CandidateNo) exam.CandidateNo {
	if !v.hidden {
		return given
	}
	for no := range v.codes {
		if v.no(no) == given {
			return no
		}
	}
	return ""
}

// meant finds whom an action is about; the returned function gives a refusal back
// with the number that was given. A method starts with it:
// defer d.meant(in, &no, &err)().
func (d *Desk) meant(in exam.SessionNo, no *exam.CandidateNo, err *error) func() {
	given := *no
	if v, verr := d.veil(in); verr == nil {
		*no = v.real(given)
	}
	real := *no
	return func() { *err = renamed(*err, real, given) }
}

// named is meant, and locks the candidate until the returned function is called.
func (d *Desk) named(in exam.SessionNo, no *exam.CandidateNo, err *error) func() {
	done := d.meant(in, no, err)
	free := d.site.hold(onCandidate(*no))
	return func() { free(); done() }
}

// renamed is a refusal about real as said to somebody who knows them as given.
func renamed(err error, real, given exam.CandidateNo) error {
	var r *exam.Refusal
	if real == given || !errors.As(err, &r) || r.Args["no"] != string(real) {
		return err
	}
	said := &exam.Refusal{Code: r.Code, Args: maps.Clone(r.Args)}
	said.Args["no"] = string(given)
	return said
}
