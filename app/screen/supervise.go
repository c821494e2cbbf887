package screen

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// superviseDesk is the part of the desk that the draw of supervisors and avoidance use.
type superviseDesk interface {
	SupervisionDraws() ([]exam.SupervisionDraw, error)
	CommitDraw(ctx context.Context, take int, reason string) (desk.Committed, error)
	RevealDraw(ctx context.Context, seed, called string) (exam.SupervisionDraw, error)
	Avoidances() ([]desk.AvoidanceRow, []desk.Need, error)
	DeclareAvoidance(ctx context.Context, who exam.StaffID, no exam.CandidateNo, in exam.SessionNo, a exam.Avoidance) error
	barringDesk
}

// Areas of the page.
const (
	superviseDraw = iota
	superviseAvoid
	superviseBarred
	superviseAreas
)

// supervise is 督导抽签、回避与取消资格, from the day: supervisors and rooms drawn in the open
// 双随机 (notice 6.3), who may not act for whom, and who may not act at all any more. The
// lead draws and decides; everybody may look.
type supervise struct {
	u     *ui
	d     superviseDesk
	me    exam.Staff
	staff []exam.Staff
	names func(exam.StaffID) string

	area    int
	draws   []exam.SupervisionDraw
	which   int // of draws, the last is in effect
	redo    bool
	rows    []desk.AvoidanceRow
	short   []desk.Need
	people  []desk.DisqualifiedRow // who may not act any more
	touched []touched              // whom that touches
	ready   bool
	gone    bool
	at      int
	table   *kit.TableView
}

func newSupervise(u *ui, d superviseDesk, me exam.Staff, staff []exam.Staff, names func(exam.StaffID) string) *supervise {
	return &supervise{u: u, d: d, me: me, staff: staff, names: names}
}

func (s *supervise) name() string { return "supervise" }
func (s *supervise) leave()       { s.gone = true }

func (s *supervise) show() {
	s.gone = false
	s.reload("")
}

func (s *supervise) lead() bool { return s.me.Role == exam.RoleSiteLead }

// reload reads draws and declarations off the UI goroutine: those of all candidates are
// looked through. note is what was refused before and must still be read.
func (s *supervise) reload(note string) {
	if !s.ready {
		s.draw()
	}
	type read struct {
		draws []exam.SupervisionDraw
		rows  []desk.AvoidanceRow
		short []desk.Need

		people  []desk.DisqualifiedRow
		touched []touched
	}
	kit.Back(s.u.run, func() (r read, err error) {
		if r.draws, err = s.d.SupervisionDraws(); err != nil || !exam.May("Avoidances", s.me.Role) {
			return r, err
		}
		if r.rows, r.short, err = s.d.Avoidances(); err != nil {
			return r, err
		}
		r.people, r.touched, err = s.readBarred()
		return r, err
	}, func(r read, err error) {
		if !s.u.refused(err) {
			s.draws, s.rows, s.short, s.ready, s.u.note = r.draws, r.rows, r.short, true, note
			s.people, s.touched = r.people, r.touched
			s.which = max(0, len(s.draws)-1)
			s.at = max(0, min(s.at, s.count()-1))
		}
		s.redraw()
	})
}

// redraw draws the screen unless the person went on to another one meanwhile.
func (s *supervise) redraw() {
	if !s.gone {
		s.draw()
	}
}

// shown is the draw that is looked at; nil where none was made.
func (s *supervise) shown() *exam.SupervisionDraw {
	if s.which >= len(s.draws) {
		return nil
	}
	return &s.draws[s.which]
}

// waits says whether the last draw was committed and not revealed yet.
func (s *supervise) waits() bool {
	return len(s.draws) > 0 && s.draws[len(s.draws)-1].Reveal == nil
}

func (s *supervise) count() int {
	if s.area == superviseAvoid {
		return len(s.rows)
	}
	if s.area == superviseBarred {
		return len(s.touched)
	}
	if d := s.shown(); d != nil {
		return max(len(d.Pairs), len(d.Commitment.Sessions)*one(d.Reveal == nil))
	}
	return 0
}

func (s *supervise) move(by int) {
	s.at = max(0, min(s.at+by, s.count()-1))
	s.draw()
}

