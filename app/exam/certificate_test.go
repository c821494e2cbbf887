package exam

import (
	"reflect"
	"testing"
)

// 人社鉴发〔2019〕2号, the example of domain 4.3: filing number, 26, level 3, first.
func TestCertificateNo(t *testing.T) {
	n, ok := ParseCertificateNo("Y000051001064263000001")
	if want := (CertificateNo{"Y000051001064", 26, 3, 1}); !ok || n != want || n.String() != "Y000051001064263000001" || n.Series() != "Y000051001064263" {
		t.Errorf("%+v, %s of %s", n, n, n.Series())
	}
	for _, s := range []string{
		"", "Y00005100106426300001", "Y0000510010642630000011", // 21 and 23 characters
		"X000051001064263000001", "y000051001064263000001", "Y00005100106A263000001",
		"Y000051001064266000001", "Y000051001064260000001", // levels 6 and 0
		"Y000051001064263000000", "Y000051001064263-00001",
	} {
		if _, ok := ParseCertificateNo(s); ok {
			t.Errorf("%q is a number", s)
		}
	}
}

func TestNumberSpans(t *testing.T) {
	const w, e = "Y000051001064263", "Y000051001064262"
	got := SpansOf([]string{w + "000003", w + "000001", "17S1234", w + "000002", e + "000009", w + "000007"})
	if want := []NumberSpan{{e, 9, 9, false}, {w, 1, 3, false}, {w, 7, 7, false}}; !reflect.DeepEqual(got, want) {
		t.Fatalf("spans %v", got)
	}
	got = append(got, NumberSpan{w, 4, 5, true})
	if LastOf(got, w) != 7 || LastOf(got, e) != 9 || LastOf(got, "Y000051001064273") != 0 {
		t.Error("last sequences are wrong")
	}
	// 4–5 were left out on purpose, 6 and what lies below 9 nobody accounts for.
	if gaps, want := GapsOf(got), []NumberSpan{{e, 1, 8, false}, {w, 4, 5, true}, {w, 6, 6, false}}; !reflect.DeepEqual(gaps, want) {
		t.Errorf("gaps %v", gaps)
	}
	for s, want := range map[string]bool{w + "000002": true, w + "000004": false, w + "000006": false, w + "000007": true} {
		if n, _ := ParseCertificateNo(s); Holds(got, n) != want {
			t.Errorf("%s held: %t", s, !want)
		}
	}
}
