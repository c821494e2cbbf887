package desk

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"kaowu/app/exam"
)

func asking(field, value string) exam.DataRequest {
	return exam.DataRequest{Kind: exam.RequestRectify, By: exam.AskedSelf, Identity: "出示身份证原件", Field: field, Value: value, Reason: "登记错误"}
}

// 个人信息保护法 46: a request is taken down, decided, and a granted one changes what
// later papers and uploads say, while the record keeps the old value.
func TestRectification(t *testing.T) {
	w := newWorld(t)
	ctx, lead := t.Context(), w.lead()
	before, err := w.site.candidate(welder)
	w.must(err)
	take := func(q exam.DataRequest) func() error {
		return func() error { _, err := lead.TakeRequest(ctx, welder, q); return err }
	}
	w.refused("score-goes-to-correction", take(asking("theory", "90")))
	w.refused("request-form", take(asking(exam.FieldName, "")))
	other := w.roster("T05")[0]
	o, err := w.site.candidate(other)
	w.must(err)
	w.refused("request-form", take(asking(exam.FieldID, o.Listed.IDNumber)))
	w.wrote(take(asking(exam.FieldName, " 李　梅 ")), `request.taken candidate/`+string(welder)+` request/1 {"kind":"rectify","by":"self","date":"2026-11-23",*`)
	w.must(take(asking(exam.FieldPhone, "13900001111"))())
	w.refused("no-such-request", func() error { return lead.DecideRequest(ctx, welder, 3, true, "") })
	w.refused("reason-missing", func() error { return lead.DecideRequest(ctx, welder, 2, false, " ") })
	w.must(lead.DecideRequest(ctx, welder, 2, false, "无法核实"))
	if c, err := w.site.candidate(welder); err != nil || c.Listed.Phone != before.Listed.Phone || c.Requests[1].Word() != exam.RequestRefused {
		t.Errorf("refused, and yet: %+v, %v", c.Requests, err)
	}
	w.wrote(func() error { return lead.DecideRequest(ctx, welder, 1, true, "") },
		`request.decided candidate/`+string(welder)+` request/1/decision {"granted":true,"reason":""}`,
		`candidate.rectified candidate/`+string(welder)+` rectified/name {"field":"name","old":"`+before.Listed.Name+`",*`,
		`request.answered candidate/`+string(welder)+` request/1/answer {"date":"2026-11-23",*`)
	w.refused("request-decided", func() error { return lead.DecideRequest(ctx, welder, 1, false, "x") })
	w.refused("request-open", func() error { return lead.FinishRequest(ctx, welder, 1, "") })
	w.must(w.site.Close())
	w.site, err = Open(w.home, "", w.opt)
	w.must(err)
	lead, err = w.site.SignIn("S16", secret("S16"))
	w.must(err)
	c, err := w.site.candidate(welder)
	w.must(err)
	want := exam.CleanText(" 李　梅 ")
	if c.Listed.Name != want || len(c.NotAdopted) != 0 || len(c.Rectified) != 1 {
		t.Fatalf("name %q, want %q; set aside %v", c.Listed.Name, want, c.NotAdopted)
	}
	if found, err := lead.Search(want); err != nil || len(found) != 1 {
		t.Errorf("the search does not know the new name: %v, %v", found, err)
	}
	list, err := lead.DataRequests()
	w.must(err)
	if len(list) != 2 || list[0].Word() != exam.RequestDone || list[1].Word() != exam.RequestRefused || list[0].Candidate != welder {
		t.Errorf("%+v", list)
	}
}

