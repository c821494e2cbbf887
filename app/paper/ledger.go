package paper

// LedgerLine is one thing that the ledger says of an exam: a column's heading and
// what stands in it.
type LedgerLine struct{ Head, Value string }

// Ledger lays out one exam's line of the ledger 工作台账 (notice 9.3, domain 9.13) as
// a page, A4 portrait: what the workbook has in columns, below one another.
func Ledger(f *Frame, lines []LedgerLine) Doc {
	fl := newFlow(f, false, f.t("ledger"), f.t("about-exam", "exam", f.Header.Exam))
	fl.facts(1, fact{label: f.t("body"), value: f.Header.Body}, fact{label: f.t("filing"), value: f.Header.Filing}, fact{label: f.t("site"), value: f.Header.Site})
	fl.y += 2
	rows := make([][]string, len(lines))
	for i, l := range lines {
		rows[i] = []string{l.Head, l.Value}
	}
	fl.grid([]column{{f.t("ledger-what"), 46, toLeft}, {f.t("ledger-value"), 136, toLeft}}, 7.6, rows)
	fl.need(3 + signHigh)
	fl.y += 3
	fl.signs(3, signBox{caption: f.t("filler")}, signBox{caption: f.t("audit")}, signBox{caption: f.t("seal"), seal: true})
	return fl.finish()
}
