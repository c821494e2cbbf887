package exam

import (
	"errors"
	"testing"
	"unicode/utf8"
)

// The numbers of domain 4.1, sums computed there by hand.
func TestIDNumberValid(t *testing.T) {
	for _, c := range []struct {
		in   string
		want error
		why  string
	}{
		{"51000019900307009X", nil, "sum 189, remainder 2, X"},
		{"51000019851112001X", nil, "sum 156, remainder 2, X"},
		{"510000200002290029", nil, "sum 135, remainder 3, 9; leap day"},
		{"510000199106151335", nil, "sum 227, remainder 7, 5"},
		{"510000199901011235", nil, "sum 172, remainder 7, 5"},
		{"510000197802290014", ErrIDBirth, "right check, no 29 February in 1978"},
		{"510000199106151334", ErrIDCheck, "check should be 5"},
		{"51000019900307009x", ErrIDForm, "small x is for CleanID"},
		{"510000900307009", ErrIDForm, "the old form of 15 digits"},
		{"5100001990030700９X", ErrIDForm, "a full-width digit"},
		{"00000019900307009X", ErrIDForm, "no province 00"},
		{"", ErrIDForm, "empty"},
	} {
		if err := IDNumber(c.in).Valid(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v (%s)", c.in, err, c.want, c.why)
		}
	}
}

func TestIDNumberTells(t *testing.T) {
	for _, c := range []struct {
		in, birth, sex string
	}{
		{"51000019900307009X", "1990-03-07", "男"}, // 17th digit 9
		{"510000200002290029", "2000-02-29", "女"}, // 17th digit 2
		{"510000197802290014", "", "男"},
		{"5100001990", "", ""},
	} {
		n := IDNumber(c.in)
		if string(n.Birth()) != c.birth || n.Sex() != c.sex {
			t.Errorf("%s: %q %q, want %q %q", c.in, n.Birth(), n.Sex(), c.birth, c.sex)
		}
	}
	// One changed digit is always found: that is what MOD 11-2 promises.
	good := []byte("510000199106151335")
	for i := range 17 {
		for d := byte('0'); d <= '9'; d++ {
			if d == good[i] {
				continue
			}
			b := append([]byte(nil), good...)
			b[i] = d
			if IDNumber(b).Valid() == nil {
				t.Errorf("%s passes", b)
			}
		}
	}
}

func TestAge(t *testing.T) {
	for _, c := range []struct {
		birth, on Date
		want      int
	}{
		{"2010-12-19", "2026-12-19", 16}, {"2010-12-20", "2026-12-19", 15},
		{"2000-02-29", "2026-02-28", 25}, {"2000-02-29", "2026-03-01", 26}, {"", "2026-03-01", -1},
	} {
		if got := Age(c.birth, c.on); got != c.want {
			t.Errorf("%s on %s: %d, want %d", c.birth, c.on, got, c.want)
		}
	}
}

func TestClean(t *testing.T) {
	for _, c := range []struct {
		f        func(string) string
		in, want string
	}{
		{CleanID, " ５１００００ 19900307\u00a0009ｘ\u200b", "51000019900307009X"},
		{CleanID, "'51000019900307009X", "51000019900307009X"},
		{CleanText, "２０２６－１２－１９", "2026-12-19"},
		{CleanText, "\ufeff 09：00\u3000", "09:00"},
		{CleanText, "a \t b", "a b"},
		{CleanName, "张\u3000三 ", "张三"},
		{CleanName, "阿依古丽•买买提", "阿依古丽·买买提"},
		{CleanName, "John  Smith", "John Smith"},
		{CleanName, "焊工（电焊工）", "焊工（电焊工）"},
	} {
		if got := c.f(c.in); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

// FuzzID: no text panics, cleaning twice is cleaning once, and what is valid has a
// birth date and a sex.
func FuzzID(f *testing.F) {
	for _, s := range []string{"51000019900307009X", " ５１0000 19900307009x", "510000197802290014", "\ufeff'", "\xff\xfe"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			_ = IDNumber(s).Valid()
			return
		}
		c := CleanID(s)
		if again := CleanID(c); again != c {
			t.Fatalf("cleaned twice: %q, once %q", again, c)
		}
		if IDNumber(c).Valid() == nil && (IDNumber(c).Birth() == "" || IDNumber(c).Sex() == "") {
			t.Fatalf("valid, but tells no birth date or sex: %q", c)
		}
	})
}