// Once the office has the person, a change is done when the correction went up.
func TestRectifiedAfterUpload(t *testing.T) {
	w := newEnded(t)
	ctx, lead := t.Context(), w.lead()
	w.published()
	to, closeOffice := w.office(t.TempDir(), nil)
	defer closeOffice()
	_, err := lead.Upload(ctx, to, nil)
	w.must(err)
	_, err = lead.TakeRequest(ctx, welder, asking(exam.FieldUnit, "川南重装新单位"))
	w.must(err)
	w.must(lead.DecideRequest(ctx, welder, 1, true, ""))
	list, err := lead.DataRequests()
	w.must(err)
	if len(list) != 1 || !list[0].Waits {
		t.Errorf("%+v", list)
	}
	w.refused("correction-not-up", func() error { return lead.FinishRequest(ctx, welder, 1, "已更正") })
	rows, err := lead.UploadList()
	w.must(err)
	at := slices.IndexFunc(rows, func(r UploadRow) bool { return r.Record.ExamNo == string(welder) })
	if rows[at].Record.Unit != "川南重装新单位" {
		t.Errorf("the record that would go up says %q", rows[at].Record.Unit)
	}
	w.clock.to("2026-12-30 10:00")
	u, err := lead.Upload(ctx, to, nil)
	w.must(err)
	if u.Batches != 1 || !u.Agrees || u.Accepted != 12 {
		t.Errorf("the correction went up: %+v", u)
	}
	w.must(lead.FinishRequest(ctx, welder, 1, "已更正"))
	// A phone is not among what the office was told.
	_, err = lead.TakeRequest(ctx, welder, asking(exam.FieldPhone, "13900001111"))
	w.must(err)
	w.must(lead.DecideRequest(ctx, welder, 2, true, ""))
	if list, err = lead.DataRequests(); err != nil || list[1].Word() != exam.RequestDone {
		t.Errorf("%+v, %v", list, err)
	}
}

// 个人信息保护法 45: a person is given all that is kept of them, and nobody else's name.
func TestExportData(t *testing.T) {
	w := newEnded(t)
	ctx, lead := t.Context(), w.lead()
	w.published()
	_, err := w.as("S14").ShowID(ctx, welder)
	w.must(err)
	q := exam.DataRequest{By: exam.AskedSelf}
	w.refused("request-form", func() error { _, err := lead.ExportData(ctx, welder, q); return err })
	q.Identity = "出示身份证原件"
	files, err := lead.ExportData(ctx, welder, q)
	w.must(err)
	if len(files) != 2 || files[0].Name != string(welder)+".pdf" || files[1].Name != string(welder)+".json" {
		t.Fatalf("%d files", len(files))
	}
	c, err := w.site.candidate(welder)
	w.must(err)
	a := c.Requests[0].Answer
	if a == nil || len(a.Files) != 2 || a.Files[1].SHA256 != digest(files[1].Data) || c.Requests[0].Identity != q.Identity || len(c.NotAdopted) > 0 {
		t.Errorf("what is on record: %+v", c.Requests)
	}
	var got struct {
		Candidate exam.Candidate `json:"candidate"`
		Total     string         `json:"total"`
		Shown     []any          `json:"id_number_shown"`
		Sent      []any          `json:"sent"`
		Events    []struct {
			What string `json:"what"`
			Who  string `json:"who"`
		} `json:"events"`
	}
	if err := json.Unmarshal(files[1].Data, &got); err != nil {
		t.Fatal(err)
	}
	if got.Candidate.IDNumber != c.Listed.IDNumber || len(got.Shown) != 1 || len(got.Sent) != 1 || len(got.Events) < 20 {
		t.Errorf("%d shown, %d sent, %d events", len(got.Shown), len(got.Sent), len(got.Events))
	}
	for _, e := range got.Events {
		if e.What == "" || e.Who == "" || strings.Contains(e.What, "〔") {
			t.Errorf("event reads %q by %q", e.What, e.Who)
		}
	}
	plan := sharedOf(t).plan
	for _, o := range plan.Candidates {
		if o.No != welder && (strings.Contains(string(files[1].Data), o.Name) || strings.Contains(string(files[1].Data), o.IDNumber)) {
			t.Errorf("the export names candidate %s", o.No)
		}
	}
	for _, o := range plan.Staff {
		if strings.Contains(string(files[1].Data), o.Name) {
			t.Errorf("the export names %s", o.ID)
		}
	}
}
