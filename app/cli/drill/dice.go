package drill

import (
	"hash/fnv"
	"math/rand/v2"
	"strconv"

	"kaowu/app/exam"
)

// dice gives each person and thing numbers of its own from the seed, so that what
// one candidate does never shifts another's scores.
type dice struct{ seed uint64 }

func (d dice) of(names ...string) *rand.Rand {
	h := fnv.New64a()
	for _, n := range names {
		h.Write([]byte(n))
		h.Write([]byte{0})
	}
	return rand.New(rand.NewPCG(d.seed, h.Sum64()))
}

// skill is how well a candidate does, in percent: most of them pass.
func (d dice) skill(no exam.CandidateNo) float64 {
	return min(97, max(45, 76+11*d.of("skill", string(no)).NormFloat64()))
}

// theory is what stands on a candidate's paper, in half points.
func (d dice) theory(no exam.CandidateNo) exam.Tenths {
	f := d.skill(no) + 5*d.of("theory", string(no)).NormFloat64()
	return exam.Tenths(min(1000, max(200, int64(f*2)*5)))
}

// form is the mark on one rating form of 0 to 100, in whole points: near the candidate's
// skill and kinder, people's own the kindest.
func (d dice) form(no exam.CandidateNo, it exam.Item, source string, k int) exam.Tenths {
	kind := 4.0
	if source == exam.SourceSelf {
		kind = 10
	}
	f := d.skill(no) + kind + 4*d.of("form", string(no), it.Name, source, strconv.Itoa(k)).NormFloat64()
	return exam.Tenths(min(100, max(40, int64(f))) * 10)
}

// item is one assessor's score of one item, in half points: near the candidate's
// skill, and never so far off that the totals spread by accident.
func (d dice) item(no exam.CandidateNo, who exam.StaffID, it exam.Item) exam.Tenths {
	own := d.of("item", string(no), it.Name).NormFloat64() * 5
	eye := d.of("eye", string(no), string(who), it.Name).Float64()*4 - 2
	f := (d.skill(no) + own + eye) / 100 * float64(it.Full)
	return exam.Tenths(min(int64(it.Full), max(0, int64(f/5)*5)))
}
