package screen

import (
	"context"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// keyDesk is the part of the desk that people and keys use.
type keyDesk interface {
	Keys() (desk.KeysView, error)
	Revoke(ctx context.Context, who, code, text string) error
	AdmitLate(ctx context.Context, id exam.ID, reason string) error
}

// Areas of the page.
const (
	keysPeople = iota
	keysLaptops
	keysLate
	keysAreas
)

// staffKeys is 人员与密钥, from the settings: who was given a key, on which laptop, and what
// became of it; the site lead takes one back, and admits what a revoked key signed late
// (record.md 7).
type staffKeys struct {
	u *ui
	d keyDesk

	view  desk.KeysView
	area  int
	at    int
	ready bool
	gone  bool
	table *kit.TableView
}

func newStaffKeys(u *ui, d keyDesk) *staffKeys { return &staffKeys{u: u, d: d} }

func (k *staffKeys) name() string { return "keys" }
func (k *staffKeys) leave()       { k.gone = true }

func (k *staffKeys) show() {
	k.gone = false
	k.reload("")
}

// reload reads keys and late evidence off the UI goroutine: all events are looked through.
// note is what was refused before and must still be read.
func (k *staffKeys) reload(note string) {
	if !k.ready {
		k.draw()
	}
	kit.Back(k.u.run, k.d.Keys, func(v desk.KeysView, err error) {
		if !k.u.refused(err) {
			k.view, k.ready, k.u.note = v, true, note
			k.at = max(0, min(k.at, k.count()-1))
		}
		k.redraw()
	})
}

// redraw draws the screen unless the person went on to another one meanwhile.
func (k *staffKeys) redraw() {
	if !k.gone {
		k.draw()
	}
}

// rows are the holders of the area that is looked at.
func (k *staffKeys) rows() []desk.KeyRow {
	if k.area == keysLaptops {
		return k.view.Laptops
	}
	return k.view.People
}

func (k *staffKeys) count() int {
	if k.area == keysLate {
		return len(k.view.Late)
	}
	return len(k.rows())
}

// holder is the person or laptop under the cursor; nil elsewhere.
func (k *staffKeys) holder() *desk.KeyRow {
	if k.area == keysLate || k.at >= len(k.rows()) {
		return nil
	}
	return &k.rows()[k.at]
}

// late is the late event under the cursor; nil elsewhere.
func (k *staffKeys) late() *desk.LateRow {
	if k.area != keysLate || k.at >= len(k.view.Late) {
		return nil
	}
	return &k.view.Late[k.at]
}

func (k *staffKeys) move(by int) {
	k.at = max(0, min(k.at+by, k.count()-1))
	k.draw()
}

func (k *staffKeys) setArea(i int) {
	k.area, k.at = i, 0
	k.draw()
}

// step is what F9 does with the row under the cursor; empty where there is nothing to do.
func (k *staffKeys) step() (word string, do func()) {
	if h := k.holder(); h != nil && h.Holds() && h.Role != exam.RoleSiteLead && !(k.area == keysLaptops && h.Own) {
		return k.u.T("screen.keys.revoke"), k.revoke
	}
	if l := k.late(); l != nil && l.Admitted == nil {
		return k.u.T("screen.keys.admit"), k.admit
	}
	return "", nil
}

func (k *staffKeys) keys() kit.Table {
	u := k.u
	some := func() bool { return k.ready && k.count() > 0 }
	word, do := k.step()
	return kit.Table{
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: func() { k.move(1) }, When: some},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: func() { k.move(-1) }, When: some, Quiet: true},
		{Names: []string{"PgDn"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { k.move(k.table.Page()) }, When: some, Quiet: true},
		{Names: []string{"PgUp"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { k.move(-k.table.Page()) }, When: some, Quiet: true},
		{Names: []string{"Tab"}, Word: u.T("screen.key.area"), Do: func() { k.setArea((k.area + 1) % keysAreas) }, When: func() bool { return k.ready }},
		{Names: []string{"F5"}, Word: u.T("screen.keys.again"), Do: func() { k.reload("") }, When: func() bool { return k.ready }},
		{Names: []string{"F9"}, Word: word, Do: do, When: func() bool { return some() && word != "" }},
	}
}
