package paper

import (
	"strconv"

	"kaowu/app/exam"
)

// NoticeData is the public notice of results 公示 (notice 川人社办发〔2019〕94号, 4 and
// 8): those who qualified, to be hung up. A day that is not known yet is a line to
// write on.
type NoticeData struct {
	From, Until exam.Date
	Rows        []ResultRow // of the qualified, in order of exam number
}

// PublicNotice lays out a public notice, A4 portrait. Anybody reads it: it has the
// last four characters of an ID number to tell people apart, no scores and no phone
// but the body's (个人信息保护法 6, 28).
func PublicNotice(f *Frame, d NoticeData) Doc {
	h := f.Header
	fl := newFlow(f, false, f.t("notice"), f.t("about-exam", "exam", h.Exam))
	fl.y += 2
	fl.para(f.t("notice-what", "body", h.Body, "exam", h.Exam, "from", h.From, "to", h.To, "n", len(d.Rows)))
	fl.para(f.t("notice-days", "from", open(string(d.From)), "until", open(string(d.Until))))
	fl.para(f.t("notice-object", "phone", open(h.Phone), "address", open(h.SiteAddress)))
	fl.y += 2
	rows := make([][]string, len(d.Rows))
	for i, r := range d.Rows {
		c := r.Candidate
		rows[i] = []string{strconv.Itoa(i + 1), string(c.No), c.Name, f.tail(c.IDNumber), f.unit(c), f.trade(r.Subject), r.Subject.Level.Printed(), f.conclusion(r.Result)}
	}
	fl.grid([]column{
		{f.t("row"), 11, toMiddle}, {f.t("exam-no"), 24, toLeft}, {f.t("name"), 28, toLeft}, {f.t("id"), 22, toLeft},
		{f.t("unit"), 36, toLeft}, {f.t("occupation"), 27, toLeft}, {f.t("level"), 22, toLeft}, {f.t("conclusion"), 14, toMiddle},
	}, 7.2, rows)
	fl.need(3 + sealHigh)
	fl.y += 3
	half := fl.inner() / 2
	fl.table(table{widths: []float64{half, half}, rows: []row{{
		{s: h.Body, align: toMiddle, size: headSize},
		{high: sealHigh, draw: func(x, y, w, h float64) []Item {
			return f.signItems(signBox{caption: f.t("seal")}, x, y, w, h)
		}},
	}}})
	return fl.finish()
}

// sealHigh is the height of a place for a round stamp of 42 mm with its date.
const sealHigh = 46.0

// para puts a paragraph over the whole width.
func (fl *flow) para(s string) {
	for _, l := range fl.f.Face.wrap(fl.f.Face.Printable(s), headSize, fl.inner()) {
		fl.need(lineHeight(headSize))
		fl.text(side, headSize, Black, l)
	}
	fl.y += 1.2
}
