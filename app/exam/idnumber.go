package exam

import (
	"errors"
	"strings"
	"time"
)

// Errors of IDNumber.Valid. They carry no number, so that none reaches a log.
var (
	ErrIDForm  = errors.New("not 18 characters of a resident ID number with a known province")
	ErrIDCheck = errors.New("check character of the ID number does not fit")
	ErrIDBirth = errors.New("birth date in the ID number does not exist")
)

// IDNumber is an 18-character resident ID number 居民身份证号 (GB 11643-1999,
// domain 4.1): area, birth date, order and check character.
type IDNumber string

// idProvinces are the first two digits that are given out: provinces, Taiwan 71,
// the special regions 81 and 82, residence permits 83 and 91 to 99.
const idProvinces = " 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91 92 93 94 95 96 97 98 99 "

// Valid reports what is wrong with the number: ErrIDForm, ErrIDCheck (ISO 7064
// MOD 11-2) or ErrIDBirth, in this order; nil when nothing is. It accepts no
// blanks, full-width digits or small x; see CleanID.
func (n IDNumber) Valid() error {
	if len(n) != 18 || !allDigits(string(n[:17])) || n[17] != 'X' && !allDigits(string(n[17])) {
		return ErrIDForm
	}
	if !strings.Contains(idProvinces, " "+string(n[:2])+" ") {
		return ErrIDForm
	}
	if n[17] != n.check() {
		return ErrIDCheck
	}
	if n.Birth() == "" {
		return ErrIDBirth
	}
	return nil
}

// check computes the check character from the first 17 digits.
func (n IDNumber) check() byte {
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += w * int(n[i]-'0')
	}
	return "10X98765432"[sum%11]
}

// Birth is the birth date in positions 7 to 14, empty when there is no such day
// since 1900.
func (n IDNumber) Birth() Date {
	if len(n) != 18 {
		return ""
	}
	t, err := time.Parse("20060102", string(n[6:14]))
	if err != nil || t.Year() < 1900 {
		return ""
	}
	return Date(t.Format(time.DateOnly))
}

// Sex is 男 when the 17th digit is odd, 女 when it is even, empty when the number
// is too short to tell.
func (n IDNumber) Sex() string {
	if len(n) != 18 {
		return ""
	}
	if (n[16]-'0')%2 == 1 {
		return "男"
	}
	return "女"
}

// Age is the age in whole years on a day for somebody born on birth; a birthday
// counts on its day. It is -1 when either date is not a day.
func Age(birth, on Date) int {
	b, err1 := time.Parse(time.DateOnly, string(birth))
	d, err2 := time.Parse(time.DateOnly, string(on))
	if err1 != nil || err2 != nil {
		return -1
	}
	age := d.Year() - b.Year()
	if d.Format("0102") < b.Format("0102") {
		age--
	}
	return age
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
