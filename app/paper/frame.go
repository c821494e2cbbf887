package paper

import (
	"strings"
	"time"

	"kaowu/app/exam"
	"kaowu/app/words"
)

// Frame is what every paper of an exam has in common: its language, its face and
// the facts of head and foot.
type Frame struct {
	Words   *words.Words
	Face    *Face
	Header  exam.Header
	Drill   bool   // each page says 演练 and that it proves nothing
	Version string // of the program, in the foot
	// Clock are the spans in which a laptop's clock was off: each paper says so below its
	// title, for times on it may fall into one.
	Clock   []exam.ClockSpan
	Printed time.Time // in the foot, with its own offset; for a signed record the time of the last signature
}

// Sitting is one room session: where and when something was examined.
type Sitting struct {
	Session exam.Session
	Room    exam.Room
	Subject exam.Subject
}

// Signature is a place where a person signs, and what they signed. Strokes is
// empty for a place that waits for a pen; At is zero then.
type Signature struct {
	Staff   exam.StaffID
	Name    string
	As      exam.Role // its word is the caption; see also the forms that have captions of their own
	Strokes exam.Strokes
	At      exam.Time
}

// t is the wording of paper.<key>.
func (f *Frame) t(key string, pairs ...any) string { return f.Words.T("paper."+key, pairs...) }

// word is the wording of area.code, or the code itself where no table has it: an
// office may add codes of its own.
func (f *Frame) word(area, code string) string {
	if code == "" {
		return ""
	}
	if key := area + "." + code; f.Words.Has(key) {
		return f.Words.T(key)
	}
	return code
}

// component is the word for a component; it is empty for none.
func (f *Frame) component(c exam.Component) string {
	if c == "" {
		return ""
	}
	return f.Words.T("component." + string(c))
}

// trade is the occupation with its trade 职业（工种）. Plans often write both into the
// trade already, 焊工（电焊工）.
func (f *Frame) trade(s exam.Subject) string {
	switch {
	case s.Trade == "":
		return s.Occupation
	case strings.HasPrefix(s.Trade, s.Occupation):
		return s.Trade
	}
	return f.t("trade", "occupation", s.Occupation, "trade", s.Trade)
}

// tail is an ID number as papers show it: its last four characters (look 8).
func (f *Frame) tail(id string) string {
	r := []rune(id)
	if len(r) == 0 {
		return ""
	}
	return f.t("id-tail", "tail", string(r[max(0, len(r)-4):]))
}

// clock prints a time of day, and seconds the time of an event in full; both are
// empty for the zero time.
func clock(t exam.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("15:04")
}

func seconds(t exam.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02 15:04:05")
}

// score prints a score with its one decimal; nil is empty.
func score(s *exam.Tenths) string {
	if s == nil {
		return ""
	}
	return s.String()
}
