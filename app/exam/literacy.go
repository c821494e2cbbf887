package exam

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Sources of a rating of comprehensive literacy 综合职业素养 (notice 7.2; domain R24).
const (
	SourceSelf = "self" // 个人自评
	SourcePeer = "peer" // 考核互评
	SourcePoll = "poll" // 民意测评
	SourceUnit = "unit" // 单位评定: performance, contribution, safety as the enterprise rates them
)

// LiteracySources lists the sources in the order of the notice.
func LiteracySources() []string { return []string{SourceSelf, SourcePeer, SourcePoll, SourceUnit} }

// SourceWeights says of a review item that it is filled in from rating forms, and how
// much each source counts, in percent of 100: the enterprise's own figures (notice 7.1).
// The zero value is an item that the board scores.
type SourceWeights struct {
	Self int `json:"self,omitempty"`
	Peer int `json:"peer,omitempty"`
	Poll int `json:"poll,omitempty"`
	Unit int `json:"unit,omitempty"`
}

// Of is the weight of a source.
func (w SourceWeights) Of(source string) int {
	return map[string]int{SourceSelf: w.Self, SourcePeer: w.Peer, SourcePoll: w.Poll, SourceUnit: w.Unit}[source]
}

// Sum is what the weights add up to: 100, or 0 for an item of the board.
func (w SourceWeights) Sum() int { return w.Self + w.Peer + w.Poll + w.Unit }

// sourceWords are the official words of the sources, as a plan writes them.
func sourceWords() map[string]string {
	return map[string]string{"自评": SourceSelf, "个人自评": SourceSelf, "互评": SourcePeer, "考核互评": SourcePeer,
		"测评": SourcePoll, "民意测评": SourcePoll, "单位评定": SourceUnit, "单位": SourceUnit}
}

// ParseSource reads a source by its word.
func ParseSource(s string) (string, bool) {
	source, ok := sourceWords()[CleanText(s)]
	return source, ok
}

// ParseSourceWeights reads 自评30；互评30；民意测评40: each source once, whole percents
// that add up to 100. Empty is an item of the board.
func ParseSourceWeights(s string) (SourceWeights, bool) {
	var w SourceWeights
	s = strings.ReplaceAll(CleanText(s), " ", "")
	if s == "" {
		return w, true
	}
	to := map[string]*int{SourceSelf: &w.Self, SourcePeer: &w.Peer, SourcePoll: &w.Poll, SourceUnit: &w.Unit}
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("；;，,、/", r) }) {
		cut := strings.IndexFunc(part, func(r rune) bool { return r >= '0' && r <= '9' })
		if cut < 1 {
			return SourceWeights{}, false
		}
		source, ok := ParseSource(strings.TrimRight(part[:cut], ":："))
		n, err := strconv.Atoi(strings.TrimSuffix(part[cut:], "%"))
		if !ok || err != nil || n < 1 || n > 100 || *to[source] != 0 {
			return SourceWeights{}, false
		}
		*to[source] = n
	}
	return w, w.Sum() == 100
}

// String writes the weights as a plan does; empty for an item of the board.
func (w SourceWeights) String() string {
	var parts []string
	for _, x := range []struct {
		word string
		n    int
	}{{"自评", w.Self}, {"互评", w.Peer}, {"民意测评", w.Poll}, {"单位评定", w.Unit}} {
		if x.n > 0 {
			parts = append(parts, x.word+strconv.Itoa(x.n))
		}
	}
	return strings.Join(parts, "；")
}

// Rating is what the forms of one source say of one candidate in one item: a mark of 0
// to 100 from each rater, without their names, and the forms that were void.
type Rating struct {
	Marks []Tenths `json:"marks"`
	Void  int      `json:"void"`
	File  string   `json:"file"` // SHA-256 hex of the workbook it was read from; empty: typed
}

// Mean is the mean of the marks, half up to the tenth; nil without any.
func (r Rating) Mean() *Tenths {
	if len(r.Marks) == 0 {
		return nil
	}
	var sum int64
	for _, m := range r.Marks {
		sum += int64(m)
	}
	mean := Tenths(HalfUp(sum, int64(len(r.Marks))))
	return &mean
}

// RatingState is a rating with who entered it.
type RatingState struct {
	Rating
	By   StaffID
	When Time
	Fact ID
}

// ratingSlot is a rubric item and a source.
type ratingSlot struct {
	item   int
	source string
}

// AboutRating is the slot of one source's rating of an item.
func AboutRating(item int, source string) string {
	return "literacy/" + strconv.Itoa(item) + "/" + source
}