func (s *supervise) setArea(i int) {
	s.area, s.at, s.redo = i, 0, false
	s.draw()
}

// turn looks at an earlier draw, or a later one.
func (s *supervise) turn(by int) {
	s.which, s.at, s.redo = max(0, min(s.which+by, len(s.draws)-1)), 0, false
	s.draw()
}

// again makes the shown draw again from what was published, and says whether it is so.
func (s *supervise) again() {
	s.redo = true
	s.draw()
}

// holds says whether seed and lists give the digest that was said before, and seed and
// number called the pairs.
func holds(d exam.SupervisionDraw) bool {
	if d.Reveal == nil || d.Commitment.Sum(d.Reveal.Seed) != d.Commitment.Digest {
		return false
	}
	pairs := exam.DrawPairs(d.Commitment, d.Reveal.Seed, d.Reveal.Called)
	same := len(pairs) == len(d.Pairs)
	for i := 0; same && i < len(pairs); i++ {
		same = pairs[i] == d.Pairs[i]
	}
	return same
}

// commit asks how many sessions are drawn, then for the file of the seed, and says the
// lists and the digest.
func (s *supervise) commit() {
	u := s.u
	blanks := []blank{{key: "take", label: u.T("screen.supervise.take"), kind: plainBlank, hint: u.T("screen.supervise.take-hint")}}
	if len(s.draws) > 0 {
		blanks = append(blanks, blank{key: "reason", label: u.T("screen.supervise.reason"), kind: longBlank})
	}
	take, reason := 0, ""
	u.fill(form{title: u.T("screen.supervise.commit"), said: u.T("screen.supervise.commit-how"), big: u.T("screen.supervise.next"), blanks: blanks,
		do: func(a answered) (err error) {
			take, reason = 0, a.text("reason")
			if t := a.text("take"); t != "" {
				if take, err = strconv.Atoi(t); err != nil {
					return exam.Refuse("screen-take", "text", t)
				}
			}
			if len(s.draws) > 0 && reason == "" {
				return exam.Refuse("reason-missing")
			}
			return nil
		},
		done: func() {
			askSave(u, u.T("screen.supervise.seed-where"), u.T("screen.supervise.seed-name", "n", len(s.draws)+1), func(path string) { s.commitTo(path, take, reason) })
		}, after: s.redraw})
}

// commitTo makes the seed file before the book has the digest: a digest whose seed is
// lost could never be revealed.
func (s *supervise) commitTo(path string, take int, reason string) {
	u := s.u
	kit.Back(u.run, func() (desk.Committed, error) {
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return desk.Committed{}, exam.Refuse("screen-no-seed", "file", path)
		}
		made, err := s.d.CommitDraw(u.ctx, take, reason)
		if err == nil {
			if _, err = fmt.Fprintln(f, made.Seed); err == nil {
				err = f.Sync()
			}
		}
		err = errors.Join(err, f.Close())
		if made.Seed == "" {
			err = errors.Join(err, os.Remove(path))
		}
		return made, err
	}, func(made desk.Committed, err error) {
		note := ""
		if u.refused(err) {
			note = u.note
		} else {
			u.stored("screen.supervise.saved-commit", "n", made.No)
		}
		s.reload(note)
	})
}

// reveal publishes the seed with the number that those present called.
func (s *supervise) reveal() {
	u := s.u
	u.fill(form{title: u.T("screen.supervise.reveal"), said: u.T("screen.supervise.reveal-how"), big: u.T("screen.supervise.reveal-do"),
		blanks: []blank{{key: "called", label: u.T("screen.supervise.called"), kind: plainBlank}, {key: "seed", label: u.T("screen.supervise.seed"), kind: fileBlank, codes: []string{".txt", ".seed"}}},
		do: func(a answered) error {
			seed, err := os.ReadFile(a["seed"])
			if err != nil {
				return exam.Refuse("screen-no-file", "file", a["seed"])
			}
			_, err = s.d.RevealDraw(u.ctx, string(seed), a.text("called"))
			return err
		},
		done: func() { u.stored("screen.supervise.saved-reveal"); s.reload("") }, after: s.redraw})
}
