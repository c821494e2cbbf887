package exam

import (
	"errors"
	"strings"
)

// Errors of CheckCreditCode.
var (
	ErrCreditForm  = errors.New("not 18 characters of a unified social credit code")
	ErrCreditCheck = errors.New("check character of the credit code does not fit")
	ErrCreditInner = errors.New("organisation part of the credit code fails its own check")
)

// creditAlphabet is the alphabet of GB 32100-2015: no I, O, S, V, Z; the value of
// a character is its place.
const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// CheckCreditCode reports what is wrong with a unified social credit code
// 统一社会信用代码 (GB 32100-2015, domain 4.2): ErrCreditForm, ErrCreditCheck, or
// ErrCreditInner when only the inner check of GB 11714 fails, which calls for no
// more than a warning.
func CheckCreditCode(s string) error {
	if len(s) != 18 {
		return ErrCreditForm
	}
	outer := [17]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28}
	sum := 0
	for i := range s {
		v := strings.IndexByte(creditAlphabet, s[i])
		if v < 0 {
			return ErrCreditForm
		}
		if i < 17 {
			sum += v * outer[i]
		}
	}
	if s[17] != creditAlphabet[(31-sum%31)%31] {
		return ErrCreditCheck
	}
	if s[16] != creditInner(s[8:16]) {
		return ErrCreditInner
	}
	return nil
}

// creditInner is the check character of an organisation code (GB 11714): letters
// count from A = 10 without gaps, 11 minus the remainder, 10 is X, 11 is 0.
func creditInner(org string) byte {
	weights := [8]int{3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		v := int(org[i] - '0')
		if org[i] >= 'A' {
			v = int(org[i]-'A') + 10
		}
		sum += v * w
	}
	return "0X987654321"[(11-(11-sum%11))%11]
}
