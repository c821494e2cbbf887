package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"kaowu/app/exam"
)

// maxTheoryFile bounds a result file: a line is a number and a score.
const maxTheoryFile = 32 << 20

// TheoryRow is one candidate's line of a result file.
type TheoryRow struct {
	Row    int // line or workbook row, from 1
	No     exam.CandidateNo
	Score  exam.Tenths
	Absent bool // 缺考 in place of a score
}

// theoryForm are the columns of a result file, as test systems name them.
func theoryForm() form {
	return form{columns: []column{
		must(exam.ColExamNo, "准考证", "准考证号码", "考号", "考生号", "examno", "exam_no"),
		must("成绩", "理论成绩", "理论知识成绩", "得分", "分数", "总分", "考试成绩", "score"),
	}}
}

// ReadTheoryFile reads the result file of a computer-based test: CSV in UTF-8,
// with or without a byte order mark, or in GB18030, or a workbook. The columns
// 准考证号 and 成绩 stand in any order below any title. known says whether a
// candidate sits in the session. Rows with a problem are not among the rows.
// Errors: the refusal not-a-workbook with a reason, or of the system.
func ReadTheoryFile(path string, known func(no string) bool) ([]TheoryRow, []exam.Problem, error) {
	name, lines, err := readLines(path)
	if err != nil {
		return nil, nil, err
	}
	rows, problems := theoryRows(name, lines, known)
	return rows, problems, nil
}

// readLines gives the cells of a text file, or of the first sheet of a workbook and
// that sheet's name.
func readLines(path string) (name string, lines [][]string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", nil, fmt.Errorf("open result file: %w", err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxTheoryFile+1))
	switch {
	case err != nil:
		return "", nil, fmt.Errorf("read result file: %w", err)
	case len(b) == 0:
		return "", nil, notWorkbook("empty")
	case len(b) > maxTheoryFile:
		return "", nil, notWorkbook("large")
	}
	if bytes.HasPrefix(b, []byte("PK")) || bytes.HasPrefix(b, []byte("\xD0\xCF\x11\xE0")) {
		return theoryBook(path)
	}
	lines, err = theoryText(b)
	return "", lines, err
}

// theoryText cuts CSV, tab- or semicolon-separated text into cells.
func theoryText(b []byte) ([][]string, error) {
	b = bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF"))
	if !utf8.Valid(b) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
		if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
			return nil, notWorkbook("csv")
		}
		b = decoded
	}
	if bytes.IndexByte(b, 0) >= 0 {
		return nil, notWorkbook("csv")
	}
	r := csv.NewReader(bytes.NewReader(b))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	head, _, _ := bytes.Cut(b, []byte("\n"))
	for _, sep := range []rune{',', '\t', ';'} {
		if bytes.ContainsRune(head, sep) {
			r.Comma = sep
			break
		}
	}
	var lines [][]string
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return lines, nil
		}
		if err != nil {
			return nil, notWorkbook("csv")
		}
		line, _ := r.FieldPos(0)
		for len(lines) < line-1 {
			lines = append(lines, nil) // blank lines, so that numbers hold
		}
		lines = append(lines, cells)
	}
}

// theoryBook reads the first sheet of a workbook.
func theoryBook(path string) (string, [][]string, error) {
	if _, err := inspect(path); err != nil {
		return "", nil, err
	}
	scans, err := scanSheets(path)
	if err != nil {
		return "", nil, err
	}
	var title string
	var lines [][]string
	err = withWorkbook(path, "", func(f *excelize.File) error {
		if list := f.GetSheetList(); len(list) > 0 {
			title = list[0]
		}
		scan := scans[title]
		if !scan.whole {
			return notWorkbook("damaged")
		}
		rows, err := f.Rows(title)
		if err != nil {
			return notWorkbook("damaged")
		}
		defer rows.Close()
		for blank := 0; rows.Next() && blank <= blankRun; {
			cells, err := rows.Columns(excelize.Options{RawCellValue: true})
			if err != nil || len(cells) > widest {
				return notWorkbook("damaged")
			}
			if blank++; !blankRow(cells) {
				blank = 0
			}
			lines = append(lines, cells)
		}
		return nil
	})
	return title, lines, err
}

// theoryRows judges every line below the header.
func theoryRows(name string, lines [][]string, known func(string) bool) (rows []TheoryRow, problems []exam.Problem) {
	form := theoryForm()
	header, at := -1, map[string]int{}
	for i := 0; i < min(headerWithin, len(lines)); i++ {
		if m := form.match(lowerCells(lines[i])); len(m) > len(at) {
			header, at = i, m
		}
	}
	if len(at) < 2 {
		for _, c := range form.columns {
			if _, ok := at[c.name]; !ok {
				problems = append(problems, exam.NewProblem(exam.SeverityError, "missing-column", name, header+1, c.name, ""))
			}
		}
		return nil, problems
	}
	seen := map[string]int{}
	for i := header + 1; i < len(lines); i++ {
		if blankRow(lines[i]) {
			continue
		}
		cell := func(column string) string {
			if j := at[column]; j < len(lines[i]) {
				return lines[i][j]
			}
			return ""
		}
		no := wholeNumber(strings.TrimLeft(cell(exam.ColExamNo), "'"))
		complain := func(code, column, value string, pairs ...any) {
			p := exam.NewProblem(exam.SeverityError, code, name, i+1, column, value, pairs...)
			p.ExamNo = exam.CandidateNo(no)
			problems = append(problems, p)
		}
		other, twice := seen[no]
		switch {
		case no == "":
			complain("bad-value", exam.ColExamNo, "", "want", "code:want.exam-no")
			continue
		case twice:
			complain("duplicate-exam-no", exam.ColExamNo, no, "other", other)
			continue
		case !known(no):
			complain("unknown-candidate", exam.ColExamNo, no)
			continue
		}
		seen[no] = i + 1
		raw := cell("成绩")
		row := TheoryRow{Row: i + 1, No: exam.CandidateNo(no)}
		switch s := strings.TrimSuffix(plainNumber(raw), "分"); s {
		case "缺考", "缺":
			row.Absent = true
		default:
			score, err := exam.ParseTenths(s)
			if err != nil || score > 1000 {
				complain("bad-value", "成绩", raw, "want", "code:want.score")
				continue
			}
			row.Score = score
		}
		rows = append(rows, row)
	}
	return rows, problems
}

func lowerCells(cells []string) []string {
	out := make([]string, len(cells))
	for i, s := range cells {
		out[i] = strings.ToLower(s)
	}
	return out
}
