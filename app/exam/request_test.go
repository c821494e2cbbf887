package exam

import "testing"

// A change takes effect when it was asked and granted as it stands, for the value that it
// was granted for, and the row as listed stays.
func TestRectified(t *testing.T) {
	const on = "candidate/2026610001"
	listed := Candidate{No: "2026610001", Name: "张三", IDNumber: "51000019900307009X", Sex: "男", Phone: "1"}
	ask := func(l *laptop, n int, field, value string) {
		l.say("S16", RequestTaken, on, AboutRequest(n, ""), DataRequest{Kind: RequestRectify, By: AskedSelf, Date: "2026-12-20", Identity: "身份证", Field: field, Value: value, Reason: "错"})
	}
	decide := func(l *laptop, n int, granted bool) {
		l.say("S16", RequestDecided, on, AboutRequest(n, "decision"), DataDecision{Granted: granted, Reason: "x"})
	}
	change := func(l *laptop, n int, field, old, now string) {
		l.say("S16", CandidateRectified, on, AboutRectified(field), Rectification{Field: field, Old: old, New: now, Request: n})
	}
	for _, c := range []struct {
		why   string
		do    func(*laptop)
		field string
		want  string
	}{
		{"granted", func(l *laptop) {
			ask(l, 1, FieldName, "张山")
			decide(l, 1, true)
			change(l, 1, FieldName, "张三", "张山")
		}, FieldName, "张山"},
		{"not asked", func(l *laptop) { change(l, 1, FieldName, "张三", "张山") }, FieldName, "张三"},
		{"not decided", func(l *laptop) { ask(l, 1, FieldName, "张山"); change(l, 1, FieldName, "张三", "张山") }, FieldName, "张三"},
		{"refused", func(l *laptop) {
			ask(l, 1, FieldName, "张山")
			decide(l, 1, false)
			change(l, 1, FieldName, "张三", "张山")
		}, FieldName, "张三"},
		{"another value than asked", func(l *laptop) {
			ask(l, 1, FieldName, "张山")
			decide(l, 1, true)
			change(l, 1, FieldName, "张三", "李四")
		}, FieldName, "张三"},
		{"another field than asked", func(l *laptop) {
			ask(l, 1, FieldName, "张山")
			decide(l, 1, true)
			change(l, 1, FieldPhone, "1", "张山")
		}, FieldPhone, "1"},
		{"another value listed since", func(l *laptop) {
			ask(l, 1, FieldName, "张山")
			decide(l, 1, true)
			change(l, 1, FieldName, "张五", "张山")
		}, FieldName, "张三"},
		{"twice", func(l *laptop) {
			ask(l, 1, FieldPhone, "2")
			decide(l, 1, true)
			change(l, 1, FieldPhone, "1", "2")
			ask(l, 2, FieldPhone, "3")
			decide(l, 2, true)
			change(l, 2, FieldPhone, "2", "3")
		}, FieldPhone, "3"},
		{"the sex goes with the number", func(l *laptop) {
			ask(l, 1, FieldID, "510000200002290029")
			decide(l, 1, true)
			change(l, 1, FieldID, "51000019900307009X", "510000200002290029")
		}, FieldID, "510000200002290029"},
	} {
		l := newLaptop("a")
		c.do(l)
		got := RectifiedRow(listed, l.held)
		if got.Field(c.field) != c.want {
			t.Errorf("%s: %s is %q, want %q", c.why, c.field, got.Field(c.field), c.want)
		}
		if c.field == FieldID && got.Sex != "女" { // the 17th digit is 2
			t.Errorf("%s: sex %s", c.why, got.Sex)
		}
	}
	l := newLaptop("a")
	ask(l, 1, FieldName, "张山")
	l.say("S16", RequestAnswered, on, AboutRequest(1, "answer"), DataAnswer{Files: []AnswerFile{}}) // before it was granted
	decide(l, 1, true)
	st := FoldCandidate(listed, l.held)
	if len(st.Requests) != 1 || st.Requests[0].Word() != RequestGranted || len(st.NotAdopted) != 1 {
		t.Errorf("%+v, set aside %v", st.Requests, st.NotAdopted)
	}
	l.say("S16", RequestAnswered, on, AboutRequest(1, "answer"), DataAnswer{Files: []AnswerFile{}})
	if st = FoldCandidate(listed, l.held); st.Requests[0].Word() != RequestDone || st.Requests[0].Open() {
		t.Errorf("%+v", st.Requests)
	}
}

func TestRequestForm(t *testing.T) {
	c := Candidate{No: "1", Name: "张三", IDNumber: "51000019900307009X", Phone: "13800000000"}
	other := Candidate{No: "2", IDNumber: "510000199106151335"}
	good := DataRequest{Kind: RequestRectify, By: AskedSelf, Date: "2026-12-20", Identity: "身份证", Field: FieldName, Value: "张山", Reason: "错字"}
	for _, x := range []struct {
		edit func(*DataRequest)
		want string
	}{
		{func(*DataRequest) {}, ""},
		{func(q *DataRequest) { q.By = "" }, "by"},
		{func(q *DataRequest) { q.Date = "2026-02-30" }, "date"},
		{func(q *DataRequest) { q.Identity = "" }, "identity"},
		{func(q *DataRequest) { q.Field = "theory" }, "field"},
		{func(q *DataRequest) { q.Kind = "" }, "field"},
		{func(q *DataRequest) { q.Value = "张三" }, "value"},
		{func(q *DataRequest) { q.Value = "" }, "value"},
		{func(q *DataRequest) { q.Reason = "" }, "reason"},
		{func(q *DataRequest) { q.Field, q.Value = FieldID, "510000199003070091" }, "id"},
		{func(q *DataRequest) { q.Field, q.Value = FieldID, "510000199106151335" }, "id-taken"},
		{func(q *DataRequest) { q.Field, q.Value = FieldID, "510000199901011235" }, ""},
		{func(q *DataRequest) {
			*q = DataRequest{Kind: RequestExport, By: AskedAgent, Date: "2026-12-20", Identity: "委托书"}
		}, ""},
	} {
		q := good
		x.edit(&q)
		if got := q.Bad(c, []Candidate{c, other}); got != x.want {
			t.Errorf("%+v: %q, want %q", q, got, x.want)
		}
	}
}
