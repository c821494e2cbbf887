package sheet

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// The office's file as offices write it: a title above, other names of columns, another
// order, GB18030, text marks before numbers.
func TestReadCertificates(t *testing.T) {
	text := "证书编号下发表,,,\n身份证号,考生姓名,发证时间,证书号\n'51000019900307009x,龚 䶮,2026/12/30,'Y000051001064263000001\n,,,\n510000199003070091,,20261230,Y000051001064263000002\n" +
		"510000199003070091,王堃,20261230,Y00005100106426300000\n510000199003070091,王堃,不详,Y000051001064263000002\n"
	raw, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "numbers.csv")
	write := func(b []byte) {
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(raw)
	rows, problems, err := ReadCertificates(file)
	if err != nil || len(rows) != 1 || rows[0].Row != 3 || rows[0].IDNumber != "51000019900307009X" || rows[0].Number.Seq != 1 || rows[0].Issued != "2026-12-30" {
		t.Fatalf("%+v, %v, %v", rows, problems, err)
	}
	for i, want := range []struct {
		row    int
		column string
	}{{5, "姓名"}, {6, "证书编号"}, {7, "发证日期"}} {
		if len(problems) != 3 || problems[i].Row != want.row || problems[i].Column != want.column || problems[i].Code != "bad-value" {
			t.Fatalf("%+v", problems)
		}
	}
	write([]byte("姓名,证书编号,发证日期\n王堃,Y000051001064263000002,20261230\n"))
	if rows, problems, err = ReadCertificates(file); err != nil || rows != nil || len(problems) != 1 || problems[0].Code != "missing-column" || problems[0].Column != "证件号码" {
		t.Errorf("%v, %+v, %v", rows, problems, err)
	}
}