func readRating(about string) (ratingSlot, bool) {
	p := strings.Split(about, "/")
	if len(p) != 3 || p[0] != "literacy" || !slices.Contains(LiteracySources(), p[2]) {
		return ratingSlot{}, false
	}
	n := numbered(place{}, p[1]).number
	return ratingSlot{n, p[2]}, n > 0
}

// allowRating keeps a rating in its slot, with marks that can be.
func allowRating(f Fact) string {
	r, err := BodyOf[Rating](f)
	_, ok := readRating(f.Abt)
	if err != nil || !ok || slices.ContainsFunc(r.Marks, func(m Tenths) bool { return m < 0 || m > 1000 }) {
		return SetAsideForm
	}
	return ""
}

// takeRating reads one slot of the ratings.
func (s *CandidateState) takeRating(about string, f Fact) {
	slot, ok := readRating(about)
	v, err := BodyOf[Rating](f)
	if f.Kind != LiteracyRated || !ok || err != nil {
		return
	}
	if s.ratings == nil {
		s.ratings = map[ratingSlot]RatingState{}
	}
	s.ratings[slot] = RatingState{v, StaffID(f.By), f.Wall, f.ID}
}

// FormScore is what the rating forms make of one review item.
type FormScore struct {
	Item  Item
	Parts []FormPart
	Mark  *Tenths // 0 to 100; nil while a source is missing
	Score *Tenths // of the item's full marks
}

// FormPart is one source's share of it.
type FormPart struct {
	Source string
	Weight int // percent
	Rating RatingState
	Mean   *Tenths // nil: no form of it is in
}

// FormScores works out every item of a rubric that is filled in from forms: the mean of
// each source, weighted, half up to the tenth; then that part of the full marks, half up
// again, so that each printed figure follows from the printed ones before it.
func (s CandidateState) FormScores(r Rubric) []FormScore {
	var out []FormScore
	for _, it := range r.Items {
		if it.Sources.Sum() == 0 {
			continue
		}
		f, sum, whole := FormScore{Item: it}, int64(0), true
		for _, source := range LiteracySources() {
			w := it.Sources.Of(source)
			if w == 0 {
				continue
			}
			rating := s.ratings[ratingSlot{it.No, source}]
			p := FormPart{Source: source, Weight: w, Rating: rating, Mean: rating.Mean()}
			f.Parts = append(f.Parts, p)
			if p.Mean == nil {
				whole = false
				continue
			}
			sum += int64(w) * int64(*p.Mean)
		}
		if whole {
			mark := Tenths(HalfUp(sum, 100))
			score := Tenths(HalfUp(int64(it.Full)*int64(mark), 1000))
			f.Mark, f.Score = &mark, &score
		}
		out = append(out, f)
	}
	return out
}

// WithForms is a sheet with the items that come from forms filled in, each once and for
// every member alike: what somebody put there themselves does not count. Doing it again
// changes nothing.
func (s Sheet) WithForms(forms []FormScore) Sheet {
	if len(forms) == 0 {
		return s
	}
	s.Items, s.Total, s.Veto = maps.Clone(s.Items), 0, false
	if s.Items == nil {
		s.Items = map[int]ItemMark{}
	}
	for _, f := range forms {
		if f.Score == nil {
			delete(s.Items, f.Item.No)
			continue
		}
		m := ItemMark{Scored: true, Score: *f.Score, Forms: true, Note: Note{Comment: f.Item.Sources.String()}}
		for _, p := range f.Parts {
			m.Facts = append(m.Facts, p.Rating.Fact)
		}
		s.Items[f.Item.No] = m
	}
	for _, m := range s.Items {
		s.Total += m.Score
		s.Veto = s.Veto || m.Veto
	}
	return s
}

// WithForms is a candidate with every review sheet filled in from the forms.
func (s CandidateState) WithForms(r Rubric) CandidateState {
	forms := s.FormScores(r)
	if len(forms) == 0 || len(s.Sheets[Review]) == 0 {
		return s
	}
	s.Sheets = maps.Clone(s.Sheets)
	list := slices.Clone(s.Sheets[Review])
	for i := range list {
		list[i] = list[i].WithForms(forms)
	}
	s.Sheets[Review] = list
	return s
}

// formsMissing are the items whose forms are not all in.
func formsMissing(forms []FormScore) []int {
	var out []int
	for _, f := range forms {
		if f.Score == nil {
			out = append(out, f.Item.No)
		}
	}
	return out
}
