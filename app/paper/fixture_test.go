package paper

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"kaowu/app/exam"
	"kaowu/app/words"
	"kaowu/assets"
)

// The people and places of these tests are made up. Names hold the rare characters
// that registers of persons hold: 䶮 㛃 (Extension A), 𬎆 𠅤 𠮷 (beyond the BMP).

// loadPress reads the 10 MB font once for all tests; a Press is made to be shared.
var loadPress = sync.OnceValues(func() (*Press, error) { return NewPress(assets.Font()) })

func press(t testing.TB) *Press {
	t.Helper()
	p, err := loadPress()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var (
	zone    = time.FixedZone("", 8*3600)
	printed = time.Date(2026, 12, 20, 15, 7, 2, 0, zone)
)

func at(hour, minute, second int) exam.Time {
	return exam.At(time.Date(2026, 12, 20, hour, minute, second, 0, zone))
}

func frame(t testing.TB, lang string) *Frame {
	t.Helper()
	w, err := words.Load(assets.Words(), lang)
	if err != nil {
		t.Fatal(err)
	}
	return &Frame{Words: w, Face: press(t).Face(), Version: "1.0.0", Printed: printed, Drill: true, Header: exam.Header{
		Exam: "SC-JD-2026-0417", Body: "川南重型装备集团有限公司", Filing: "Y000051000123",
		Site: "川南重型装备集团有限公司实训中心", SiteAddress: "德阳市旌阳区工业大道 88 号", Phone: "0838-5550123", From: "2026-12-19", To: "2026-12-20",
	}}
}

func sitting(c exam.Component) Sitting {
	s := Sitting{
		Session: exam.Session{No: "P02", Component: c, Subject: "W3", Room: "P01", Date: "2026-12-20", Start: "11:00", End: "13:00", Paper: "HG3-2026-B"},
		Room:    exam.Room{No: "P01", Name: "焊接实操考场", Kind: c, Place: "实训厂房A区", Capacity: 12, Cameras: "CAM-P01-1、CAM-P01-2"},
		Subject: exam.Subject{No: "W3", Occupation: "焊工", Code: "6-18-02-04", Trade: "电焊工", Level: 3},
	}
	switch c {
	case exam.Theory:
		s.Session.No, s.Session.Room, s.Room = "T01", "T201", exam.Room{No: "T201", Name: "理论考场", Kind: c, Place: "培训楼二层", Capacity: 30, Cameras: "CAM-T201"}
	case exam.Review:
		s.Session.No, s.Session.Room, s.Subject.Level = "R01", "R301", 2
		s.Room = exam.Room{No: "R301", Name: "评审室", Kind: c, Place: "培训楼三层"}
	}
	return s
}

var fixtureNames = []string{"孔德明", "龚䶮", "陈㛃", "𬎆𠅤𠮷", "阿卜杜热西提·买买提吐尔逊·阿布都克里木", "彭晓英", "李喆", "王堃", "何煊", "欧阳𫞩"}

func candidates(n int) []exam.Candidate {
	out := make([]exam.Candidate, n)
	for i := range out {
		out[i] = exam.Candidate{
			No: exam.CandidateNo(fmt.Sprintf("20266100%02d", i+1)), Name: fixtureNames[i%len(fixtureNames)], Sex: []string{"男", "女"}[i%2],
			IDNumber: fmt.Sprintf("51000019900307%03dX", i), Unit: "川南重型装备集团有限公司", Department: "焊接一车间",
		}
		if i%5 == 4 {
			out[i].Unit, out[i].Department = "四川省川南重型装备（集团）锻压分公司第二热处理车间", ""
		}
	}
	return out
}

func tenths(n int64) *exam.Tenths { t := exam.Tenths(n); return &t }

// scribble is handwriting of a few bent strokes across the pad.
func scribble(shift int) exam.Strokes {
	var out exam.Strokes
	for s := range 5 {
		var stroke []exam.Point
		for i := range 30 {
			stroke = append(stroke, exam.Point{X: 300 + s*600 + i*17, Y: 300 + shift + (i-15)*(i-15)*2 + s*40, T: s*900 + i*12})
		}
		out = append(out, stroke)
	}
	return append(out, []exam.Point{{X: 3400, Y: 900, T: 6000}})
}

func signed(id exam.StaffID, name string, as exam.Role) Signature {
	return Signature{Staff: id, Name: name, As: as, Strokes: scribble(len(name) * 3), At: at(15, 7, 2)}
}

func unsigned(id exam.StaffID, name string, as exam.Role) Signature {
	return Signature{Staff: id, Name: name, As: as}
}

// makePDF draws a paper. With KAOWU_PAPERS set to a folder it also leaves the file
// there, to be looked at.
func makePDF(t testing.TB, name string, d Doc) string {
	t.Helper()
	b, err := press(t).PDF(d, printed)
	if err != nil {
		t.Fatal(err)
	}
	dir := os.Getenv("KAOWU_PAPERS")
	if dir == "" {
		dir = t.TempDir()
	}
	file := filepath.Join(dir, name+".pdf")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}
