package drill_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"kaowu/app/exam"
	"kaowu/store"
)

// This file judges the drill a second time, from the raw events and nothing else:
// it decodes their JSON by hand and uses no rule of app/exam. The rules are domain
// 7.1 (weights, pass marks), 7.5–7.7 (veto, mean, spread, arbitration), 7.13 and 10
// (absent, void), notice 9.3 (corrections), design 4.3 (two entries that agree), and
// notice 7.2 (rating forms, recompute_forms_test.go).

type rawSubject struct {
	No      string           `json:"no"`
	Level   int              `json:"level"`
	Weights map[string]int64 `json:"weights"`
	Pass    map[string]int64 `json:"pass_marks"`
}

type rawCandidate struct {
	No       string            `json:"no"`
	Subject  string            `json:"subject"`
	Sessions map[string]string `json:"sessions"`
}

// facts are one candidate's last words in each slot.
type facts struct {
	row       rawCandidate
	checkin   map[string]string           // component → last kind
	entries   map[string]int64            // staff → last score
	imported  *int64                      // from a result file
	items     map[string]map[string]int64 // component/staff → item → score
	ratings   map[string][]int64          // item/source → marks of 0 to 1000
	voidForms int
	vetoes    map[string]map[string]bool // component/staff → item → marked
	sent      map[string]bool            // component/staff
	decided   map[string]int64           // component → arbitrated score
	struck    map[string]bool            // component → arbitrated as a veto
	void      map[string]bool
	proposed  map[string]int64 // component → waiting value
	changed   map[string]int64 // component → approved value
}

