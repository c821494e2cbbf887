package province

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// mistake is one change to a good record and the code that it must get.
type mistake struct {
	why    string
	change func(*Record)
	code   string
}

// mistakes is every rule of domain 11's columns and verdicts that looks at one
// record by itself.
func mistakes() []mistake {
	return []mistake{
		{"nothing wrong", func(*Record) {}, CodeOK},
		{"check X is right for this body (4.1)", func(r *Record) { r.IDNumber = "51000019900307009X"; r.Birth = "19900307" }, CodeOK},
		{"check digit 1 where GB 11643 gives X", func(r *Record) { r.IDNumber = "510000199003070091"; r.Birth = "19900307" }, CodeIDCheck},
		{"right check digit, 29 February 1978", func(r *Record) { r.IDNumber = "510000197802290014"; r.Birth = "19780229" }, CodeIDCheck},
		{"lower-case x", func(r *Record) { r.IDNumber = "51000019900307009x"; r.Birth = "19900307" }, CodeIDCheck},
		{"15 digits, the old form", func(r *Record) { r.IDNumber = "510000900307009" }, CodeIDCheck},
		{"no number", func(r *Record) { r.IDNumber = "" }, CodeIDCheck},
		{"17th digit even is 女, leap day 2000 (4.1)", func(r *Record) {
			r.IDNumber, r.Birth, r.Sex = "510000200002290029", "20000229", "2"
		}, CodeOK},
		{"the same woman as 男", func(r *Record) { r.IDNumber, r.Birth = "510000200002290029", "20000229" }, CodeIDPerson},
		{"birth date a day off", func(r *Record) { r.Birth = "19900102" }, CodeIDPerson},
		{"passport, any number", func(r *Record) { r.IDKind, r.IDNumber = "08", "E12345678" }, CodeOK},
		{"passport with a blank inside", func(r *Record) { r.IDKind, r.IDNumber = "08", "E123 45678" }, CodeIDCheck},
		{"ID kind not in the table", func(r *Record) { r.IDKind = "11" }, CodeTable},
		{"education not in the table", func(r *Record) { r.Education = "大专" }, CodeTable},
		{"sex as a word", func(r *Record) { r.Sex = "男" }, CodeTable},
		{"level as a word", func(r *Record) { r.Level = "三级" }, CodeTable},
		{"level 6", func(r *Record) { r.Level = "6" }, CodeTable},
		{"data kind 4", func(r *Record) { r.DataKind = "4" }, CodeTable},

		{"no name", func(r *Record) { r.Name = "" }, CodeName},
		{"blank inside a Han name", func(r *Record) { r.Name = "张 小明" }, CodeName},
		{"digit in a name", func(r *Record) { r.Name = "张小明2" }, CodeName},
		{"full-width blank at the end", func(r *Record) { r.Name = "张小明　" }, CodeName},
		{"51 characters", func(r *Record) { r.Name = strings.Repeat("张", 51) }, CodeName},
		{"middle dot U+00B7", func(r *Record) { r.Name = "买买提·艾力" }, CodeOK},
		{"another dot, U+2022", func(r *Record) { r.Name = "买买提•艾力" }, CodeName},
		{"middle dot at the end", func(r *Record) { r.Name = "买买提·" }, CodeName},
		{"rare character of Ext-B", func(r *Record) { r.Name = "王𠅤" }, CodeOK},
		{"foreign name with a blank", func(r *Record) { r.Name = "John Smith" }, CodeOK},
		{"two blanks", func(r *Record) { r.Name = "John  Smith" }, CodeName},

		{"another plan's record", func(r *Record) { r.Plan = "SC-JD-2026-0418" }, CodePlan},
		{"another body's number", func(r *Record) { r.Filing = "Y000051001065" }, CodePlan},
		{"body named otherwise than filed", func(r *Record) { r.Body = "川西机电" }, CodePlan},
		{"filing over, valid to 2028-10-31", func(r *Record) { r.ExamDate = "20281101" }, CodeFilingOver},

		{"occupation not filed", func(r *Record) { r.Occupation, r.OccupationCode = "钳工", "6-20-01-01" }, CodeScope},
		{"code of another occupation", func(r *Record) { r.OccupationCode = "6-31-01-04" }, CodeScope},
		{"level 1 above the filed scope 5…2", func(r *Record) { r.Level, r.Review = "1", "80.0" }, CodeScope},
		{"level in the scope, not in the plan", func(r *Record) { r.Level = "4" }, CodeScope},
		{"trade not filed", func(r *Record) {
			r.Occupation, r.OccupationCode, r.Trade, r.Level = "焊工", "6-18-02-04", "钎焊", "4"
		}, CodeScope},

		{"exam before the plan's first day", func(r *Record) { r.ExamDate = "20261218" }, CodeDates},
		{"exam after the plan's last day", func(r *Record) { r.ExamDate = "20261221" }, CodeDates},
		{"exam date that is none", func(r *Record) { r.ExamDate = "20261232" }, CodeDates},
		{"date with hyphens", func(r *Record) { r.ExamDate = "2026-12-19" }, CodeDates},
		{"issued before the exam", func(r *Record) { r.Issued = "20261218" }, CodeDates},
		{"issued on the day of the exam", func(r *Record) { r.Issued = "20261219" }, CodeOK},

		{"no work unit", func(r *Record) { r.Unit = "" }, CodeContent},
		{"101 characters of unit", func(r *Record) { r.Unit = strings.Repeat("厂", 101) }, CodeContent},
		{"100 characters of unit", func(r *Record) { r.Unit = strings.Repeat("厂", 100) }, CodeOK},
		{"running number no number", func(r *Record) { r.Seq = "一" }, CodeContent},
		{"exam number too long", func(r *Record) { r.ExamNo = strings.Repeat("2", 25) }, CodeContent},

		{"no theory score", func(r *Record) { r.Theory = "" }, CodeContent},
		{"score without its decimal", func(r *Record) { r.Theory = "78" }, CodeContent},
		{"score above 100.0", func(r *Record) { r.Theory = "100.1" }, CodeContent},
		{"total in words", func(r *Record) { r.Total = "合格" }, CodeOK},
		{"total missing", func(r *Record) { r.Total = "" }, CodeContent},
		{"theory at the pass mark 60.0", func(r *Record) { r.Theory = "60.0" }, CodeOK},
		{"theory a tenth below", func(r *Record) { r.Theory = "59.9" }, CodeBelowPass},
		{"practical a tenth below", func(r *Record) { r.Practical = "59.9" }, CodeBelowPass},
		{"review score at level 3", func(r *Record) { r.Review = "80.0" }, CodeContent},
		{"level 2 without review (notice 7.1)", func(r *Record) { level2(r); r.Review = "" }, CodeNoReview},
		{"level 2 with review", level2, CodeOK},
		{"level 2, review below 60.0", func(r *Record) { level2(r); r.Review = "59.9" }, CodeBelowPass},

		{"no certificate number, body numbers", func(r *Record) { r.CertificateNo = "" }, CodeNumber},
		{"21 characters", func(r *Record) { r.CertificateNo = r.CertificateNo[:21] }, CodeNumber},
		{"prefix of another body", func(r *Record) { r.CertificateNo = "Y000051001065263000001" }, CodeNumber},
		{"prefix of another province", func(r *Record) { r.CertificateNo = "Y000050001064263000001" }, CodeNumber},
		{"year 25, issued 2026", func(r *Record) { r.CertificateNo = "Y000051001064253000001" }, CodeNumber},
		{"level 4 in the number, 3 in the record", func(r *Record) { r.CertificateNo = "Y000051001064264000001" }, CodeNumber},
		{"sequence 000000", func(r *Record) { r.CertificateNo = "Y000051001064263000000" }, CodeNumber},
		{"number without date of issue", func(r *Record) { r.Issued = "" }, CodeNumber},

		{"correction of somebody not held", func(r *Record) { r.DataKind = KindMend }, CodeNothingHeld},
		{"revocation of somebody not held", func(r *Record) { r.DataKind = KindRevoke }, CodeNothingHeld},
	}
}

