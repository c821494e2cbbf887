package paper

import (
	"cmp"
	"strconv"

	"kaowu/app/exam"
)

// PersonData is everything that is kept of one candidate, for themselves
// 个人信息查阅、复制件 (个人信息保护法 45).
type PersonData struct {
	Candidate exam.Candidate
	Subject   exam.Subject
	Photo     []byte // JPEG; nil: none is kept
	Request   exam.DataRequest
	Result    exam.Result
	Sittings  []Sitting
	Sent      []PersonRow // where data of the person went
	Shown     []PersonRow // who looked at the whole ID number
	Rows      []HistoryRow
	Hide      []string  // names of other people, which are left out
	Until     exam.Date // kept through this day; empty while the exam runs
}

// PersonRow is a line of a short list: when, who or where to, what.
type PersonRow struct {
	At         exam.Time
	Whom, What string
}

// PersonReport lays out what is kept of a person, A4 portrait. The whole ID number
// stands on it: the paper is for its holder, whose identity was checked.
func PersonReport(f *Frame, d PersonData) Doc {
	c := d.Candidate
	fl := newFlow(f, false, f.t("person"), f.t("about-exam", "exam", f.Header.Exam))
	at := fl.y
	fl.put(f.photo(d.Photo, fl.w-side-photoWide, at)...)
	fl.factsIn(fl.inner()-photoWide-3, 2,
		fact{label: f.t("exam"), value: f.Header.Exam}, fact{label: f.t("exam-no"), value: string(c.No)},
		fact{label: f.t("name"), value: c.Name}, fact{label: f.t("sex"), value: c.Sex},
		fact{label: cmp.Or(c.IDKind, f.t("id")), value: c.IDNumber}, fact{label: f.t("phone"), value: c.Phone},
		fact{label: f.t("unit"), value: c.Unit}, fact{label: f.t("person-department"), value: c.Department},
		fact{label: f.t("education"), value: c.Education}, fact{label: f.t("person-years"), value: c.Years},
		fact{label: f.t("person-level"), value: c.Level}, fact{label: f.t("person-certificate"), value: c.Certificate},
		fact{label: f.t("person-eligibility"), value: c.Eligibility, wide: true})
	fl.y = max(fl.y, at+photoTall) + 2
	fl.facts(2,
		fact{label: f.t("occupation"), value: f.trade(d.Subject)}, fact{label: f.t("level"), value: d.Subject.Level.Printed()},
		fact{label: f.t("person-asked"), value: f.t("person-asked-by", "date", string(d.Request.Date), "by", f.Words.T("request.by-"+cmp.Or(d.Request.By, exam.AskedSelf)))},
		fact{label: f.t("person-identity"), value: d.Request.Identity},
		fact{label: f.t("keep-until"), value: cmp.Or(string(d.Until), f.t("person-running"))}, fact{label: f.t("body"), value: f.Header.Body})
	fl.y += 1
	fl.note(f.t("person-note"))

	fl.heading(f.t("person-scores"), 14)
	var rows [][]string
	for _, s := range d.Sittings {
		o := d.Result.Parts[s.Session.Component]
		rows = append(rows, []string{f.component(s.Session.Component), string(s.Session.Date), s.Room.Name, f.standing(o.Score, o.Reason)})
	}
	rows = append(rows, []string{f.t("conclusion"), "", "", f.personVerdict(d.Result)})
	fl.grid([]column{{f.t("component"), 36, toLeft}, {f.t("dates"), 36, toLeft}, {f.t("room"), 72, toLeft}, {f.t("score"), 38, toLeft}}, 7, rows)

	hide := HistoryData{Candidate: c, Hide: d.Hide}.hider(f.t("hidden"))
	short := func(title, none string, list []PersonRow, whom string) {
		fl.heading(title, 14)
		if len(list) == 0 {
			fl.note(none)
			return
		}
		var rows [][]string
		for _, r := range list {
			rows = append(rows, []string{seconds(r.At), hide.Replace(r.Whom), hide.Replace(r.What)})
		}
		fl.grid([]column{{f.t("time"), 40, toLeft}, {whom, 62, toLeft}, {f.t("what"), 80, toLeft}}, 7, rows)
	}
	short(f.t("person-sent"), f.t("person-sent-none"), d.Sent, f.t("person-receiver"))
	short(f.t("person-shown"), f.t("person-shown-none"), d.Shown, f.t("who"))

	fl.heading(f.t("person-history"), 20)
	fl.note(f.t("person-count", "n", strconv.Itoa(len(d.Rows))))
	all := make([][]string, len(d.Rows))
	for i, r := range d.Rows {
		all[i] = []string{seconds(r.At), hide.Replace(r.Who), hide.Replace(r.What), r.ID.String()[:16]}
	}
	fl.grid([]column{{f.t("time"), 36, toLeft}, {f.t("who"), 32, toLeft}, {f.t("what"), 78, toLeft}, {f.t("event"), 36, toLeft}}, 7, all)
	fl.need(3 + signHigh)
	fl.y += 3
	fl.signs(2, signBox{caption: f.t("person-taker")}, signBox{caption: f.Words.T("role.site-lead"), sig: Signature{Name: f.Header.SiteLead}})
	return fl.finish()
}

func (f *Frame) personVerdict(r exam.Result) string {
	switch {
	case !r.Final:
		return f.t("person-open")
	case r.Total == nil:
		return f.t("result.not-qualified")
	case r.Qualified:
		return f.t("person-total", "verdict", f.t("result.qualified"), "total", r.Total.String())
	}
	return f.t("person-total", "verdict", f.t("result.not-qualified"), "total", r.Total.String())
}
