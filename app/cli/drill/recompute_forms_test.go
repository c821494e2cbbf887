package drill_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"kaowu/app/exam"
)

// rawItem is a review item that rating forms fill in, with each source's percent.
type rawItem struct {
	No      int              `json:"no"`
	Full    int64            `json:"full"`
	Sources map[string]int64 `json:"sources"`
}

func (s *story) takeRubric(t *testing.T, f exam.Fact) {
	t.Helper()
	var b struct {
		Row struct {
			Subject   string    `json:"subject"`
			Component string    `json:"component"`
			Items     []rawItem `json:"items"`
		}
	}
	must(t, json.Unmarshal(f.Body, &b))
	for _, it := range b.Row.Items {
		if b.Row.Component == "review" && len(it.Sources) > 0 {
			s.rated[b.Row.Subject] = append(s.rated[b.Row.Subject], it)
		}
	}
}

// forms is what the rating forms make of each such item, the same in every sheet: the
// mean of a source, the means by their percents, that part of the full marks, each half
// up to the tenth (notice 7.2). in is false while a source is missing.
func (p *facts) forms(rated []rawItem) (out map[string]int64, in bool) {
	out = map[string]int64{}
	for _, it := range rated {
		mark := int64(0)
		for source, percent := range it.Sources {
			marks := p.ratings[fmt.Sprintf("%d/%s", it.No, source)]
			if len(marks) == 0 {
				return nil, false
			}
			mark += percent * meanOf(marks)
		}
		out[fmt.Sprint(it.No)] = halfUp(it.Full*halfUp(mark, 100), 1000)
	}
	return out, true
}

func meanOf(marks []int64) int64 {
	sum := int64(0)
	for _, m := range marks {
		sum += m
	}
	return halfUp(sum, int64(len(marks)))
}

// By hand, with the figures of app/exam's own test: 20 % of 95.0, 30 % of 87.7 and 50 %
// of 75.3 are 83.0, of 20.0 full marks 16.6.
func TestFormsByHand(t *testing.T) {
	p := facts{ratings: map[string][]int64{"1/self": {950}, "1/peer": {900, 850, 880}, "1/poll": {800, 705}}}
	item := []rawItem{{No: 1, Full: 200, Sources: map[string]int64{"self": 20, "peer": 30, "poll": 50}}}
	if got, in := p.forms(item); !in || got["1"] != 166 {
		t.Errorf("the forms make %d, %t", got["1"], in)
	}
	delete(p.ratings, "1/poll")
	if _, in := p.forms(item); in {
		t.Error("a missing poll was not missed")
	}
}

// Whoever comes to the review is rated by every source that the drill's plan names, and
// nobody on the board scores that item.
func TestEverybodyIsRated(t *testing.T) {
	s := retold(t, events(t, first(t)))
	rated, void := 0, 0
	for _, no := range s.order {
		p := s.people[no]
		items := s.rated[p.row.Subject]
		if len(items) == 0 || p.checkin["review"] != "checkin.admitted" {
			if len(p.ratings) > 0 {
				t.Errorf("%s is not reviewed by forms and was rated", no)
			}
			continue
		}
		rated++
		void += p.voidForms
		for _, it := range items {
			if _, in := p.forms([]rawItem{it}); !in {
				t.Errorf("%s: a source of item %d is missing", no, it.No)
			}
			for sheet, marks := range p.items {
				if _, is := marks[fmt.Sprint(it.No)]; is && sheet[:6] == "review" {
					t.Errorf("%s: %s scored item %d, which forms fill in", no, sheet, it.No)
				}
			}
		}
	}
	if rated < 2 || void != 1 {
		t.Errorf("%d rated, %d void forms; want several and one", rated, void)
	}
}