func level2(r *Record) {
	r.Level, r.Review = "2", "75.0"
	r.CertificateNo = strings.Replace(r.CertificateNo, "263", "262", 1)
}

// everyMistake is a record for every code that one record can get, with exam
// numbers of its own.
func everyMistake() []Record {
	var out []Record
	for i, m := range mistakes() {
		r := person(100 + i)
		m.change(&r)
		if m.code != CodeOK && r.ExamNo != "" {
			out = append(out, r)
		}
	}
	used := person(300)
	used.CertificateNo = person(1).CertificateNo // E08: stands for another person
	again := person(301)
	again.IDNumber = person(2).IDNumber // E09: certified under another exam number
	return append(out, used, again)
}

// Each record goes through the whole receiver, in a batch of its own.
func TestVerdictOfEachMistake(t *testing.T) {
	for _, m := range mistakes() {
		t.Run(m.why, func(t *testing.T) {
			r, err := NewReceiver(t.TempDir(), receiverConfig(t))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := r.takePlan(mustMarshal(t, filing())); err != nil {
				t.Fatal(err)
			}
			rec := person(7)
			m.change(&rec)
			got := take(t, r, pack("key-of-the-batch", rec))
			want := verdictOf(m.code) + " " + m.code
			if v := verdicts(got); len(v) != 1 || v[0] != want {
				t.Errorf("%v, want %s", v, want)
			}
			if held := len(r.List(testPlan)) == 1; held != (m.code == CodeOK) {
				t.Errorf("held: %v", held)
			}
			if w := got.Outcomes[0].Words; w != "words of "+m.code {
				t.Errorf("words %q", w)
			}
		})
	}
}

