package desk

import (
	"slices"
	"testing"

	"kaowu/app/exam"
)

// keyOf is a person's row of the list of keys.
func (w *world) keyOf(id exam.StaffID) KeyRow {
	w.t.Helper()
	v, err := w.lead().Keys()
	w.must(err)
	i := slices.IndexFunc(v.People, func(r KeyRow) bool { return r.Staff == id })
	if i < 0 {
		w.t.Fatalf("%s is not on the list of %d", id, len(v.People))
	}
	return v.People[i]
}

// Record.md 7: the lead takes a key back; from then on nothing of that person is saved,
// what they did stands, and they may be enrolled anew.
func TestRevoke(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	w.running("P01")
	no := w.roster("P01")[0]
	mark := w.as("S05")
	w.must(mark.ScoreItem(ctx, "P01", no, 2, 100))
	if r := w.keyOf("S05"); !r.Holds() || r.Times != 1 || r.By != w.lead().staff.Name || !r.Own || r.Name != mark.staff.Name || r.Role != exam.RoleAssessor {
		t.Errorf("before: %+v", r)
	}
	if r := w.keyOf("S16"); r.By != "" || !r.Holds() {
		t.Errorf("the lead, whose key the exam endorses: %+v", r)
	}
	w.refused("not-allowed", func() error { return w.as("S06").Revoke(ctx, "S05", "left", "") })
	w.refused("revoke-reason", func() error { return w.lead().Revoke(ctx, "S05", "", "") })
	w.refused("revoke-reason", func() error { return w.lead().Revoke(ctx, "S05", "replaced", "") })
	w.refused("reason-missing", func() error { return w.lead().Revoke(ctx, "S05", "other", " ") })
	w.refused("revoke-lead", func() error { return w.lead().Revoke(ctx, "S16", "left", "") })
	w.refused("not-on-staff", func() error { return w.lead().Revoke(ctx, "S99", "left", "") })
	w.refused("revoke-own-device", func() error { return w.lead().Revoke(ctx, w.site.book.Device().By, "device", "") })

	key := mark.who.Load().Signer().Key
	w.wrote(func() error { return w.lead().Revoke(ctx, "S05", "conduct", "当场制止") },
		`key.revoked staff/S05 revoked/`+key+` {"holder":"S05","key":"`+key+`","code":"conduct","logs":[]}`,
		`key.reason staff/S05 revoked/`+key+`/reason {"code":"conduct","text":"当场制止"}`)
	w.refused("key-revoked", func() error { return mark.ScoreItem(ctx, "P01", no, 3, 100) })
	w.refused("not-enrolled", func() error { _, err := w.site.SignIn("S05", secret("S05")); return err })
	w.refused("revoked-already", func() error { return w.lead().Revoke(ctx, "S05", "left", "") })
	r := w.keyOf("S05")
	if r.Holds() || r.Gone == nil || r.Gone.Code != "conduct" || r.Gone.Text != "当场制止" || r.Gone.By != w.lead().staff.Name || r.Late != 0 {
		t.Errorf("revoked: %+v, %+v", r, r.Gone)
	}
	// What they gave before stands in the sheet of the candidate.
	c, err := w.site.candidate(no)
	w.must(err)
	if !slices.ContainsFunc(c.Sheets[exam.Practical], func(s exam.Sheet) bool { return s.Staff == "S05" && len(s.Items) == 1 }) {
		t.Errorf("the sheets from before: %+v", c.Sheets)
	}

	w.must(w.lead().Enroll(ctx, "S05", []byte("eine neue Losung")))
	again, err := w.site.SignIn("S05", []byte("eine neue Losung"))
	w.must(err)
	w.must(again.ScoreItem(ctx, "P01", no, 3, 100))
	if r := w.keyOf("S05"); !r.Holds() || r.Times != 2 || r.Gone != nil {
		t.Errorf("enrolled anew: %+v", r)
	}
	v, err := w.lead().Keys()
	w.must(err)
	if len(v.Laptops) != 1 || !v.Laptops[0].Own || !v.Laptops[0].Holds() || len(v.Late) != 0 {
		t.Errorf("laptops %+v, late %d", v.Laptops, len(v.Late))
	}
	w.refused("reason-missing", func() error { return w.lead().AdmitLate(ctx, exam.ID{}, "") })
	w.refused("no-event", func() error { return w.lead().AdmitLate(ctx, exam.ID{7}, "纸质单一致") })
}

// Who was enrolled anew is told so where the old sign-in goes on.
func TestEnrolledAnewWhileSignedIn(t *testing.T) {
	w := newWorld(t)
	w.running("P01")
	no := w.roster("P01")[0]
	w.must(w.lead().Enroll(t.Context(), "S05", []byte("eine neue Losung")))
	w.refused("key-replaced-since", func() error { return w.as("S05").ScoreItem(t.Context(), "P01", no, 2, 100) })
}

// The page of the first day does not ask to enrol somebody whose key was revoked.
func TestRevokedIsNotToBeEnrolled(t *testing.T) {
	w := newWorld(t)
	w.clock.to("2026-12-18 09:00")
	w.must(w.lead().Revoke(t.Context(), "S05", "left", ""))
	r, err := w.site.Roster()
	w.must(err)
	for _, n := range w.lead().toPrepare(r) {
		if n.Code == "enroll" {
			t.Errorf("asks to enrol %v", n.Args["names"])
		}
	}
}
