package sheet

import (
	"strconv"

	"kaowu/app/words"
)

// ResultRow is a row of the score book 成绩册 (domain 9.11), one for every
// candidate on the roster. Scores are text, "78.5", or the word that stands in
// their place (缺考); -- where a component is not required.
type ResultRow struct {
	No, Name, Sex, IDNumber, Unit  string
	Occupation, Trade, Level       string // level as printed, 三级/高级工
	Theory, Practical, Review      string
	Total, Conclusion, Reasons     string // 合格 or 不合格, and why not
	Certificate, Issued, State     string // number, day 2026-12-30, where the result stands
	Department, Phone, PlanSubject string
}

// WriteResults writes the score book 成绩册 as a workbook of one sheet.
func WriteResults(name string, rows []ResultRow, w *words.Words) error {
	var columns []outColumn
	for _, c := range []struct {
		key   string
		width float64
	}{
		{"seq", 6}, {"no", 14}, {"name", 12}, {"sex", 6}, {"id", 21}, {"unit", 28}, {"department", 14}, {"occupation", 12},
		{"trade", 16}, {"level", 14}, {"theory", 10}, {"practical", 10}, {"review", 10}, {"total", 10}, {"conclusion", 10},
		{"reasons", 24}, {"certificate", 25}, {"issued", 12}, {"state", 10},
	} {
		columns = append(columns, outColumn{w.T("sheet.result." + c.key), c.width})
	}
	return grid(name, w.T("sheet.result"), w.T("sheet.result"), columns, len(rows), func(i int) []string {
		r := rows[i]
		return []string{
			strconv.Itoa(i + 1), r.No, r.Name, r.Sex, r.IDNumber, r.Unit, r.Department, r.Occupation, r.Trade, r.Level,
			r.Theory, r.Practical, r.Review, r.Total, r.Conclusion, r.Reasons, r.Certificate, r.Issued, r.State,
		}
	})
}
