package sheet

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"kaowu/app/exam"
	"kaowu/app/words"
)

// Columns of a workbook of literacy ratings: a row a form, without who filled it in.
const (
	colRated  = "评分"
	colSource = "来源"
	colItem   = "评分项序号"
)

// LiteracyRow is one rating form: a rater's mark of one candidate in one review item.
type LiteracyRow struct {
	Row    int
	No     exam.CandidateNo
	Item   int
	Source string
	Mark   exam.Tenths
	Void   bool // 无效票
}

func literacyForm() form {
	return form{name: "综合职业素养测评", columns: []column{
		must(exam.ColExamNo, "准考证", "准考证号码", "考号"), must(colItem, "序号", "项目序号", "评分项"),
		must(colSource, "测评来源", "测评方式"), must(colRated, "得分", "分数", "成绩"),
	}}
}

// ReadLiteracyFile reads rating forms of comprehensive literacy 综合职业素养 (notice 7.2):
// a workbook's first sheet, or CSV in UTF-8 or GB18030, a row a form. rated says whether
// a candidate's review item is rated by a source. What cannot be trusted is a problem
// with its row and column, and the row is left out. Errors: the refusal not-a-workbook,
// or of the system.
func ReadLiteracyFile(path string, rated func(no string, item int, source string) (code string)) ([]LiteracyRow, []exam.Problem, error) {
	name, lines, err := readLines(path)
	if err != nil {
		return nil, nil, err
	}
	rows, problems := literacyRows(name, lines, rated)
	return rows, problems, nil
}

func literacyRows(name string, lines [][]string, rated func(string, int, string) string) (rows []LiteracyRow, problems []exam.Problem) {
	form := literacyForm()
	header, at := -1, map[string]int{}
	for i := 0; i < min(headerWithin, len(lines)); i++ {
		if m := form.match(lines[i]); len(m) > len(at) {
			header, at = i, m
		}
	}
	for _, c := range form.columns {
		if _, ok := at[c.name]; !ok {
			problems = append(problems, exam.NewProblem(exam.SeverityError, "missing-column", name, header+1, c.name, ""))
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	for i := header + 1; i < len(lines); i++ {
		if blankRow(lines[i]) {
			continue
		}
		row, p := literacyRow(name, i+1, func(column string) string {
			if j := at[column]; j < len(lines[i]) {
				return lines[i][j]
			}
			return ""
		}, rated)
		if p != nil {
			problems = append(problems, *p)
			continue
		}
		rows = append(rows, row)
	}
	return rows, problems
}

// literacyRow reads one row; the problem is the first thing in it that cannot be.
func literacyRow(name string, at int, cell func(string) string, rated func(string, int, string) string) (LiteracyRow, *exam.Problem) {
	no := wholeNumber(strings.TrimLeft(cell(exam.ColExamNo), "'"))
	row := LiteracyRow{Row: at, No: exam.CandidateNo(no)}
	wrong := func(code, column, value string, pairs ...any) (LiteracyRow, *exam.Problem) {
		p := exam.NewProblem(exam.SeverityError, code, name, at, column, value, pairs...)
		p.ExamNo = exam.CandidateNo(no)
		return row, &p
	}
	if no == "" {
		return wrong("bad-value", exam.ColExamNo, "", "want", "code:want.exam-no")
	}
	item, err := exam.ParseTenths(plainNumber(cell(colItem)))
	if err != nil || item < 10 || item%10 != 0 {
		return wrong("bad-value", colItem, cell(colItem), "want", "code:want.rated-item")
	}
	source, ok := exam.ParseSource(cell(colSource))
	if !ok {
		return wrong("bad-value", colSource, cell(colSource), "want", "code:want.rating-source")
	}
	row.Item, row.Source = int(item/10), source
	switch code := rated(no, row.Item, source); code {
	case "":
	case "unknown-candidate":
		return wrong(code, exam.ColExamNo, no)
	default:
		return wrong("bad-value", colItem, cell(colItem), "want", "code:want."+code)
	}
	switch s := strings.TrimSuffix(plainNumber(cell(colRated)), "分"); s {
	case "无效", "废票", "无效票":
		row.Void = true
	default:
		if row.Mark, err = exam.ParseTenths(s); err != nil || row.Mark < 0 || row.Mark > 1000 {
			return wrong("bad-value", colRated, cell(colRated), "want", "code:want.rating-mark")
		}
	}
	return row, nil
}

// WriteLiteracyTemplate writes an empty workbook for rating forms, every cell as text.
func WriteLiteracyTemplate(name string, w *words.Words) error {
	forms := []form{literacyForm()}
	lists := map[string]map[string][]string{forms[0].name: {colSource: {"自评", "互评", "民意测评", "单位评定"}}}
	return writeForms(name, forms, lists, w, func(*excelize.File) error { return nil })
}
