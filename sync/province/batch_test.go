package province

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func isForm(err error) bool { return errors.Is(err, ErrForm) }

// The bytes of a batch are a contract: stored before sending, sent again years
// later, read by another program. This one is written out by hand.
func TestBatchBytes(t *testing.T) {
	b := Batch{Key: "20261228-0001", Header: Header{Exam: "E", Filing: testFiling, Plan: "P", BatchNo: "B", Program: "kaowu 1 <&>"},
		Records: []Record{{Seq: "1", Name: "张\"·\u2028", ExamNo: "2026610001", DataKind: "1"}}}
	want := `{"v":1,"key":"20261228-0001","exam":"E","filing":"Y000051001064","plan":"P","batch_no":"B","program":"kaowu 1 <&>","records":[` +
		`{"seq":"1","name":"张\"·\u2028","id_kind":"","id_number":"","sex":"","birth":"","education":"","unit":"","phone":"",` +
		`"occupation":"","occupation_code":"","trade":"","level":"","theory":"","practical":"","review":"","total":"",` +
		`"exam_no":"2026610001","exam_date":"","certificate_no":"","issued":"","body":"","filing":"","plan":"","site":"","data_kind":"1"}]}`
	body, digest := Encode(b)
	if string(body) != want || digest != sum(want) {
		t.Errorf("encoded\n%s\nwant\n%s", body, want)
	}
	again, err := Decode(body)
	if err != nil || !reflect.DeepEqual(again, b) {
		t.Errorf("%+v %v", again, err)
	}
}

func TestBatchForm(t *testing.T) {
	good := string(pack("key-of-the-batch", person(1)).body)
	change := func(old, new string) string {
		s := strings.Replace(good, old, new, 1)
		if s == good {
			t.Fatalf("%q is not in the batch", old)
		}
		return s
	}
	for _, c := range []struct {
		why, text string
		ok        bool
	}{
		{"good", good, true},
		{"empty", "", false},
		{"null", "null", false},
		{"another version", change(`{"v":1`, `{"v":2`), false},
		{"a column missing", change(`"sex":"1",`, ``), false},
		{"a column more", change(`"sex":"1",`, `"sex":"1","nation":"汉",`), false},
		{"a column twice", change(`"sex":"1",`, `"sex":"1","sex":"2",`), false},
		{"a column renamed", change(`"sex"`, `"gender"`), false},
		{"a column in capitals", change(`"sex"`, `"Sex"`), false},
		{"columns in another order", change(`"sex":"1","birth":"19900101"`, `"birth":"19900101","sex":"1"`), false},
		{"a number in place of text", change(`"sex":"1"`, `"sex":1`), false},
		{"a blank", change(`,"sex"`, `, "sex"`), false},
		{"a newline at the end", good + "\n", false},
		{"two batches", good + good, false},
		{"invalid UTF-8", change("张", "\xff"), false},
		{"an escape for a plain character", change("张", `\u5f20`), false},
		{"no records", change(`"records":[`, `"records":null,"x":[`), false},
		{"key too short", change("key-of-the-batch", "short"), false},
		{"key with a slash", change("key-of-the-batch", "key/of/the/batch"), false},
		{"key of 65", change("key-of-the-batch", strings.Repeat("k", 65)), false},
	} {
		_, err := Decode([]byte(c.text))
		if (err == nil) != c.ok || err != nil && !isForm(err) {
			t.Errorf("%s: %v", c.why, err)
		}
		if err != nil && strings.Contains(err.Error(), "张") {
			t.Errorf("%s: the error quotes a name", c.why)
		}
	}
}

func TestKeys(t *testing.T) {
	for k, ok := range map[string]bool{
		"2511 20S0013650000010005": false, "251120S0013650000010005": true, // a number given by an office (domain 4.3)
		"0123abcd": true, "0123abc": false, "": false, "批次0123456": false, "key.of.the.batch": false,
		strings.Repeat("a", 64): true, strings.Repeat("a", 65): false, "../../../plans": false,
	} {
		if validKey(k) != ok {
			t.Errorf("%q: %v", k, !ok)
		}
	}
	k, err := NewKey(bytes.NewReader(bytes.Repeat([]byte{0xa5}, 16)))
	if err != nil || k != strings.Repeat("a5", 16) || !validKey(k) {
		t.Errorf("%q %v", k, err)
	}
	if _, err := NewKey(strings.NewReader("short")); err == nil {
		t.Error("a key from 5 random bytes")
	}
	if k, err := NewKey(nil); err != nil || len(k) != 32 {
		t.Errorf("%q %v", k, err)
	}
}

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		n    int
		want []int
	}{{0, nil}, {1, []int{1}}, {500, []int{500}}, {501, []int{500, 1}}, {1200, []int{500, 500, 200}}} {
		all := people(1, c.n)
		got, err := Split(header(), all, nil)
		if err != nil {
			t.Fatal(err)
		}
		var sizes []int
		var joined []Record
		keys := map[string]bool{}
		for _, b := range got {
			sizes = append(sizes, len(b.Records))
			joined = append(joined, b.Records...)
			keys[b.Key] = true
		}
		if !reflect.DeepEqual(sizes, c.want) || !reflect.DeepEqual(joined, all) || len(keys) != len(got) {
			t.Errorf("%d: %v", c.n, sizes)
		}
	}
	bare := people(1, 501)
	for i := range bare {
		bare[i].Seq = ""
	}
	if got, err := Split(header(), bare, nil); err != nil || got[0].Records[0].Seq != "1" || got[1].Records[0].Seq != "501" || bare[0].Seq != "" {
		t.Errorf("running numbers, %v", err)
	}
	if _, err := Split(header(), people(1, 1), strings.NewReader("")); err == nil {
		t.Error("split without random bytes")
	}
}

// Whatever text stands in a batch, it comes back the same, and the same batch
// gives the same bytes.
func TestBatchRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(0, 30, -1)
		b := Batch{Key: fmt.Sprintf("%08x", rapid.Uint32().Draw(t, "key")),
			Header: Header{Exam: text.Draw(t, "exam"), Plan: text.Draw(t, "plan"), Program: text.Draw(t, "program")}, Records: []Record{}}
		for range rapid.IntRange(0, 4).Draw(t, "n") {
			b.Records = append(b.Records, Record{Name: text.Draw(t, "name"), Unit: text.Draw(t, "unit"), ExamNo: text.Draw(t, "no")})
		}
		body, digest := Encode(b)
		again, err := Decode(body)
		if err != nil || !reflect.DeepEqual(again, b) {
			t.Fatalf("%+v became %+v, %v", b, again, err)
		}
		if body2, digest2 := Encode(again); !bytes.Equal(body, body2) || digest != digest2 {
			t.Fatal("encoded twice in two ways")
		}
	})
}
