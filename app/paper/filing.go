package paper

import (
	"strconv"

	"kaowu/app/exam"
)

// FilingData is what the filing form 备案申请表 says: annex 2 of notice
// 川人社办发〔2019〕94号.
type FilingData struct {
	Filing  exam.Filing
	Version int
	Digest  string // SHA-256 hex over the rows of the version; its beginning stands at the end
	Draft   bool   // not confirmed yet: the page says so
}

// FilingForm lays out the filing form, A4 portrait. ID numbers show their tails, as on
// every paper (look 8): the office gets them whole in the workbook, which the form
// names.
func FilingForm(f *Frame, d FilingData) Doc {
	h := d.Filing.Head
	fl := newFlow(f, false, f.t("filing-form"), h.Body)
	fl.center(f.t("filing-annex", "version", d.Version), noteSize)
	if d.Draft {
		fl.center(f.t("filing-draft"), bodySize)
	}
	fl.heading(f.t("filing-unit"), 30)
	fl.facts(2,
		fact{label: f.t("body"), value: h.Body, wide: true},
		fact{label: f.t("filing"), value: h.Number}, fact{label: f.t("credit-code"), value: h.CreditCode},
		fact{label: f.t("body-kind"), value: h.BodyKind}, fact{label: f.t("legal-head"), value: h.Head},
		fact{label: f.t("unit-address"), value: h.Address, wide: true},
		fact{label: f.t("officer"), value: h.Officer}, fact{label: f.t("contact"), value: h.Contact},
		fact{label: f.t("phone"), value: h.Phone}, fact{label: f.t("filing-place"), value: h.Place},
		fact{label: f.t("filing-office"), value: h.Office, wide: true},
		fact{label: f.t("employees"), value: h.Employees}, fact{label: f.t("skilled"), value: h.Skilled},
		fact{label: f.t("strengths"), value: h.Strengths, wide: true, high: 18},
		fact{label: f.t("info-system"), value: h.System, wide: true}, fact{label: f.t("body-rules"), value: h.Rules, wide: true},
		fact{label: f.t("bank"), value: h.Bank, wide: true})
	fl.filingScopes(d.Filing.Scopes)
	fl.filingPlaces(d.Filing)
	fl.filingPeople(d.Filing.People)
	fl.filingBranches(d.Filing.Branches)
	fl.filingChecklists(d.Filing)
	fl.filingSigns(d)
	return fl.finish()
}

func (fl *flow) filingScopes(list []exam.Scope) {
	f := fl.f
	fl.heading(f.t("filing-scopes"), 16)
	var rows [][]string
	for i, s := range list {
		rows = append(rows, []string{strconv.Itoa(i + 1), s.Occupation, s.Code, orNone(s.Trade), s.Lowest.Printed(), s.Highest.Printed(), s.Basis})
	}
	fl.grid([]column{{f.t("row"), 12, toMiddle}, {f.t("filing-occupation"), 28, toLeft}, {f.t("occupation-code"), 24, toLeft}, {f.t("filing-trade"), 26, toLeft},
		{f.t("lowest"), 22, toLeft}, {f.t("highest"), 25, toLeft}, {f.t("basis"), 48, toLeft}}, 6.6, rows)
}

// filingPlaces are the sites, and the equipment kind by kind as annex 2 asks for it.
func (fl *flow) filingPlaces(d exam.Filing) {
	f := fl.f
	fl.heading(f.t("filing-sites"), 16)
	var rows [][]string
	for i, s := range d.Sites {
		rows = append(rows, []string{strconv.Itoa(i + 1), s.Name, f.component(s.Kind), s.Address, s.Area, strconv.Itoa(s.Places), s.Tenure, s.Cameras})
	}
	fl.grid([]column{{f.t("row"), 12, toMiddle}, {f.t("filing-site"), 30, toLeft}, {f.t("component"), 20, toLeft}, {f.t("unit-address"), 46, toLeft},
		{f.t("area"), 19, toRight}, {f.t("places"), 13, toRight}, {f.t("tenure"), 13, toMiddle}, {f.t("cameras"), 34, toLeft}}, 6.6, rows)
	fl.heading(f.t("filing-equipment"), 16)
	rows = nil
	for _, kind := range exam.EquipmentKinds() {
		for _, e := range d.Equipment {
			if e.Kind == kind {
				rows = append(rows, []string{strconv.Itoa(len(rows) + 1), e.Kind, e.Name, orNone(e.Model), strconv.Itoa(e.Count), orNone(e.Site)})
			}
		}
	}
	fl.grid([]column{{f.t("row"), 12, toMiddle}, {f.t("kind"), 32, toLeft}, {f.t("thing"), 60, toLeft}, {f.t("model"), 32, toLeft},
		{f.t("pieces"), 14, toRight}, {f.t("filing-site"), 35, toLeft}}, 6.6, rows)
}

