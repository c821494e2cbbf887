package desk

import (
	"encoding/hex"
	"fmt"
	"io"
	"slices"

	"kaowu/app/exam"
)

// draw picks the station of a candidate 抽签, one draw a person: whose check-in was
// taken back gets the same station again while it is free. s.drawing is held.
// Refusal: no-station.
func (s *Site) draw(in exam.SessionNo, no exam.CandidateNo) (station int, seed string, err error) {
	people, err := s.inSession(in)
	if err != nil {
		return 0, "", err
	}
	comp, stations, taken := exam.Practical, []int{}, map[int]bool{}
	for _, c := range people {
		stations = append(stations, c.Listed.Seats[comp])
		if a := c.Attendance[comp]; a.State == exam.Present {
			taken[a.Seat] = true
		}
	}
	free := slices.DeleteFunc(stations, func(n int) bool { return taken[n] })
	mine, err := s.history(no)
	if err != nil {
		return 0, "", err
	}
	for _, f := range slices.Backward(mine.Facts) {
		if c, err := exam.BodyOf[exam.CheckIn](f); f.Kind == exam.Admitted && err == nil && c.Drawn && c.Session == in {
			if slices.Contains(free, c.Seat) {
				return c.Seat, c.Seed, nil
			}
			break
		}
	}
	var raw [16]byte
	if _, err := io.ReadFull(s.opt.Rand, raw[:]); err != nil {
		return 0, "", fmt.Errorf("seed a draw: %w", err)
	}
	seed = hex.EncodeToString(raw[:])
	station, ok := exam.Draw(seed, free)
	if !ok {
		return 0, "", exam.Refuse("no-station", "session", string(in))
	}
	return station, seed, nil
}

// Drawn is a session's draws, gone through again.
type Drawn struct {
	Session exam.SessionNo
	Draws   []exam.Drawing
}

// Drawings lists every draw of stations with what its seed gives again, by session.
// Sessions without a draw are left out, and those that hide their candidates.
func (d *Desk) Drawings() ([]Drawn, error) {
	if err := d.allow("Drawings", ""); err != nil {
		return nil, err
	}
	r, err := d.site.Roster()
	if err != nil {
		return nil, err
	}
	ix, err := d.site.indexed()
	if err != nil {
		return nil, err
	}
	var out []Drawn
	for _, row := range r.Plan.Sessions {
		if row.Component != exam.Practical || d.refuseHidden(row.No) != nil {
			continue
		}
		var stations []int
		var facts []exam.Fact
		for _, no := range ix.bySession[row.No] {
			stations = append(stations, ix.byNo[no].Seats[row.Component])
			st, err := d.site.history(no)
			if err != nil {
				return nil, err
			}
			facts = append(facts, st.Facts...)
		}
		if list := exam.Drawings(row.No, stations, facts); len(list) > 0 {
			out = append(out, Drawn{row.No, list})
		}
	}
	return out, nil
}
