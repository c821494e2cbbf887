package exam

import (
	"encoding/json"
	"testing"
)

func TestTakenBack(t *testing.T) {
	say := func(n byte, k Kind, abt, body string) Fact {
		return Fact{ID: ID{n}, Event: Event{Kind: k, Abt: abt, Body: json.RawMessage(body)}}
	}
	got := TakenBack([]Fact{
		say(1, Admitted, "checkin/theory", "{}"), say(2, Admitted, "checkin/practical", "{}"),
		say(3, CheckInUndone, "checkin/theory", "{}"), say(4, Admitted, "checkin/theory", "{}"),
		say(5, ItemVetoed, "a/veto", `{"veto":true}`), say(6, ItemVetoed, "a/veto", `{"veto":false}`),
		say(7, ScoresSent, "sent", "{}"), say(8, ScoresTaken, "sent", "{}"), say(9, ScoresSent, "sent", "{}"),
		say(10, ScoresTaken, "other", "{}"), // takes nothing back
	})
	want := map[ID]ID{{1}: {3}, {5}: {6}, {7}: {8}}
	if len(got) != len(want) {
		t.Errorf("%d taken back, want %d", len(got), len(want))
	}
	for id, by := range want {
		if got[id] != by {
			t.Errorf("%d taken back by %d, want %d", id[0], got[id][0], by[0])
		}
	}
}
