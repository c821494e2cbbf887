package sheet

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"kaowu/app/exam"
)

// tight is CleanText without any blank, for codes and numbers.
func tight(s string) string { return strings.ReplaceAll(exam.CleanText(s), " ", "") }

// wholeNumber undoes how spreadsheets store whole numbers that were meant as
// text: 2.026610001E9 and 2026610001.0 are 2026610001. Other text stays.
func wholeNumber(s string) string {
	s = tight(s)
	if !strings.ContainsAny(s, ".eE") || !numberForm.MatchString(s) {
		return s
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) >= 1e15 {
		return s
	}
	return strconv.FormatInt(int64(f), 10)
}

var numberForm = regexp.MustCompile(`^-?\d+(\.\d+)?([eE][+-]?\d+)?$`)

// plainNumber reads a stored number as a person typed it: the noise of binary
// fractions goes (33.300000000000004), a percent sign stays out.
func plainNumber(s string) string {
	s = strings.TrimSuffix(tight(s), "%")
	if !numberForm.MatchString(s) || len(s) < 15 && !strings.ContainsAny(s, "eE") {
		return s
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.Abs(f) > 1e12 {
		return s
	}
	return strconv.FormatFloat(math.Round(f*1e6)/1e6, 'f', -1, 64)
}

// dateForm takes the ways a day is written; a time of day or a word in brackets
// behind it is left alone.
var dateForm = regexp.MustCompile(`^(\d{4})(?:[-./](\d{1,2})[-./](\d{1,2})|年(\d{1,2})月(\d{1,2})日?|(\d{2})(\d{2}))(?:[T ][\d:. Z]*|\(.*\)|星期.|周.)?$`)

// readDate reads a day from text (2026-12-19, 2026.12.19, 2026/12/19, 20261219,
// 2026年12月19日) or from a serial number of the workbook's date system.
func readDate(s string, from1904 bool) (exam.Date, bool) {
	s = strings.ReplaceAll(exam.CleanText(s), " 年", "年")
	if n, err := strconv.ParseFloat(s, 64); err == nil && n >= 10000 && n < 110000 {
		day := int(math.Floor(n + 1e-9))
		epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
		if from1904 {
			epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
		}
		return exam.Date(epoch.AddDate(0, 0, day).Format(time.DateOnly)), true
	}
	m := dateForm.FindStringSubmatch(s)
	if m == nil {
		m = dateForm.FindStringSubmatch(strings.ReplaceAll(s, " ", ""))
	}
	if m == nil {
		return "", false
	}
	month, day := m[2]+m[4]+m[6], m[3]+m[5]+m[7]
	t, err := time.Parse("2006-1-2", m[1]+"-"+strings.TrimPrefix(month, "0")+"-"+strings.TrimPrefix(day, "0"))
	if err != nil {
		return "", false
	}
	return exam.Date(t.Format(time.DateOnly)), true
}

// timeForm takes 9:00, 09:00:00, 9点, 9时30分.
var timeForm = regexp.MustCompile(`^(\d{1,2})(?::(\d{2})(?::\d{2})?|[时点](?:(\d{1,2})分)?)$`)

// readTime reads a time of day as "09:00" from text or from the fraction of a
// serial number, rounded to the minute.
func readTime(s string) (string, bool) {
	s = tight(s)
	if f, err := strconv.ParseFloat(s, 64); err == nil && f >= 0 && f < 110000 && strings.Contains(s, ".") || s == "0" {
		m := int(math.Round((f - math.Floor(f)) * 24 * 60))
		return clock(m/60, m%60)
	}
	m := timeForm.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	h, _ := strconv.Atoi(m[1]) // one or two digits
	minute := 0
	if t := m[2] + m[3]; t != "" {
		minute, _ = strconv.Atoi(t) // one or two digits
	}
	return clock(h, minute)
}

func clock(h, m int) (string, bool) {
	if h > 23 || m > 59 {
		return "", false
	}
	return time.Date(2000, 1, 1, h, m, 0, 0, time.UTC).Format("15:04"), true
}

// readYes reads a yes/no cell; an empty one is no.
func readYes(s string) (yes, ok bool) {
	switch strings.ToLower(tight(s)) {
	case "是", "√", "✓", "y", "yes", "1", "true", "有":
		return true, true
	case "否", "", "×", "x", "n", "no", "0", "false", "无", "-", "--", "/":
		return false, true
	}
	return false, false
}
