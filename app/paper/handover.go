package paper

import "strconv"

// HandoverData is a session's paper hand-over and opening record 试卷交接、启封单
// (domain 9.10). Values are what the exam-room record says, by the names of
// exam.RecordFields; before the session they are empty and written by hand.
type HandoverData struct {
	Sitting
	Fields map[string]string
}

// spareHandovers are empty lines for hand-overs that nobody planned.
const spareHandovers = 2

// PaperHandover lays out the record of one session's papers, A4 portrait: from the
// paper room 保密室 to the exam room and back, and who opened the bag.
func PaperHandover(f *Frame, d HandoverData) Doc {
	fl := newFlow(f, false, f.t("handover"), f.about(d.Sitting))
	fl.sitting(d.Sitting, fact{label: f.t("paper"), value: d.Session.Paper, wide: true})
	fl.heading(f.t("handover-ways"), 30)
	whole := f.t("seal-boxes")
	rows := [][]string{
		{"1", d.Session.Paper, d.Fields["papers_received"], whole, f.t("paper-room"), d.Room.No, "", "", ""},
		{"2", d.Session.Paper, d.Fields["papers_returned"], whole, d.Room.No, f.t("paper-room"), "", "", ""},
	}
	for i := range spareHandovers {
		rows = append(rows, []string{strconv.Itoa(i + 3), "", "", whole, "", "", "", "", ""})
	}
	fl.grid([]column{
		{f.t("row"), 11, toMiddle}, {f.t("bag"), 28, toLeft}, {f.t("copies"), 13, toRight}, {f.t("sealed"), 20, toLeft},
		{f.t("from-place"), 18, toLeft}, {f.t("to-place"), 18, toLeft}, {f.t("giver"), 27, toLeft}, {f.t("taker"), 27, toLeft},
		{f.t("time"), 20, toLeft},
	}, 15, rows)
	fl.heading(f.t("opening"), 40)
	seal := ""
	if v := d.Fields["seal_whole"]; v != "" {
		seal = f.word("paper.answer", v)
	}
	fl.facts(2,
		fact{label: f.t("field.opened"), value: d.Fields["opened"], high: 9}, fact{label: f.t("field.seal_whole"), value: seal},
		fact{label: f.t("field.papers_received"), value: d.Fields["papers_received"], high: 9}, fact{label: f.t("field.papers_used"), value: d.Fields["papers_used"]},
		fact{label: f.t("field.papers_spare"), value: d.Fields["papers_spare"], high: 9}, fact{label: f.t("field.papers_void"), value: d.Fields["papers_void"]},
		fact{label: f.t("field.papers_returned"), value: d.Fields["papers_returned"], high: 9}, fact{label: f.t("field.openers"), value: d.Fields["openers"]},
		fact{label: f.t("field.witnesses"), value: d.Fields["witnesses"], wide: true, high: 9})
	fl.note(f.t("handover-rule"))
	fl.need(3 + 2*signHigh)
	fl.y += 2
	opener, witness := signBox{caption: f.t("field.openers")}, signBox{caption: f.t("field.witnesses")}
	fl.signs(3, opener, opener, signBox{caption: f.Words.T("role.site-lead")}, witness, witness, signBox{caption: f.t("seal"), seal: true})
	return fl.finish()
}