// take gives a batch to a receiver without a network.
func take(t *testing.T, r *Receiver, b batch) Receipt {
	t.Helper()
	answer, err := r.takeBatch(b.body, b.key)
	if err != nil {
		t.Fatal(err)
	}
	got, err := OpenReceipt(answer, r.PublicKey(), b.key, sum(string(b.body)), b.want)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// What a record gets because of those before it, in the same batch and earlier
// ones (domain 11: DUP, E08, E09; domain 4.3: a number is never reused).
func TestVerdictAgainstOthers(t *testing.T) {
	with := func(i int, change func(*Record)) Record {
		r := person(i)
		change(&r)
		return r
	}
	mend := func(r *Record) { r.DataKind, r.Theory = KindMend, "79.0" }
	revoke := func(r *Record) { r.DataKind = KindRevoke }
	for _, c := range []struct {
		why   string
		first []Record
		then  []Record
		want  string // codes of then
		held  int
	}{
		{"the same again", people(1, 2), people(1, 2), "DUP DUP", 2},
		{"the same with another running number", people(1, 1), []Record{with(1, func(r *Record) { r.Seq = "9" })}, "DUP", 1},
		{"same exam number, other score", people(1, 1), []Record{with(1, func(r *Record) { r.Theory = "90.0" })}, "E09", 1},
		{"same exam number, other certificate number", people(1, 1), []Record{with(1, func(r *Record) {
			r.CertificateNo = person(2).CertificateNo
		})}, "E09", 1},
		{"certificate number of an earlier person", people(1, 1), []Record{with(2, func(r *Record) {
			r.CertificateNo = person(1).CertificateNo
		})}, "E08", 1},
		{"certificate number twice in one batch", nil, []Record{person(1), with(2, func(r *Record) {
			r.CertificateNo = person(1).CertificateNo
		})}, "OK E08", 1},
		{"person twice in one batch", nil, []Record{person(1), with(2, func(r *Record) { r.IDNumber = idNumber(1) })}, "OK E09", 1},
		{"same person at another level", people(1, 1), []Record{with(2, func(r *Record) { level2(r); r.IDNumber = idNumber(1) })}, "OK", 2},
		{"correction", people(1, 1), []Record{with(1, mend)}, "OK", 1},
		{"correction of the ID number keeps the certificate number", people(1, 1), []Record{with(1, func(r *Record) {
			mend(r)
			r.IDNumber = idNumber(9)
		})}, "OK", 1},
		{"correction to another person's number", people(1, 2), []Record{with(1, func(r *Record) {
			mend(r)
			r.CertificateNo = person(2).CertificateNo
		})}, "E08", 2},
		{"revocation", people(1, 2), []Record{with(1, revoke)}, "OK", 1},
		{"revoked once more", []Record{person(1), person(2)}, []Record{with(1, revoke), with(3, revoke)}, "OK E17", 1},
	} {
		t.Run(c.why, func(t *testing.T) {
			r, err := NewReceiver(t.TempDir(), receiverConfig(t))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := r.takePlan(mustMarshal(t, filing())); err != nil {
				t.Fatal(err)
			}
			if c.first != nil {
				take(t, r, pack("first-batch", c.first...))
			}
			var codes []string
			for _, o := range take(t, r, pack("then-batch", c.then...)).Outcomes {
				codes = append(codes, o.Code)
			}
			if got := strings.Join(codes, " "); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			if n := len(r.List(testPlan)); n != c.held {
				t.Errorf("%d held, want %d", n, c.held)
			}
		})
	}
}

// Every code of the interface has words in both languages: see words_test. Every
// code can happen: the two tables above, and the whole-batch ones in openapi_test.
func TestEveryCodeHappens(t *testing.T) {
	seen := map[string]bool{CodeDuplicate: true, CodeNumberUsed: true, CodeCertified: true, // TestVerdictAgainstOthers
		CodeTooLarge: true, CodeForm: true, CodeBatchNo: true} // TestWireIsAsWritten
	for _, m := range mistakes() {
		seen[m.code] = true
	}
	for _, c := range Codes() {
		if !seen[c] {
			t.Errorf("no test gives %s", c)
		}
	}
}

// Where the office numbers (domain 4.3 received, or a contest, notice 6.5), the
// numbers come back with the receipt: prefix, year of the office's clock, level,
// sequence, none twice, and corrections keep theirs.
func TestOfficeNumbers(t *testing.T) {
	r, err := NewReceiver(t.TempDir(), receiverConfig(t))
	if err != nil {
		t.Fatal(err)
	}
	f := filing()
	f.Method, f.Certificates = contest, "received"
	if _, err := r.takePlan(mustMarshal(t, f)); err != nil {
		t.Fatal(err)
	}
	bare := func(i int, change func(*Record)) Record {
		rec := person(i)
		change(&rec)
		rec.CertificateNo, rec.Issued = "", ""
		return rec
	}
	none := func(*Record) {}
	numbers := func(b batch) string {
		var out []string
		for _, o := range take(t, r, b).Outcomes {
			out = append(out, o.Code+":"+o.CertificateNo)
		}
		return strings.Join(out, " ")
	}
	for i, c := range []struct {
		records []Record
		want    string
	}{
		{[]Record{bare(1, none), bare(2, level2), bare(3, none)},
			"OK:Y000051001064263000001 OK:Y000051001064262000001 OK:Y000051001064263000002"},
		{[]Record{bare(4, none), bare(1, none)}, "OK:Y000051001064263000003 DUP:Y000051001064263000001"},
		{[]Record{bare(1, func(r *Record) { r.DataKind, r.Total = KindMend, "81.0" })}, "OK:Y000051001064263000001"},
		{[]Record{bare(4, func(r *Record) { r.DataKind = KindRevoke }), bare(5, none)},
			"OK:Y000051001064263000003 OK:Y000051001064263000004"},
		{[]Record{person(6)}, "E07:"},
	} {
		if got := numbers(pack(fmt.Sprintf("batch-%04d", i), c.records...)); got != c.want {
			t.Errorf("%d: %s, want %s", i, got, c.want)
		}
	}
}

// A batch of a plan that is unknown or was refused as late is sent back whole and
// nothing is kept, so that its key is good once the plan is filed.
func TestBatchBeforeItsPlan(t *testing.T) {
	r, err := NewReceiver(t.TempDir(), receiverConfig(t))
	if err != nil {
		t.Fatal(err)
	}
	b := pack("key-of-the-batch", person(1))
	sentBack := refusal{http.StatusUnprocessableEntity, CodePlan}
	if _, err := r.takeBatch(b.body, b.key); err != sentBack {
		t.Errorf("no plan: %v", err)
	}
	f := filing()
	f.Filed = "2026-11-30"
	if _, err := r.takePlan(mustMarshal(t, f)); err != nil {
		t.Fatal(err)
	}
	if _, err := r.takeBatch(b.body, b.key); err != sentBack {
		t.Errorf("late plan: %v", err)
	}
	if _, err := r.takePlan(mustMarshal(t, filing())); err != nil {
		t.Fatal(err)
	}
	if got := verdicts(take(t, r, b)); got[0] != "accepted OK" {
		t.Errorf("filed again in time: %v", got)
	}
}
