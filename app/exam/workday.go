package exam

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"
)

// Calendar knows which days are worked (domain 13): Saturday and Sunday are off
// unless a table of 国务院办公厅 says otherwise. The zero Calendar knows weekends only.
type Calendar struct {
	work  map[Date]bool // days that differ from the week: true worked, false off
	years map[int]bool
}

// ParseHolidays reads one holiday table: lines "2026-10-10,work,国庆节" or
// "2026-10-01,off,国庆节"; empty lines and lines that begin with # are skipped.
func ParseHolidays(r io.Reader) (Calendar, error) {
	c := Calendar{work: map[Date]bool{}, years: map[int]bool{}}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\uFEFF"))
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, ",")
		day, err := time.Parse(time.DateOnly, strings.TrimSpace(f[0]))
		if err != nil || len(f) < 2 {
			return Calendar{}, fmt.Errorf("holiday table line %d: want date,off|work,name", n)
		}
		kind := strings.TrimSpace(f[1])
		if kind != "off" && kind != "work" {
			return Calendar{}, fmt.Errorf("holiday table line %d: %q is neither off nor work", n, kind)
		}
		c.work[Date(day.Format(time.DateOnly))] = kind == "work"
		c.years[day.Year()] = true
	}
	if err := lines.Err(); err != nil {
		return Calendar{}, fmt.Errorf("read holiday table: %w", err)
	}
	return c, nil
}

// LoadCalendar joins all tables <year>.csv of a folder.
func LoadCalendar(files fs.FS) (Calendar, error) {
	all := Calendar{work: map[Date]bool{}, years: map[int]bool{}}
	names, err := fs.Glob(files, "*.csv")
	if err != nil {
		return Calendar{}, fmt.Errorf("list holiday tables: %w", err)
	}
	for _, name := range names {
		f, err := files.Open(name)
		if err != nil {
			return Calendar{}, fmt.Errorf("open holiday table: %w", err)
		}
		c, err := ParseHolidays(f)
		_ = f.Close() // only read
		if err != nil {
			return Calendar{}, fmt.Errorf("%s: %w", path.Base(name), err)
		}
		for d, w := range c.work {
			all.work[d] = w
		}
		for y := range c.years {
			all.years[y] = true
		}
	}
	return all, nil
}

// Has says whether a table covers the year. Without one only weekends count, and
// whoever counts must say so (domain 13).
func (c Calendar) Has(year int) bool { return c.years[year] }

// Workday says whether d is worked. Text that is no day is not.
func (c Calendar) Workday(d Date) bool {
	t, err := time.Parse(time.DateOnly, string(d))
	return err == nil && c.worked(t)
}

func (c Calendar) worked(t time.Time) bool {
	if w, ok := c.work[Date(t.Format(time.DateOnly))]; ok {
		return w
	}
	return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday
}

// WorkdaysBetween counts the working days that lie strictly between a and b, as
// 民法典 201 counts: the day of an act does not count, nor does the day aimed at.
// It is 0 when b is not after a, or when either is no day.
func (c Calendar) WorkdaysBetween(a, b Date) int {
	from, err1 := time.Parse(time.DateOnly, string(a))
	to, err2 := time.Parse(time.DateOnly, string(b))
	if err1 != nil || err2 != nil {
		return 0
	}
	n := 0
	for t := from.AddDate(0, 0, 1); t.Before(to); t = t.AddDate(0, 0, 1) {
		if c.worked(t) {
			n++
		}
	}
	return n
}

// AddWorkdays is the nth working day after d (n > 0) or before it (n < 0), the
// way a spreadsheet's WORKDAY counts; d itself when n is 0, empty when d is no day.
func (c Calendar) AddWorkdays(d Date, n int) Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		if t = t.AddDate(0, 0, step); c.worked(t) {
			n--
		}
	}
	return Date(t.Format(time.DateOnly))
}

// Real says whether d is a day of the calendar, written 2026-12-19.
func (d Date) Real() bool {
	_, err := time.Parse(time.DateOnly, string(d))
	return err == nil
}

// Year is the year of a day, 0 when d is none.
func (d Date) Year() int {
	if len(d) < 4 {
		return 0
	}
	y, err := strconv.Atoi(string(d[:4]))
	if err != nil {
		return 0
	}
	return y
}

// dayBefore is the calendar day before d, worked or not.
func (c Calendar) dayBefore(d Date) Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return Date(t.AddDate(0, 0, -1).Format(time.DateOnly))
}
