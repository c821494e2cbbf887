package paper

import "kaowu/app/exam"

// ComplaintRecord lays out the record of one complaint 投诉举报记录 (domain 9.14), A4
// portrait: as it was taken in, what was shown to whom, and how it ended.
func ComplaintRecord(f *Frame, c exam.ComplaintState) Doc {
	fl := newFlow(f, false, f.t("complaint"), f.t("complaint-no", "n", c.No))
	from := c.From
	if from == "" {
		from = f.word("ledger", "anonymous")
	}
	fl.facts(2,
		fact{label: f.t("body"), value: f.Header.Body, wide: true},
		fact{label: f.t("time"), value: c.Time}, fact{label: f.t("complaint-channel"), value: c.Channel},
		fact{label: f.t("complaint-from"), value: from}, fact{label: f.t("complaint-contact"), value: c.Contact},
		fact{label: f.t("complaint-object"), value: c.Object}, fact{label: f.t("exam"), value: c.Exam},
		fact{label: f.t("complaint-text"), value: c.Text, wide: true, high: 24},
		fact{label: f.t("evidence"), value: c.Evidence, wide: true},
		fact{label: f.t("complaint-accepted"), value: c.AcceptedBy}, fact{label: f.t("date"), value: string(c.AcceptedOn)},
		fact{label: f.t("complaint-investigator"), value: c.Investigator, wide: true})
	fl.heading(f.t("complaint-shown"), 20)
	rows := make([][]string, len(c.Shown))
	for i, s := range c.Shown {
		rows[i] = []string{string(s.Date), s.To, s.What, s.By}
	}
	fl.grid([]column{{f.t("date"), 28, toLeft}, {f.t("complaint-to"), 34, toLeft}, {f.t("complaint-what"), 86, toLeft}, {f.t("complaint-by"), 34, toLeft}}, 7.6, rows)
	a := exam.ComplaintAnswer{}
	if c.Answer != nil {
		a = *c.Answer
	}
	fl.heading(f.t("complaint-end"), 30)
	fl.facts(2,
		fact{label: f.t("course"), value: a.Course, wide: true, high: 22},
		fact{label: f.t("complaint-conclusion"), value: a.Conclusion, wide: true, high: 12},
		fact{label: f.t("complaint-handling"), value: a.Handling, wide: true},
		fact{label: f.t("complaint-answered"), value: string(a.Date), wide: true})
	fl.need(3 + signHigh)
	fl.y += 3
	fl.signs(3, signBox{caption: f.t("complaint-investigator")}, signBox{caption: f.t("audit")}, signBox{caption: f.t("seal"), seal: true})
	return fl.finish()
}
