package exam

import (
	"regexp"
	"strconv"
	"strings"
)

// Ages of domain 4.1 and 6: younger is an error, older only a hint.
const (
	youngest = 16
	retiring = 60
)

// ResidentID is the kind of ID document that a number of GB 11643 belongs to.
const ResidentID = "居民身份证"

// examNoForm is what Kaowu takes for an exam number (domain 4.5).
var examNoForm = regexp.MustCompile(`^[0-9A-Za-z]{6,24}$`)

// roster checks 考生名册 row by row. Its cost is linear in the candidates.
func (c *planCheck) roster() {
	c.nonEmpty(SheetRoster, len(c.p.Candidates))
	numbers := make(map[CandidateNo]int, len(c.p.Candidates))
	printable := map[string]bool{}
	for i, k := range c.p.Candidates {
		row := c.src.Row(SheetRoster, i)
		from := len(c.out)
		at := func(column string) cell { return cell{SheetRoster, row, column} }
		if other, twice := numbers[k.No]; k.No != "" && twice {
			c.add(SeverityError, "duplicate-exam-no", at(ColExamNo), string(k.No), "other", c.src.Row(SheetRoster, other))
		} else if k.No != "" && !examNoForm.MatchString(string(k.No)) {
			c.add(SeverityError, "bad-value", at(ColExamNo), string(k.No), "want", "code:want.exam-no")
		}
		first(numbers, k.No, i)
		if strings.ContainsAny(k.Name, "?？□\uFFFD") {
			c.add(SeverityError, "bad-value", at(ColName), k.Name, "want", "code:want.name")
		} else {
			c.print(at(ColName), k.Name)
		}
		for _, t := range [...][2]string{{ColUnit, k.Unit}, {ColDepartment, k.Department}} {
			if !printable[t[1]] {
				n := len(c.out)
				c.print(at(t[0]), t[1])
				printable[t[1]] = n == len(c.out)
			}
		}
		if k.Unit != "" && c.p.Header.Body != "" && !sameBody(k.Unit, c.p.Header.Body) {
			c.add(SeverityWarning, "outside-unit", at(ColUnit), k.Unit, "body", c.p.Header.Body)
		}
		if k.Eligibility != "合格" {
			c.add(SeverityError, "not-eligible", at(ColEligibility), k.Eligibility)
		}
		c.identity(i, k, at)
		c.past(k, at)
		c.places(k, at)
		for j := from; j < len(c.out); j++ {
			c.out[j].ExamNo = k.No
		}
	}
}

// identity checks ID number, sex and age. A number that is no good is reported
// once, and what hangs on it is not looked at.
func (c *planCheck) identity(i int, k Candidate, at func(string) cell) {
	if k.Sex != "" && k.Sex != "男" && k.Sex != "女" {
		c.add(SeverityError, "bad-value", at(ColSex), k.Sex, "want", []string{"男", "女"})
	}
	if k.IDNumber == "" {
		return
	}
	if other := c.rosterID[k.IDNumber]; other != i {
		c.add(SeverityError, "duplicate-id", at(ColIDNumber), k.IDNumber, "other", c.src.Row(SheetRoster, other))
		return
	}
	if k.IDKind != ResidentID {
		return
	}
	n := IDNumber(k.IDNumber)
	if code := idProblem(n); code != "" {
		c.add(SeverityError, code, at(ColIDNumber), k.IDNumber)
		return
	}
	if (k.Sex == "男" || k.Sex == "女") && k.Sex != n.Sex() {
		c.add(SeverityError, "sex-mismatch", at(ColSex), k.Sex, "by_id", n.Sex())
	}
	switch age := Age(n.Birth(), c.examDay(k)); {
	case c.examDay(k) == "":
	case age < youngest:
		c.add(SeverityError, "under-age", at(ColIDNumber), k.IDNumber, "age", age, "need", youngest)
	case age > retiring:
		c.add(SeverityWarning, "over-age", at(ColIDNumber), k.IDNumber, "age", age, "limit", retiring)
	}
}

// examDay is the first day on which a candidate sits, else the first of the plan.
func (c *planCheck) examDay(k Candidate) Date {
	var day Date
	for _, no := range k.Sessions {
		if i, ok := c.sessions[no]; ok {
			if d := c.p.Sessions[i].Date; d != "" && (day == "" || d < day) {
				day = d
			}
		}
	}
	if day == "" {
		day = c.p.Header.From
	}
	return day
}