// filingPeople are the people kind by kind.
func (fl *flow) filingPeople(list []exam.FilingPerson) {
	f := fl.f
	fl.heading(f.t("filing-people"), 20)
	cols := []column{{f.t("row"), 12, toMiddle}, {f.t("kind"), 19, toLeft}, {f.t("name"), 17, toLeft}, {f.t("id"), 20, toLeft}, {f.t("unit"), 38, toLeft},
		{f.t("job"), 20, toLeft}, {f.t("study"), 14, toLeft}, {f.t("judges"), 22, toLeft}, {f.t("card"), 28, toLeft}}
	t := fl.columns(cols)
	t.low, t.size = 6.6, 8
	for _, kind := range exam.PersonKinds() {
		for _, p := range list {
			if p.Kind != kind {
				continue
			}
			unit, card := p.Unit, orNone(p.Card)
			if p.Agreement != "" {
				unit = f.t("unit-agreement", "unit", p.Unit, "agreement", p.Agreement)
			}
			if p.CardValid != "" {
				card = f.t("card-until", "card", p.Card, "until", p.CardValid)
			}
			t.rows = append(t.rows, cells(cols, strconv.Itoa(len(t.rows)+1), p.Kind, p.Name, f.tail(p.IDNumber), unit, p.Title, p.Education, orNone(p.Occupation), card))
		}
	}
	fl.table(t)
}

func (fl *flow) filingBranches(list []exam.Branch) {
	if len(list) == 0 {
		return
	}
	f := fl.f
	fl.heading(f.t("filing-branches"), 16)
	var rows [][]string
	for i, b := range list {
		rows = append(rows, []string{strconv.Itoa(i + 1), b.Name, b.CreditCode, b.Place, orNone(b.Number), b.Address, f.t("head-phone", "head", b.Head, "phone", b.Phone)})
	}
	fl.grid([]column{{f.t("row"), 12, toMiddle}, {f.t("branch"), 34, toLeft}, {f.t("credit-code"), 36, toLeft}, {f.t("city"), 24, toLeft},
		{f.t("branch-code"), 28, toLeft}, {f.t("unit-address"), 30, toLeft}, {f.t("head"), 27, toLeft}}, 6.6, rows)
}

// filingChecklists are the materials with the beginning of each file's hash, and the
// undertakings.
func (fl *flow) filingChecklists(d exam.Filing) {
	f := fl.f
	fl.heading(f.t("filing-materials"), 16)
	var rows [][]string
	for _, m := range d.Materials {
		state := f.t("no-file")
		if m.SHA256 != "" {
			state = f.t("file-hash", "hash", m.SHA256[:16])
		}
		rows = append(rows, []string{m.Code, m.Name, state, m.Note})
	}
	fl.grid([]column{{f.t("row"), 12, toMiddle}, {f.t("material"), 92, toLeft}, {f.t("attached"), 46, toLeft}, {f.t("note"), 32, toLeft}}, 6.6, rows)
	fl.heading(f.t("filing-undertakings"), 16)
	rows = nil
	for _, u := range d.Undertakings {
		given := f.t("undertaken-not")
		if u.Given {
			given = f.t("undertaken")
		}
		rows = append(rows, []string{u.Code, u.Text, given})
	}
	fl.grid([]column{{f.t("row"), 12, toMiddle}, {f.t("undertaking"), 140, toLeft}, {f.t("given"), 30, toMiddle}}, 6.6, rows)
}

// filingSigns are the places of the body's and the office's signatures and seals.
func (fl *flow) filingSigns(d FilingData) {
	f := fl.f
	fl.need(6 + 2*signHigh)
	fl.y += 3
	fl.signs(3, signBox{caption: f.t("legal-head"), sig: Signature{Name: d.Filing.Head.Head}},
		signBox{caption: f.t("officer"), sig: Signature{Name: d.Filing.Head.Officer}}, signBox{caption: f.t("seal-body"), seal: true})
	fl.signs(1, signBox{caption: f.t("office-opinion", "office", d.Filing.Head.Office), seal: true})
	if len(d.Digest) >= 16 {
		fl.y += 1
		fl.note(f.t("filing-digest", "version", d.Version, "digest", d.Digest[:16]))
	}
}

// orNone is a text, or the mark for none.
func orNone(s string) string {
	if s == "" {
		return "--"
	}
	return s
}
