package screen

import (
	"testing"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// examDay is the second morning of the demo exam with everything that a screen may
// have to show: a theory room entered twice with one disagreement, a session to sign
// with a spread to arbitrate, and a session that is being scored, with an absent
// candidate, a veto and a half-filled sheet. It is 11:35.
func examDay(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, "2026-12-19 08:40:00")
	w.theoryOf("T01", 28)
	w.clock.set("2026-12-20 08:10:00")
	w.practicalOf("P01", 11, 11, true)
	w.clock.set("2026-12-20 10:45:00")
	w.practicalOf("P02", 10, 4, false)
	w.clock.set("2026-12-20 11:35:00")
	w.take()
	return w
}

// given is a score a little under full marks, not the same for each person and item.
func given(full exam.Tenths, person, item int) exam.Tenths {
	lost := exam.Tenths((person*7+item*3)%5) * 5
	return full - min(full, lost)
}

// theoryOf lets n people into a theory session, closes it and enters their papers
// twice; the first paper was read differently.
func (w *world) theoryOf(in exam.SessionNo, n int) {
	w.t.Helper()
	ctx := w.t.Context()
	first, second := w.desk(w.staff(exam.RoleInvigilator, in, 0)), w.desk(w.staff(exam.RoleInvigilator, in, 1))
	check(w.t, first.OpenSession(ctx, in))
	people := w.candidates(in)[:n]
	for _, c := range people {
		_, err := first.Admit(ctx, in, c.No)
		check(w.t, err)
	}
	w.clock.set("2026-12-19 10:40:00")
	_, err := first.CloseSession(ctx, in)
	check(w.t, err)
	for i, d := range []*desk.Desk{first, second} {
		for k, c := range people {
			score := exam.Tenths(600 + (k*37)%350/5*5)
			if k == 4 && i == 1 {
				score -= 50
			}
			check(w.t, d.EnterTheory(ctx, in, c.No, score))
		}
		check(w.t, d.SubmitTheory(ctx, in))
	}
}

// practicalOf lets n people into a practical session; all assessors have handed in
// the first done of them, and the first assessor is half through the next.
func (w *world) practicalOf(in exam.SessionNo, n, done int, close bool) {
	w.t.Helper()
	ctx := w.t.Context()
	var all []*desk.Desk
	for k := range 3 {
		all = append(all, w.desk(w.staff(exam.RoleAssessor, in, k)))
	}
	check(w.t, all[0].OpenSession(ctx, in))
	people := w.candidates(in)
	for k, c := range people[:n] {
		_, err := all[0].Admit(ctx, in, c.No)
		check(w.t, err)
		for j, d := range all {
			if k > done || k == done && (close || j > 0) {
				continue
			}
			v, err := d.Sheet(in, c.No)
			check(w.t, err)
			for i, it := range v.Rubric.Items {
				if k == done && i == 4 {
					break
				}
				score := given(it.Full, k, i+j)
				if close && k == 1 && j == 2 {
					score = it.Full / 2 / 5 * 5 // one of three is far off: to be arbitrated
				}
				check(w.t, d.ScoreItem(ctx, in, c.No, it.No, score))
				if it.Veto && k == 2 {
					check(w.t, d.VetoItem(ctx, in, c.No, it.No, exam.Veto{Veto: true, Code: "no-protection"}))
				}
				if score < it.Full*6/10 {
					check(w.t, d.GiveReason(ctx, in, c.No, it.No, exam.Why{Code: "defect"}))
				}
			}
			if k < done {
				check(w.t, d.SubmitScores(ctx, in, c.No))
			}
		}
	}
	if !close {
		return
	}
	w.clock.set("2026-12-20 10:40:00")
	_, err := all[0].CloseSession(ctx, in)
	check(w.t, err)
}