// past checks working years, the level held and its certificate (domain 5). All
// of it only warns: 资格审核 is the body's decision.
func (c *planCheck) past(k Candidate, at func(string) cell) {
	years, err := strconv.ParseFloat(k.Years, 64)
	switch birth := IDNumber(k.IDNumber).Birth(); {
	case k.Years == "":
	case err != nil || years < 0:
		c.add(SeverityError, "bad-value", at(ColYears), k.Years, "want", "code:want.years")
	case k.IDKind == ResidentID && birth != "" && years > float64(Age(birth, c.examDay(k))-youngest):
		c.add(SeverityWarning, "years-implausible", at(ColYears), k.Years, "age", Age(birth, c.examDay(k)))
	}
	if k.Level == "" || k.Level == "无" {
		return
	}
	held, ok := ParseLevel(k.Level)
	if !ok {
		c.add(SeverityError, "bad-value", at(ColHeld), k.Level, "want", "code:want.held-level")
		return
	}
	if si, known := c.subjects[k.Subject]; known && c.p.Subjects[si].Level.Valid() && held <= c.p.Subjects[si].Level {
		c.add(SeverityWarning, "level-held", at(ColHeld), k.Level, "held", held, "level", c.p.Subjects[si].Level)
	}
	if digit := certificateLevel(k.Certificate); digit != 0 && digit != held {
		c.add(SeverityWarning, "cert-level-mismatch", at(ColCertificate), k.Certificate, "held", held, "level", digit)
	}
}

// certificateLevel is the level in a certificate number: position 16 of the 22 of
// 人社鉴发〔2019〕2号, position 11 of the older 16 (domain 4.3, 4.5); 0 when unknown.
func certificateLevel(no string) Level {
	at := map[int]int{22: 15, 16: 10}[len(no)]
	if at == 0 || !Level(no[at]-'0').Valid() {
		return 0
	}
	return Level(no[at] - '0')
}

// places checks the subject of a candidate and the session of each component.
func (c *planCheck) places(k Candidate, at func(string) cell) {
	si, known := c.subjects[k.Subject]
	if !known {
		if k.Subject != "" && len(c.p.Subjects) > 0 {
			c.add(SeverityError, "unknown-subject", at(ColSubject), k.Subject)
		}
		return
	}
	subject := c.p.Subjects[si]
	for _, part := range Components() {
		here, no := at(SessionColumn(part)), k.Sessions[part]
		needed := part != Review || subject.Level.NeedsReview()
		switch i, ok := c.sessions[no]; {
		case no == "" && needed && c.offers[offer{k.Subject, part}] && part == Review:
			c.add(SeverityError, "review-missing", here, "", "level", subject.Level)
		case no == "" && needed && c.offers[offer{k.Subject, part}]:
			c.add(SeverityError, "missing-content", here, "", "item", here.column)
		case no == "" || len(c.p.Sessions) == 0:
		case !needed && subject.Level.Valid():
			c.add(SeverityError, "review-unexpected", here, string(no), "level", subject.Level)
		case !ok:
			c.add(SeverityError, "unknown-session", here, string(no), "session", string(no))
		case c.p.Sessions[i].Component != "" && c.p.Sessions[i].Component != part,
			c.p.Sessions[i].Subject != "" && c.p.Sessions[i].Subject != k.Subject:
			c.add(SeverityError, "session-mismatch", here, string(no), "session", string(no),
				"component", c.p.Sessions[i].Component, "subject", c.p.Sessions[i].Subject)
		}
	}
	c.ownClash(k, at)
}

// ownClash reports a candidate who would sit in two sessions at once.
func (c *planCheck) ownClash(k Candidate, at func(string) cell) {
	parts := Components()
	for a := range parts {
		for b := a + 1; b < len(parts); b++ {
			x, ok1 := c.at[k.Sessions[parts[a]]]
			y, ok2 := c.at[k.Sessions[parts[b]]]
			if ok1 && ok2 && k.Sessions[parts[a]] != k.Sessions[parts[b]] && x.meets(y) {
				c.add(SeverityError, "person-clash", at(SessionColumn(parts[b])), string(k.Sessions[parts[b]]),
					"session", string(k.Sessions[parts[b]]), "other", string(k.Sessions[parts[a]]))
			}
		}
	}
}
