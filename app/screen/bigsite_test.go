//go:build windowtest && bench

package screen_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io/fs"
	"path/filepath"
	"testing"
	"time"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/app/words"
	"kaowu/assets"
	"kaowu/store"
)

// opened is the drill clock of a big site: T0001 has just been opened.
type opened struct{ at time.Time }

func (o *opened) Now() time.Time    { o.at = o.at.Add(time.Millisecond); return o.at }
func (o *opened) Up() time.Duration { return o.at.Sub(time.Time{}) }

// big is a site of many candidates, with one passphrase for everybody.
type big struct{ home, pass string }

// bigSite makes a drill of n candidates in theory sessions of 30, one open.
func bigSite(b *testing.B, n int) big {
	b.Helper()
	s := big{home: filepath.Join(b.TempDir(), "home"), pass: "tong-hang-6-3"}
	clock := &opened{time.Date(2026, 12, 19, 8, 35, 0, 0, time.FixedZone("", 8*3600))}
	press, err := paper.NewPress(assets.Font())
	must(b, err)
	zh, err := words.Load(assets.Words(), "zh")
	must(b, err)
	opt := desk.NewOptions(store.Options{Clock: clock, ScryptLog: 6, Rand: rand.Reader}, exam.Calendar{}, press, paper.Frame{Words: zh, Face: press.Face()})
	ctx := context.Background()
	plan := bigPlan(n)
	made, err := desk.Create(ctx, s.home, "甲", []byte(s.pass), desk.Loading{Plan: plan}, policy(b), true, opt)
	must(b, err)
	must(b, made.Desk.Enroll(ctx, "S02", []byte(s.pass)))
	door, err := made.Site.SignIn("S02", []byte(s.pass))
	must(b, err)
	must(b, door.OpenSession(ctx, "T0001"))
	must(b, made.Site.Close())
	return s
}

func bigPlan(n int) exam.Plan {
	p := exam.Plan{Header: exam.Header{Exam: "SC-JD-2026-0417", SiteLead: "甲", Site: "川南重装实训中心考点", From: "2026-12-19", To: "2026-12-19"},
		Subjects: []exam.Subject{{No: "W3", Level: 3, Occupation: "焊工", Weights: map[exam.Component]exam.Hundredths{exam.Theory: 10000}, PassMarks: map[exam.Component]exam.Tenths{exam.Theory: 600}}},
		Staff: []exam.Staff{{ID: "S01", Name: "甲", Role: exam.RoleSiteLead},
			{ID: "S02", Name: "乙", Role: exam.RoleInvigilator, Sessions: []exam.SessionNo{"T0001"}}}}
	for i := range n {
		in := exam.SessionNo(fmt.Sprintf("T%04d", i/30+1))
		room := string(in)
		if i%30 == 0 {
			p.Rooms = append(p.Rooms, exam.Room{No: room, Name: "理论考场", Kind: exam.Theory, Capacity: 30})
			p.Sessions = append(p.Sessions, exam.Session{No: in, Component: exam.Theory, Subject: "W3", Room: room, Date: "2026-12-19", Start: "09:00", End: "10:30"})
		}
		p.Candidates = append(p.Candidates, exam.Candidate{No: exam.CandidateNo(fmt.Sprintf("2026%06d", i+1)), Name: "贾梓", Sex: "女",
			IDKind: "居民身份证", IDNumber: fmt.Sprintf("5100001984%08d", i), Education: "高中", Unit: "川南重型装备集团有限公司", Department: "铆焊车间",
			Phone: "14125905645", Years: "11", Level: "四级", Certificate: fmt.Sprintf("Y000051000123224%06d", i), Subject: "W3",
			Sessions: map[exam.Component]exam.SessionNo{exam.Theory: in}, Seats: map[exam.Component]int{exam.Theory: i%30 + 1}, Eligibility: "合格"})
	}
	return p
}

func must(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// policy is the table of figures that the program ships.
func policy(b *testing.B) exam.Policy {
	b.Helper()
	text, err := fs.ReadFile(assets.Codes(), "policy.json")
	must(b, err)
	var p exam.Policy
	must(b, json.Unmarshal(text, &p))
	return p
}
