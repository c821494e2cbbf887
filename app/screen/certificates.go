package screen

import (
	"context"
	"strings"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// certifier is the part of the desk that the register of certificates uses.
type certifier interface {
	Certificates() (desk.CertificatesView, error)
	GiveCertificates(ctx context.Context) (int, error)
	TakeCertificates(ctx context.Context, path string) (int, []exam.Problem, error)
	WithdrawCertificate(ctx context.Context, number, reason string) error
	ReissueCertificate(ctx context.Context, number, reason string) error
	SkipNumbers(ctx context.Context, level exam.Level, to int, reason string) error
	PrintCertificates(ctx context.Context, job desk.CertificateJob, emit func(desk.Printed) error, progress func(done, total int)) error
	RegisterBook() (desk.Workbook, error)
}

// Filters of the register.
const (
	everyCertificate = iota
	issuedOnly
	reissuedOnly
	withdrawnOnly
	gapsOnly
	registerFilters
)

// certificates is the register 证书: each certificate with what became of it, and the
// numbers that nobody holds, with the reason.
type certificates struct {
	u     *ui
	d     certifier
	me    exam.Staff
	own   bool // the institution numbers by itself; else the office does (domain 4.3)
	names func(exam.StaffID) string

	view     desk.CertificatesView
	rows     []int // of what the filter keeps: certificates, then gaps from len(view.Rows) on
	filter   int
	text     string // what was searched for
	find     *kit.Field
	finding  bool
	at       int
	table    *kit.TableView
	ready    bool
	gone     bool           // another screen is shown
	problems []exam.Problem // of the office's file that was not taken
}

func newCertificates(u *ui, d certifier, me exam.Staff, own bool, names func(exam.StaffID) string) *certificates {
	return &certificates{u: u, d: d, me: me, own: own, names: names}
}

func (c *certificates) name() string { return "certificates" }
func (c *certificates) leave()       { c.gone = true }

func (c *certificates) show() {
	c.gone = false
	c.find = kit.NewField(c.u.st, kit.Scan, kit.FieldLook{Icon: "find", Hint: c.u.T("screen.certificates.find")}, c.u.now)
	c.find.Set(c.text, false)
	c.find.OnChange = func(text string) {
		c.text, c.at = text, 0
		c.pickRows()
		c.draw()
	}
	c.reload("")
}

// reload asks for the register off the UI goroutine; note is what was refused before
// and must still be read.
func (c *certificates) reload(note string) {
	if !c.ready {
		c.draw()
	}
	kit.Back(c.u.run, c.d.Certificates, func(v desk.CertificatesView, err error) {
		if !c.u.refused(err) {
			c.view, c.ready, c.u.note = v, true, note
		}
		c.pickRows()
		c.redraw()
	})
}

// redraw draws the screen unless the person went on to another one meanwhile.
func (c *certificates) redraw() {
	if !c.gone {
		c.draw()
	}
}

// lead says whether this person keeps the register; overseers only read it.
func (c *certificates) lead() bool { return c.me.Role == exam.RoleSiteLead }

func (c *certificates) pickRows() {
	c.rows = nil
	for i, r := range c.view.Rows {
		if certificateFits(r.State, c.filter) && c.found(r) {
			c.rows = append(c.rows, i)
		}
	}
	for i, g := range c.view.Gaps {
		if (c.filter == everyCertificate || c.filter == gapsOnly) && (c.text == "" || strings.Contains(desk.Gap(g.NumberSpan), c.text)) {
			c.rows = append(c.rows, len(c.view.Rows)+i)
		}
	}
	c.at = max(0, min(c.at, len(c.rows)-1))
}

func certificateFits(state string, filter int) bool {
	switch filter {
	case issuedOnly:
		return state == desk.CertificateIssued
	case reissuedOnly:
		return state == desk.CertificateReissued
	case withdrawnOnly:
		return state == desk.CertificateWithdrawn
	case gapsOnly:
		return false
	}
	return true
}

// found says whether a certificate fits what was typed: a part of its number, the
// beginning of the exam number, a name or its initials.
func (c *certificates) found(r desk.CertificateRow) bool {
	if c.text == "" || strings.Contains(r.Number, strings.ToUpper(c.text)) || strings.HasPrefix(string(r.Candidate.No), c.text) {
		return true
	}
	return c.text[0] > '9' && called(r.Candidate.Name, c.text)
}

func (c *certificates) count(filter int) int {
	if filter == gapsOnly {
		return len(c.view.Gaps)
	}
	n := 0
	for _, r := range c.view.Rows {
		n += one(certificateFits(r.State, filter))
	}
	return n
}

// row is the active certificate; nil on a gap or where there is none.
func (c *certificates) row() *desk.CertificateRow {
	if c.at >= len(c.rows) || c.rows[c.at] >= len(c.view.Rows) {
		return nil
	}
	return &c.view.Rows[c.rows[c.at]]
}

// gap is the active run of numbers that nobody holds; nil on a certificate.
func (c *certificates) gap() *desk.NumberGap {
	if c.at >= len(c.rows) || c.rows[c.at] < len(c.view.Rows) {
		return nil
	}
	return &c.view.Gaps[c.rows[c.at]-len(c.view.Rows)]
}

func (c *certificates) move(by int) {
	c.at = max(0, min(c.at+by, max(len(c.rows), len(c.problems))-1))
	c.draw()
}

func (c *certificates) setFilter(i int) {
	c.filter, c.at = i, 0
	c.pickRows()
	c.draw()
}

func (c *certificates) keys() kit.Table {
	u := c.u
	list := func() bool { return c.problems == nil }
	lead := func() bool { return c.lead() && c.ready && list() }
	own := func() bool { return lead() && c.own }
	stands := func() bool { r := c.row(); return lead() && r != nil && r.State != desk.CertificateWithdrawn }
	return kit.Table{
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.certificates.pick"), Do: func() { c.move(1) }},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.certificates.pick"), Do: func() { c.move(-1) }, Quiet: true},
		{Names: []string{"PgDn"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { c.move(c.table.Page()) }, Quiet: true, When: func() bool { return c.table != nil }},
		{Names: []string{"PgUp"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { c.move(-c.table.Page()) }, Quiet: true, When: func() bool { return c.table != nil }},
		{Names: []string{"Enter", "Esc"}, Word: u.T("screen.key.done"), Do: func() { c.finding = false; c.draw() }, When: func() bool { return c.finding }},
		{Names: []string{"Esc"}, Word: u.T("screen.certificates.find-all"), Do: func() { c.text = ""; c.find.Set("", false); c.setFilter(everyCertificate) }, When: func() bool { return c.text != "" && list() }},
		{Names: []string{"Esc"}, Word: u.T("screen.certificates.back"), Do: func() { c.problems, c.at = nil, 0; c.draw() }, When: func() bool { return !list() }},
		{Names: []string{"Ctrl+F"}, Word: u.T("screen.certificates.find-key"), Do: func() { c.finding = true; c.draw() }, When: list},
		{Names: []string{"Tab"}, Word: u.T("screen.key.filter"), Do: func() { c.setFilter((c.filter + 1) % registerFilters) }, When: list},
		{Names: []string{"F3"}, Word: u.T("screen.certificates.skip"), Do: c.skip, When: own},
		{Names: []string{"F4"}, Word: u.T("screen.certificates.change"), Do: c.change, When: stands},
		{Names: []string{"F5"}, Word: u.T("screen.certificates.take"), Do: c.take, When: func() bool { return lead() && !c.own }},
		{Names: []string{"F6"}, Word: u.T("screen.certificates.save"), Do: c.save, When: lead},
		{Names: []string{"F7"}, Word: u.T("screen.certificates.print"), Do: c.print, When: func() bool { return lead() && len(c.view.Rows) > 0 }},
		{Names: []string{"F9"}, Word: u.T("screen.certificates.number"), Do: c.number, When: func() bool { return own() && c.view.Missing > 0 }},
	}
}
