package sheet

import (
	"strings"

	"kaowu/app/exam"
)

// rubricKey tells rubrics apart: rows of one may stand apart in the sheet.
type rubricKey struct {
	subject string
	part    exam.Component
}

// headerRow reads an item of sheet 认定计划.
func (r *reader) headerRow(t *table) error {
	item := tight(t.raw(exam.ColItem))
	h := &r.plan.Header
	texts := map[string]*string{
		exam.ItemBody: &h.Body, exam.ItemSite: &h.Site, exam.ItemAddress: &h.SiteAddress, exam.ItemSiteLead: &h.SiteLead,
		exam.ItemPapers: &h.PaperScheme, exam.ItemStandard: &h.Standard, exam.ItemEquipment: &h.Equipment,
		exam.ItemRules: &h.Rules, exam.ItemSafety: &h.SafetyMeasure, exam.ItemMethod: &h.Method, exam.ItemBodyKind: &h.BodyKind,
	}
	codes := map[string]*string{exam.ItemExam: &h.Exam, exam.ItemFiling: &h.Filing, exam.ItemCreditCode: &h.CreditCode, exam.ItemPhone: &h.Phone}
	dates := map[string]*exam.Date{exam.ItemValid: &h.FilingValid, exam.ItemFiled: &h.Filed, exam.ItemFrom: &h.From, exam.ItemTo: &h.To}
	if r.src.HeadRow(item) != 0 {
		return nil // an item that stands twice: the first holds
	}
	switch {
	case texts[item] != nil:
		r.src.AddHead(item, t.row)
		*texts[item] = t.text(exam.ColContent)
	case codes[item] != nil:
		r.src.AddHead(item, t.row)
		*codes[item] = t.code(exam.ColContent)
	case dates[item] != nil:
		r.src.AddHead(item, t.row)
		*dates[item] = t.date(exam.ColContent)
	}
	switch item {
	case exam.ItemFiling:
		h.Filing = t.filingNumber(h.Filing)
	case exam.ItemCreditCode:
		h.CreditCode = strings.ToUpper(h.CreditCode)
	}
	return nil
}

// filingNumber completes a filing number that lacks its letter (domain 4.4).
func (t *table) filingNumber(no string) string {
	no = strings.ToUpper(no)
	if len(no) == 12 && strings.Trim(no, "0123456789") == "" {
		t.r.complain(exam.SeverityWarning, "filing-completed", t.form.name, t.row, exam.ColContent, no)
		no = "Y" + no
	}
	return no
}

func (r *reader) scopeRow(t *table) error {
	r.plan.Scopes = append(r.plan.Scopes, t.scope())
	return nil
}

// scope reads a row of 备案范围.
func (t *table) scope() exam.Scope {
	t.r.src.Add(t.form.name, t.row)
	return exam.Scope{
		Occupation: t.text(exam.ColOccupation), Code: tight(t.raw(exam.ColCode)), Trade: t.text(exam.ColTrade),
		Lowest: t.level(exam.ColLowest), Highest: t.level(exam.ColHighest), Basis: t.text(exam.ColBasis),
	}
}

func (r *reader) subjectRow(t *table) error {
	r.src.Add(t.form.name, t.row)
	s := exam.Subject{
		No: t.code(exam.ColSubject), Occupation: t.text(exam.ColOccupation), Code: tight(t.raw(exam.ColCode)),
		Trade: t.text(exam.ColTrade), Level: t.level(exam.ColLevel), Basis: t.text(exam.ColBasis),
		Weights: map[exam.Component]exam.Hundredths{}, PassMarks: map[exam.Component]exam.Tenths{},
	}
	for _, part := range exam.Components() {
		if w, ok := t.weight(exam.WeightColumn(part)); ok {
			s.Weights[part] = w
		}
		mark, ok := t.score(exam.PassColumn(part))
		if ok && (part != exam.Review || !s.Level.Valid() || s.Level.NeedsReview()) {
			s.PassMarks[part] = mark
		}
	}
	r.plan.Subjects = append(r.plan.Subjects, s)
	return nil
}

// weight reads a percent.
func (t *table) weight(name string) (exam.Hundredths, bool) {
	s := plainNumber(t.raw(name))
	if s == "" || s == "-" || s == "--" || s == "/" {
		return 0, false
	}
	w, err := exam.ParseHundredths(s)
	if err != nil {
		t.bad("bad-value", name, "want", "code:want.weight")
		return 0, false
	}
	return w, true
}

func (r *reader) roomRow(t *table) error {
	r.src.Add(t.form.name, t.row)
	r.plan.Rooms = append(r.plan.Rooms, exam.Room{
		No: t.code(exam.ColRoom), Name: t.text(exam.ColRoomName), Kind: t.roomKind(exam.ColRoomKind), Place: t.text(exam.ColPlace),
		Capacity: t.count(exam.ColCapacity), Equipment: t.text(exam.ColEquipment), Cameras: t.text(exam.ColCameras),
	})
	return nil
}

// roomKind reads 理论, 理论考场, 实操, 评审室 and the like.
func (t *table) roomKind(name string) exam.Component {
	s := tight(t.raw(name))
	if s == "" {
		return ""
	}
	c, ok := exam.ComponentWords()[strings.TrimSuffix(strings.TrimSuffix(s, "考场"), "室")]
	if !ok {
		t.bad("bad-value", name, "want", []string{"理论", "实操", "评审"})
	}
	return c
}

func (r *reader) sessionRow(t *table) error {
	r.src.Add(t.form.name, t.row)
	s := exam.Session{
		No: exam.SessionNo(t.code(exam.ColSession)), Component: t.component(exam.ColComponent), Subject: t.code(exam.ColSubject),
		Room: t.code(exam.ColRoom), Date: t.date(exam.ColDate), Start: t.time(exam.ColStart), End: t.time(exam.ColEnd),
		Paper: t.text(exam.ColPaper),
	}
	if _, twice := r.sessionAt[sessionKey(string(s.No))]; !twice {
		r.sessionAt[sessionKey(string(s.No))] = len(r.plan.Sessions)
	}
	r.plan.Sessions = append(r.plan.Sessions, s)
	return nil
}

func (r *reader) rubricRow(t *table) error {
	subject, part := t.code(exam.ColSubject), t.component(exam.ColComponent)
	full, _ := t.score(exam.ColFull) // what cannot be read is reported there
	veto, ok := readYes(t.raw(exam.ColVeto))
	if !ok {
		t.bad("bad-value", exam.ColVeto, "want", []string{"是", "否"})
	}
	sources, ok := exam.ParseSourceWeights(t.text(exam.ColSources))
	if !ok {
		t.bad("bad-value", exam.ColSources, "want", "code:want.sources")
	}
	key := rubricKey{subject, part}
	i, known := r.rubricAt[key]
	if !known {
		i = len(r.plan.Rubrics)
		r.rubricAt[key] = i
		r.plan.Rubrics = append(r.plan.Rubrics, exam.Rubric{Subject: subject, Component: part})
	}
	r.src.AddItem(i, t.row)
	r.plan.Rubrics[i].Items = append(r.plan.Rubrics[i].Items, exam.Item{
		No: t.count(exam.ColItemNo), Module: t.text(exam.ColModule), Name: t.text(exam.ColItemName),
		Standard: t.text(exam.ColItemRule), Full: full, Veto: veto, Sources: sources,
	})
	return nil
}
