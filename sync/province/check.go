package province

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"kaowu/app/exam"
)

// dayLayout is a date of a record, YYYYMMDD.
const dayLayout = "20060102"

// checkAlone looks at one record by itself and at its plan, as the office's first
// reader would, and returns the code of the first thing wrong, or CodeOK: one
// cause, one message. What other records say is the sitting's part.
func checkAlone(r Record, plan heldPlan, t Tables) string {
	if r.DataKind == KindRevoke {
		return checkRevoked(r, plan.filing)
	}
	for _, check := range []func(Record, PlanFiling, Tables) string{
		checkName, checkTables, checkID, checkPlace, checkScope, checkDates, checkContent, checkScores, checkNumber,
	} {
		if code := check(r, plan.filing, t); code != CodeOK {
			return code
		}
	}
	return CodeOK
}

// checkName takes Han characters, other letters, the middle dot U+00B7 and single
// blanks between words that are not Han; at most 50 characters (domain 11, row 2).
func checkName(r Record, _ PlanFiling, _ Tables) string {
	runes := []rune(r.Name)
	if len(runes) == 0 || len(runes) > 50 {
		return CodeName
	}
	foreign := func(i int) bool {
		return i >= 0 && i < len(runes) && unicode.IsLetter(runes[i]) && !unicode.Is(unicode.Han, runes[i])
	}
	for i, c := range runes {
		inside := i > 0 && i < len(runes)-1
		switch {
		case unicode.IsLetter(c), unicode.Is(unicode.Han, c): // Han also counts 〇
		case c == '·' && inside:
		case c == ' ' && foreign(i-1) && foreign(i+1):
		default:
			return CodeName
		}
	}
	return CodeOK
}

func checkTables(r Record, _ PlanFiling, t Tables) string {
	ok := slices.Contains(t.IDKinds, r.IDKind) && slices.Contains(t.Education, r.Education) &&
		slices.Contains([]string{KindNew, KindMend, KindRevoke}, r.DataKind) &&
		(r.Sex == "1" || r.Sex == "2") && len(r.Level) == 1 && "1" <= r.Level && r.Level <= "5"
	if !ok {
		return CodeTable
	}
	return CodeOK
}

// checkID checks a resident ID number (GB 11643, domain 4.1) and that sex and
// birth date are the number's own. Other papers have no rule that is known here.
func checkID(r Record, _ PlanFiling, t Tables) string {
	if !t.resident(r.IDKind) {
		if n := utf8.RuneCountInString(r.IDNumber); n == 0 || n > 20 || strings.ContainsFunc(r.IDNumber, unicode.IsSpace) {
			return CodeIDCheck
		}
		return CodeOK
	}
	id := exam.IDNumber(r.IDNumber)
	if id.Valid() != nil {
		return CodeIDCheck
	}
	sex := map[string]string{"男": "1", "女": "2"}[id.Sex()]
	if sex != r.Sex || strings.ReplaceAll(string(id.Birth()), "-", "") != r.Birth {
		return CodeIDPerson
	}
	return CodeOK
}

// checkPlace: the record belongs to the plan it came under, and to its body.
func checkPlace(r Record, f PlanFiling, _ Tables) string {
	if r.Plan != f.Plan || r.Filing != f.Filing || r.Body != f.Body {
		return CodePlan
	}
	if day, ok := dayOf(r.ExamDate); ok && day > f.FilingValid {
		return CodeFilingOver
	}
	return CodeOK
}

// checkRevoked: what is taken away belongs to the plan it came under. That it is what
// the office holds, the sitting says; whether it was right does not matter any more.
func checkRevoked(r Record, f PlanFiling) string {
	if r.Plan != f.Plan || r.Filing != f.Filing {
		return CodePlan
	}
	return CodeOK
}

func checkScope(r Record, f PlanFiling, _ Tables) string {
	if _, ok := f.subject(r); !ok || !f.scoped(r) {
		return CodeScope
	}
	return CodeOK
}

// checkDates: born, then examined within the plan's days, then issued.
func checkDates(r Record, f PlanFiling, _ Tables) string {
	born, ok1 := dayOf(r.Birth)
	sat, ok2 := dayOf(r.ExamDate)
	issued, ok3 := dayOf(r.Issued)
	if !ok1 || !ok2 || born >= sat || sat < f.FirstDay || sat > f.LastDay {
		return CodeDates
	}
	if r.Issued != "" && (!ok3 || issued < sat) {
		return CodeDates
	}
	return CodeOK
}

// checkContent: the lengths and the required texts of domain 11.
func checkContent(r Record, _ PlanFiling, _ Tables) string {
	for _, c := range []struct {
		text     string
		max      int
		required bool
	}{
		{r.Seq, 6, true}, {r.Unit, 100, true}, {r.Phone, 20, false}, {r.Trade, 50, false},
		{r.ExamNo, 24, true}, {r.Site, 100, false},
	} {
		n := utf8.RuneCountInString(c.text)
		if n > c.max || c.required && strings.TrimSpace(c.text) == "" {
			return CodeContent
		}
	}
	if !digits(r.Seq) {
		return CodeContent
	}
	return CodeOK
}

// qualifiedWord is what may stand for the total where a body gives no number.
const qualifiedWord = "合格"

func checkScores(r Record, f PlanFiling, _ Tables) string {
	s, _ := f.subject(r)
	needsReview := r.Level == "1" || r.Level == "2" // notice 7.1
	switch {
	case needsReview && r.Review == "":
		return CodeNoReview
	case !needsReview && r.Review != "":
		return CodeContent
	}
	parts := []struct{ score, pass string }{{r.Theory, s.Theory}, {r.Practical, s.Practical}}
	if needsReview {
		parts = append(parts, struct{ score, pass string }{r.Review, s.Review})
	}
	for _, c := range parts {
		got, ok := score(c.score)
		if !ok {
			return CodeContent
		}
		if pass, ok := score(c.pass); ok && got < pass {
			return CodeBelowPass
		}
	}
	if _, ok := score(r.Total); !ok && r.Total != qualifiedWord {
		return CodeContent
	}
	return CodeOK
}

// score reads "78.5": 0.0 to 100.0 with its one decimal, in tenths.
func score(s string) (exam.Tenths, bool) {
	t, err := exam.ParseTenths(s)
	if err != nil || t > 1000 || t.String() != s {
		return 0, false
	}
	return t, true
}

// checkNumber: the certificate number is the body's own, of the year of issue and
// of the level (domain 4.3); where the office numbers, there is none yet, save in
// a correction, which repeats the one given. A replacement 补发 is issued later than
// its number was.
func checkNumber(r Record, f PlanFiling, _ Tables) string {
	received := f.Certificates != "own"
	if r.CertificateNo == "" {
		if received && r.Issued == "" {
			return CodeOK
		}
		return CodeNumber
	}
	if received && r.DataKind == KindNew {
		return CodeNumber
	}
	n, ok := parseNumber(r.CertificateNo)
	if !ok || n.prefix != f.Filing || n.level != r.Level {
		return CodeNumber
	}
	if !received && (len(r.Issued) != len(dayLayout) || n.year != r.Issued[2:4] && r.DataKind == KindNew) {
		return CodeNumber
	}
	return CodeOK
}

// dayOf reads YYYYMMDD as a date; 20260230 is none.
func dayOf(s string) (exam.Date, bool) {
	t, err := time.Parse(dayLayout, s)
	return exam.Date(t.Format(time.DateOnly)), err == nil
}
