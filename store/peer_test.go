package store

import (
	"testing"
	"time"

	"kaowu/app/exam"
)

// Record.md 4: ten minutes ahead are adopted, a second more is not, and is said once.
func TestPeerTime(t *testing.T) {
	clock := examDay()
	b := newTestBook(t, smallDisk(clock))
	ahead := func(d time.Duration) exam.Stamp {
		return exam.Stamp{Time: exam.At(wallTime(clock.now).Add(d)), Tick: 4}
	}
	told := func() []exam.Fact {
		facts, err := b.Events(testDevice().By)
		if err != nil {
			t.Fatal(err)
		}
		return facts
	}
	meet := func(d time.Duration, want bool) {
		t.Helper()
		got, err := b.MeetPeer(t.Context(), "aa", ahead(d))
		if err != nil || got != want {
			t.Errorf("%v ahead: adopted %t, %v", d, got, err)
		}
	}
	before := len(told())
	meet(-time.Hour, true)
	if f := mustAppend(t, b, scoreDraft(1, 1, 215))[0]; f.At.Time.After(wallTime(clock.now).Time) {
		t.Errorf("an old peer's time moved the clock to %s", f.At.Time)
	}
	meet(10*time.Minute, true)
	f := mustAppend(t, b, scoreDraft(1, 2, 215))[0]
	if want := ahead(10 * time.Minute); f.At.Compare(want) <= 0 || f.At.Time.Sub(want.Time.Time) > time.Millisecond {
		t.Errorf("the next event is at %v, the peer's newest at %v", f.At, want)
	}
	if !f.Wall.Equal(wallTime(clock.now).Time) {
		t.Error("the wall time followed the peer")
	}
	if len(told()) != before {
		t.Error("what was adopted is told of")
	}
	meet(10*time.Minute+time.Second, false)
	meet(10*time.Minute+time.Second, false) // the same again
	if f := mustAppend(t, b, scoreDraft(1, 3, 215))[0]; f.At.Time.Sub(clock.now) > 10*time.Minute {
		t.Errorf("a time that is too far ahead was adopted: %s", f.At.Time)
	}
	all := told()
	if len(all) != before+1 || all[before].Kind != exam.ClockDisagrees {
		t.Fatalf("%d events of the device, want %d", len(all), before+1)
	}
	body, err := exam.BodyOf[exam.ClockDisagreement](all[before])
	if err != nil || body.Log != "aa" || body.Milliseconds != 601_000 || !body.Peer.Equal(ahead(10*time.Minute+time.Second).Time.Time) {
		t.Errorf("%+v, %v", body, err)
	}
	meet(time.Hour, false) // another time is another disagreement
	if len(told()) != before+2 {
		t.Error("a second disagreement is not told of")
	}
	reopen(t, b)
	if f := mustAppend(t, b, scoreDraft(1, 4, 215))[0]; f.At.Compare(all[before].At) <= 0 {
		t.Error("the clock went back over a restart")
	}
	wholeCheck(t, b)
}
