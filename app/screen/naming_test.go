package screen

import (
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// The site lead names the two of a double entry from the day's page, by keys; one
// alone is not taken.
func TestNamingByKeys(t *testing.T) {
	w := newWorld(t, "2026-12-19 07:00:00")
	w.enter(w.lead.Staff().Name)
	w.take()
	p := w.sh.at.(*dayPage)
	for i, s := range p.sessions() {
		if s.Session.No == "T01" {
			p.cur = i
		}
	}
	w.key(fyne.KeyF4)
	w.shot("naming")
	w.key(fyne.KeyReturn, fyne.KeyF9)
	w.wants()
	w.key(fyne.KeyDown, fyne.KeyReturn)
	w.shot("naming-two")
	w.key(fyne.KeyF9)
	w.wants(exam.EntrantsNamed)
	v, err := w.lead.Namings("T01")
	check(t, err)
	if len(v.Named) != 2 || v.Named[0] != v.People[0].ID || v.Named[1] != v.People[1].ID || !v.People[0].In("T01") {
		t.Errorf("named %v of %v", v.Named, v.People)
	}
}

// The group lead of a practical session, by tap; Esc names nobody.
func TestNamingByTap(t *testing.T) {
	w := newWorld(t, "2026-12-19 07:00:00")
	w.enter(w.lead.Staff().Name)
	w.sh.choose(choices{look: kit.Contrast, size: kit.Extra, lang: "en"})
	w.take()
	newNaming(w.sh.u, w.lead, "P01", func() {})
	w.shot("naming-lead-en-extra")
	w.key(fyne.KeyEscape)
	w.wants()
	newNaming(w.sh.u, w.lead, "P01", func() {})
	other := w.staff(exam.RoleAssessor, "P01", 1)
	w.tap(other.Name)
	w.tap(w.sh.u.T("screen.naming.do"))
	w.wants(exam.LeadNamed)
	if v, err := w.lead.Namings("P01"); err != nil || len(v.Named) != 1 || v.Named[0] != other.ID {
		t.Errorf("named %v, %v", v.Named, err)
	}
}
