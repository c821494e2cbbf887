package province

import (
	"fmt"
	"strconv"
)

// number is a certificate number 证书编号 taken apart (人社鉴发〔2019〕2号, domain 4.3):
// 13 characters of the body, two of the year, one of the level, six of sequence.
type number struct {
	prefix   string
	year     string
	level    string
	sequence int
}

// series names what one sequence counts in.
func (n number) series() string { return n.prefix + n.year + n.level }

// String is the number as it is printed, 22 characters.
func (n number) String() string { return fmt.Sprintf("%s%06d", n.series(), n.sequence) }

// parseNumber reads 22 characters; a sequence of 000000 is no number.
func parseNumber(s string) (number, bool) {
	if len(s) != 22 || !validFiling(s[:13]) || !digits(s[13:]) || s[15] < '1' || s[15] > '5' {
		return number{}, false
	}
	seq, err := strconv.Atoi(s[16:])
	if err != nil || seq == 0 {
		return number{}, false
	}
	return number{s[:13], s[13:15], s[15:16], seq}, true
}

// validFiling is the form of a filing number in Sichuan, ^[YS]\d{4}51\d{6}$ (domain 4.4).
func validFiling(s string) bool {
	return len(s) == 13 && (s[0] == 'Y' || s[0] == 'S') && digits(s[1:]) && s[5:7] == "51"
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
