package exam

import (
	"os"
	"strings"
	"testing"
	"time"
)

func calendar(t testing.TB) Calendar {
	t.Helper()
	c, err := LoadCalendar(os.DirFS("../../assets/holidays"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The worked table of domain 13.
func TestFilingDays(t *testing.T) {
	cal := calendar(t)
	for _, c := range []struct{ begin, strict, loose Date }{
		{"2026-12-19", "2026-11-29", "2026-11-30"},
		{"2026-10-17", "2026-09-20", "2026-09-21"},
		{"2026-05-16", "2026-04-22", "2026-04-23"},
		{"2026-03-07", "2026-02-09", "2026-02-10"},
		{"2025-10-18", "2025-09-22", "2025-09-23"},
	} {
		k := planCheck{cal: cal, pol: Policy{FilingDays: 15, FilingStrict: true}}
		if got := k.lastFilingDay(c.begin); got != c.strict {
			t.Errorf("strict for %s: %s, want %s", c.begin, got, c.strict)
		}
		if n := cal.WorkdaysBetween(c.strict, c.begin); n < 15 {
			t.Errorf("between %s and %s: %d, want 15 or more", c.strict, c.begin, n)
		}
		if n := cal.WorkdaysBetween(c.loose, c.begin); n != 14 {
			t.Errorf("between %s and %s: %d, want 14", c.loose, c.begin, n)
		}
		k.pol.FilingStrict = false
		if got := k.lastFilingDay(c.begin); got != c.loose {
			t.Errorf("loose for %s: %s, want %s", c.begin, got, c.loose)
		}
	}
	if n := cal.WorkdaysBetween("2026-11-23", "2026-12-19"); n != 19 {
		t.Errorf("uploading 2026-11-23 leaves %d, want 19 (domain 13)", n)
	}
}

// 248 working days in each year (domain 13, check sums).
func TestCalendarSums(t *testing.T) {
	cal := calendar(t)
	for _, year := range []int{2025, 2026} {
		n := 0
		for d := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() == year; d = d.AddDate(0, 0, 1) {
			if cal.Workday(Date(d.Format(time.DateOnly))) {
				n++
			}
		}
		if n != 248 || !cal.Has(year) {
			t.Errorf("%d: %d working days, want 248", year, n)
		}
	}
	if cal.Has(2027) {
		t.Error("2027 is not published yet")
	}
}

func TestParseHolidaysRefuses(t *testing.T) {
	for _, s := range []string{"2026-13-01,off,x", "2026-01-01,maybe,x", "2026-01-01", "hello"} {
		if _, err := ParseHolidays(strings.NewReader(s)); err == nil {
			t.Errorf("%q is taken", s)
		}
	}
}

func TestAddWorkdays(t *testing.T) {
	cal := calendar(t)
	for _, c := range []struct {
		from Date
		n    int
		want Date
	}{
		{"2026-09-30", 1, "2026-10-08"}, // over the National Day week
		{"2026-10-09", 1, "2026-10-10"}, // a make-up Saturday
		{"2026-10-08", -1, "2026-09-30"}, {"2026-10-01", 0, "2026-10-01"}, {"never", 3, ""},
	} {
		if got := cal.AddWorkdays(c.from, c.n); got != c.want {
			t.Errorf("%s %+d: %s, want %s", c.from, c.n, got, c.want)
		}
	}
}