// story is what the events say.
type story struct {
	subjects  map[string]rawSubject
	rated     map[string][]rawItem // subject → review items that rating forms fill in
	people    map[string]*facts
	order     []string
	submitted map[string]int // session → people who handed in
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// events reads every event of the drill's book.
func events(t *testing.T, r rehearsed) []exam.Fact {
	t.Helper()
	covers, err := store.Covers(r.home())
	must(t, err)
	b, err := store.Open(r.home(), covers[0].Exam, store.Options{})
	must(t, err)
	defer b.Close()
	_, err = b.SignIn(exam.StaffID(r.lead.id), []byte(r.lead.passphrase))
	must(t, err)
	var out []exam.Fact
	must(t, b.Each(func(f exam.Fact) error { out = append(out, f); return nil }))
	return out
}

func retold(t *testing.T, list []exam.Fact) *story {
	t.Helper()
	s := &story{subjects: map[string]rawSubject{}, rated: map[string][]rawItem{}, people: map[string]*facts{}, submitted: map[string]int{}}
	for _, f := range list {
		switch f.Kind {
		case "subject.listed":
			var b struct{ Row rawSubject }
			must(t, json.Unmarshal(f.Body, &b))
			s.subjects[b.Row.No] = b.Row
		case "rubric.listed":
			s.takeRubric(t, f)
		case "candidate.listed":
			var b struct{ Row rawCandidate }
			must(t, json.Unmarshal(f.Body, &b))
			s.order = append(s.order, b.Row.No)
			s.people[b.Row.No] = &facts{row: b.Row, checkin: map[string]string{}, entries: map[string]int64{},
				items: map[string]map[string]int64{}, ratings: map[string][]int64{}, vetoes: map[string]map[string]bool{}, sent: map[string]bool{},
				decided: map[string]int64{}, struck: map[string]bool{}, void: map[string]bool{},
				proposed: map[string]int64{}, changed: map[string]int64{}}
		case "theory.submitted":
			s.submitted[strings.TrimPrefix(f.On, "session/")]++
		}
		// What people ask about their own data changes no result.
		personal := f.Kind == "candidate.rectified" || strings.HasPrefix(string(f.Kind), "request.")
		if no, is := strings.CutPrefix(f.On, "candidate/"); is && !personal {
			s.people[no].take(t, f)
		}
	}
	return s
}

func (p *facts) take(t *testing.T, f exam.Fact) {
	t.Helper()
	var b struct {
		Score     int64
		Veto      bool
		Void      json.RawMessage // components, or a number of forms
		Component string
		New       int64
		Marks     []int64
	}
	must(t, json.Unmarshal(f.Body, &b))
	at := strings.Split(f.Abt, "/") // component/session/staff/item
	sheet := func() string { return at[0] + "/" + at[2] }
	switch f.Kind {
	case "checkin.admitted", "checkin.absent", "checkin.undone":
		p.checkin[at[1]] = string(f.Kind)
	case "theory.entered":
		p.entries[at[2]] = b.Score
	case "theory.imported":
		p.imported = &b.Score
	case "score.item":
		if p.items[sheet()] == nil {
			p.items[sheet()] = map[string]int64{}
		}
		p.items[sheet()][at[3]] = b.Score
	case "literacy.rated":
		p.ratings[at[1]+"/"+at[2]] = b.Marks
		var void int
		must(t, json.Unmarshal(b.Void, &void))
		p.voidForms += void
	case "score.veto":
		if p.vetoes[sheet()] == nil {
			p.vetoes[sheet()] = map[string]bool{}
		}
		p.vetoes[sheet()][at[3]] = b.Veto
	case "score.sent":
		p.sent[sheet()] = true
	case "score.taken":
		delete(p.sent, sheet())
	case "score.arbitrated":
		p.decided[at[0]], p.struck[at[0]] = b.Score, b.Veto
	case "violation.decided":
		var void []string
		must(t, json.Unmarshal(b.Void, &void))
		for _, comp := range void {
			p.void[comp] = true
		}
	case "correction.proposed":
		p.proposed[b.Component] = b.New
	case "correction.approved":
		p.changed[at[1]] = p.proposed[at[1]]
	}
}

// halfUp divides to the nearest whole number, a half going up.
func halfUp(a, b int64) int64 { return (2*a + b) / (2 * b) }

// component gives a score in tenths, or the reason why there is none. failed is a
// reason beside a score.
func (p *facts) component(comp string, rated []rawItem) (score *int64, reason, failed string) {
	switch {
	case p.void[comp]:
		return nil, "void-" + comp, ""
	case p.checkin[comp] == "checkin.absent":
		return nil, "absent-" + comp, ""
	}
	if comp == "theory" {
		score = p.imported
		if score == nil {
			var all []int64
			for _, e := range p.entries {
				all = append(all, e)
			}
			if len(all) == 2 && all[0] == all[1] {
				score = &all[0]
			}
		}
	} else {
		score, failed = p.sheets(comp, rated)
	}
	if score == nil {
		return nil, "open-" + comp, ""
	}
	if c, ok := p.changed[comp]; ok {
		score = &c
	}
	return score, "", failed
}

// sheets is the mean of the totals, without one highest and one lowest from five on;
// the arbitrated score where somebody decided. All marking one veto item fails.
func (p *facts) sheets(comp string, rated []rawItem) (*int64, string) {
	fromForms, in := p.forms(rated)
	if !in {
		return nil, ""
	}
	var totals []int64
	marks := map[string]int{}
	for sheet, items := range p.items {
		if !strings.HasPrefix(sheet, comp+"/") || !p.sent[sheet] {
			continue
		}
		sum := int64(0)
		for item, s := range items {
			if _, is := fromForms[item]; !is {
				sum += s
			}
		}
		for _, s := range fromForms {
			sum += s
		}
		totals = append(totals, sum)
		for item, marked := range p.vetoes[sheet] {
			if marked {
				marks[item]++
			}
		}
	}
	if len(totals) == 0 {
		return nil, ""
	}
	failed := ""
	for _, n := range marks {
		if n == len(totals) {
			failed = "veto-" + comp
		}
	}
	if d, ok := p.decided[comp]; ok {
		if failed = ""; p.struck[comp] {
			failed = "veto-" + comp
		}
		return &d, failed
	}
	slices.Sort(totals)
	used := totals
	if len(totals) >= 5 {
		used = totals[1 : len(totals)-1]
	}
	sum := int64(0)
	for _, x := range used {
		sum += x
	}
	mean := halfUp(sum, int64(len(used)))
	return &mean, failed
}

// shown is a result as `result list --json` prints it.
type shown struct {
	ExamNo      string   `json:"exam_no"`
	Subject     string   `json:"subject"`
	Attended    bool     `json:"attended"`
	Theory      *string  `json:"theory"`
	Practical   *string  `json:"practical"`
	Review      *string  `json:"review"`
	Total       *string  `json:"total"`
	Qualified   bool     `json:"qualified"`
	Reasons     []string `json:"reasons"`
	State       string   `json:"state"`
	Certificate *string  `json:"certificate_no"`
}

func printed(t *int64) *string {
	if t == nil {
		return nil
	}
	s := fmt.Sprintf("%d.%d", *t/10, *t%10)
	return &s
}

// judged is a candidate's result by this file's rules.
func (s *story) judged(no string) shown {
	p := s.people[no]
	sub := s.subjects[p.row.Subject]
	out := shown{ExamNo: no, Subject: sub.No, Reasons: []string{}}
	need := []string{"theory", "practical"}
	if sub.Level <= 2 {
		need = append(need, "review")
	}
	sum, whole := int64(0), true
	for _, comp := range need {
		out.Attended = out.Attended || p.checkin[comp] == "checkin.admitted"
		var rated []rawItem
		if comp == "review" {
			rated = s.rated[sub.No]
		}
		score, reason, failed := p.component(comp, rated)
		for _, r := range []string{reason, failed} {
			if r != "" {
				out.Reasons = append(out.Reasons, r)
			}
		}
		*map[string]**string{"theory": &out.Theory, "practical": &out.Practical, "review": &out.Review}[comp] = printed(score)
		if score == nil {
			whole = false
			continue
		}
		if *score < sub.Pass[comp] {
			out.Reasons = append(out.Reasons, "below-pass-"+comp)
		}
		sum += *score * sub.Weights[comp]
	}
	if whole {
		total := halfUp(sum, 10000)
		out.Total = printed(&total)
	}
	out.Qualified = len(out.Reasons) == 0
	return out
}

// Issue 3, section 10: every result recomputed from the raw events without app/exam.
func TestResultsRecomputed(t *testing.T) {
	r := first(t)
	var list struct{ Results []shown }
	must(t, json.Unmarshal(r.asLead(t, 0, "result", "list"), &list))
	s := retold(t, events(t, r))
	if len(list.Results) != len(s.order) || len(s.order) != 12 {
		t.Fatalf("%d results for %d candidates", len(list.Results), len(s.order))
	}
	qualified, kinds := 0, map[string]bool{}
	for i, no := range s.order {
		got, want := list.Results[i], s.judged(no)
		if got.Qualified != (got.Certificate != nil) {
			t.Errorf("%s: qualified %v, certificate %v", no, got.Qualified, got.Certificate)
		}
		if want.State = "published"; want.Qualified {
			qualified++
			want.State = "uploaded"
		}
		want.Certificate = got.Certificate
		slices.Sort(got.Reasons)
		slices.Sort(want.Reasons)
		a, _ := json.Marshal(got)
		b, _ := json.Marshal(want)
		if string(a) != string(b) {
			t.Errorf("%s\n got %s\nwant %s", no, a, b)
		}
		for _, reason := range want.Reasons {
			kinds[reason] = true
		}
	}
	// A drill in which nobody is absent, void or vetoed would prove nothing.
	for _, need := range []string{"absent-theory", "void-theory", "veto-practical"} {
		if !kinds[need] {
			t.Errorf("no candidate has %s", need)
		}
	}
	var report struct{ Qualified, Candidates int }
	read(t, r.dir+"/report.json", &report)
	if report.Qualified != qualified || report.Candidates != 12 {
		t.Errorf("report.json says %+v, recomputed %d", report, qualified)
	}
}
