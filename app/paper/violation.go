package paper

import "kaowu/app/exam"

// ViolationData is the record of one violation 违纪违规处理记录 (domain 9.9).
type ViolationData struct {
	Sitting
	Candidate exam.Candidate
	Seen      exam.Seen
	Wording   string // of Seen.Code, from the code table
	Handled   string // 现场处理
	// Decider and DecidedAt are empty until somebody has decided: Kaowu never voids
	// without a person (domain 10).
	Decider   string
	DecidedAt exam.Time
	// Refused says that the candidate would not sign; then Witnesses sign that.
	Refused   bool
	Party     Signature   // the candidate
	Witnesses []Signature // two, when refused
	Staff     []Signature // two of the room's staff, then the supervisor
}

// ViolationRecord lays out the record of a violation, A4 portrait.
func ViolationRecord(f *Frame, d ViolationData) Doc {
	fl := newFlow(f, false, f.t("violation"), f.about(d.Sitting))
	fl.sitting(d.Sitting)
	fl.y += 2
	code := d.Seen.Code
	if d.Wording != "" {
		code = f.t("no-name", "no", d.Seen.Code, "name", d.Wording)
	}
	fl.facts(2,
		fact{label: f.t("exam-no"), value: string(d.Candidate.No)}, fact{label: f.t("name"), value: d.Candidate.Name},
		fact{label: f.t("id"), value: f.tail(d.Candidate.IDNumber)}, fact{label: f.t("time"), value: d.Seen.Time},
		fact{label: f.t("code"), value: code, wide: true},
		fact{label: f.t("course"), value: d.Seen.Facts, wide: true, high: 22},
		fact{label: f.t("evidence"), value: d.Seen.Evidence, wide: true},
		fact{label: f.t("statement"), value: d.Seen.Statement, wide: true, high: 18},
		fact{label: f.t("handled"), value: d.Handled, wide: true, high: 12})
	fl.need(3 + signHigh)
	fl.y += 3
	party := signBox{caption: f.t("party"), sig: d.Party}
	boxes := []signBox{party}
	if d.Refused {
		boxes[0].caption = f.t("party-refused")
		for _, w := range d.Witnesses {
			boxes = append(boxes, signBox{caption: f.t("witness"), sig: w})
		}
	}
	fl.signs(3, append(boxes, f.roleBoxes(d.Staff)...)...)
	fl.decision(d)
	return fl.finish()
}

// delivered says when and how the decision reached the person; empty until it did.
func (d ViolationData) delivered(f *Frame) string {
	k := d.Seen.Delivered
	if k == nil {
		return ""
	}
	return f.t("delivered-to", "date", string(k.Date), "to", k.To, "how", k.How)
}

// decision puts what the body decided and the place of its seal.
func (fl *flow) decision(d ViolationData) {
	f := fl.f
	decided, day := "", ""
	if d.Seen.Decided {
		var void []string
		for _, c := range d.Seen.Decision.Void {
			void = append(void, f.component(c))
		}
		decided = f.t("void-none")
		if len(void) > 0 {
			decided = f.t("void", "components", f.join(void))
		}
		day = seconds(d.DecidedAt)
	}
	fl.heading(f.t("decision"), 30)
	fl.facts(2,
		fact{label: f.t("decided"), value: decided, wide: true},
		fact{label: f.t("reason"), value: d.Seen.Decision.Reason, wide: true, high: 14},
		fact{label: f.t("decider"), value: d.Decider}, fact{label: f.t("date"), value: day},
		fact{label: f.t("delivered"), value: d.delivered(f), wide: true})
	fl.need(48)
	fl.y += 2
	fl.table(table{widths: []float64{fl.inner()}, rows: []row{{{high: 46, draw: func(x, y, w, h float64) []Item {
		return f.signItems(signBox{caption: f.t("seal"), seal: true}, x, y, w, h)
	}}}}})
}
