package exam

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Kinds of requests about one's own data (个人信息保护法 45, 46).
const (
	RequestExport  = "export"  // 查阅、复制
	RequestRectify = "rectify" // 更正、补充
)

// Fields of a candidate that a person may have rectified: what they are called and where
// they are reached. Scores are not among them: those go by correction and recheck.
const (
	FieldName  = "name"
	FieldID    = "id"
	FieldPhone = "phone"
	FieldUnit  = "unit"
)

// RectifyFields lists the fields that may be rectified.
func RectifyFields() []string { return []string{FieldName, FieldID, FieldPhone, FieldUnit} }

// Who asked: the person, or somebody whom they sent.
const (
	AskedSelf  = "self"
	AskedAgent = "agent"
)

// DataRequest is a person's request about their own data, as it was taken down.
type DataRequest struct {
	Kind     string `json:"kind"`
	By       string `json:"by"`       // AskedSelf or AskedAgent
	Date     Date   `json:"date"`     // when it was asked
	Identity string `json:"identity"` // how it was checked who asks
	Field    string `json:"field"`    // of a rectification
	Value    string `json:"value"`    // what it should say
	Reason   string `json:"reason"`   // as the person gave it
}

// DataDecision grants or refuses a request.
type DataDecision struct {
	Granted bool   `json:"granted"`
	Reason  string `json:"reason"` // of a refusal at least
}

// DataAnswer ends a request: what the person was given or told.
type DataAnswer struct {
	Date  Date         `json:"date"`
	Text  string       `json:"text"`
	Files []AnswerFile `json:"files"` // of an export
}

// AnswerFile is a file that the person was given.
type AnswerFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// Rectification is the change that a granted request makes. It takes effect in the
// roster from then on; the row as it was listed stays in the record.
type Rectification struct {
	Field   string `json:"field"`
	Old     string `json:"old"`
	New     string `json:"new"`
	Request int    `json:"request"`
}

// RequestState is a request with what became of it.
type RequestState struct {
	DataRequest
	No        int
	TakenBy   StaffID
	Taken     Time
	Decision  *DataDecision // nil: open
	DecidedBy StaffID
	Decided   Time
	Answer    *DataAnswer // nil: not ended
	Answered  Time
}

// Words of where a request stands.
const (
	RequestAsked   = "asked"
	RequestGranted = "granted"
	RequestRefused = "refused"
	RequestDone    = "done"
)

// Word says where a request stands.
func (r RequestState) Word() string {
	switch {
	case r.Decision == nil:
		return RequestAsked
	case !r.Decision.Granted:
		return RequestRefused
	case r.Answer == nil:
		return RequestGranted
	}
	return RequestDone
}

// Open says whether the person still waits.
func (r RequestState) Open() bool { w := r.Word(); return w == RequestAsked || w == RequestGranted }

const (
	beforeRequest   = "request/"
	beforeRectified = "rectified/"
)

// AboutRequest is the slot of a request; part is "", "decision" or "answer".
func AboutRequest(no int, part string) string {
	about := beforeRequest + strconv.Itoa(no)
	if part != "" {
		about += "/" + part
	}
	return about
}

// AboutRectified is the slot of a field's rectification.
func AboutRectified(field string) string { return beforeRectified + field }

// readRequest reads the number of a request's slot and what of it; 0 where it is none.
func readRequest(about string) (no int, part string) {
	rest, ok := strings.CutPrefix(about, beforeRequest)
	if !ok {
		return 0, ""
	}
	n, part, _ := strings.Cut(rest, "/")
	return numbered(place{}, n).number, part
}

// newRequestBody makes an empty body of a kind of a person's request, nil for any other.
func newRequestBody(k Kind) any {
	switch k {
	case RequestTaken:
		return new(DataRequest)
	case RequestDecided:
		return new(DataDecision)
	case RequestAnswered:
		return new(DataAnswer)
	case CandidateRectified:
		return new(Rectification)
	}
	return nil
}

// allowRequest lets a decision follow its request, an answer what was granted, and a
// change only what its writer knew to be granted, as it was asked.
func allowRequest(f Fact, k known) string {
	no, part := readRequest(f.Abt)
	switch f.Kind {
	case RequestTaken:
		if no == 0 || part != "" {
			return SetAsideForm
		}
	case RequestDecided:
		if no == 0 || part != "decision" {
			return SetAsideForm
		}
		if len(k.view(AboutRequest(no, ""))) == 0 {
			return SetAsideEarly
		}
	case RequestAnswered:
		if no == 0 || part != "answer" {
			return SetAsideForm
		}
		if !k.granted(no) {
			return SetAsideEarly
		}
	case CandidateRectified:
		r, err := BodyOf[Rectification](f)
		if err != nil || f.Abt != AboutRectified(r.Field) {
			return SetAsideForm
		}
		asked := k.view(AboutRequest(r.Request, ""))
		if len(asked) != 1 || !k.granted(r.Request) {
			return SetAsideEarly
		}
		if q, err := BodyOf[DataRequest](asked[0]); err != nil || q.Kind != RequestRectify || q.Field != r.Field || q.Value != r.New {
			return SetAsideForm
		}
	}
	return ""
}

// granted says whether the writer knew that a request was granted.
func (k known) granted(no int) bool {
	view := k.view(AboutRequest(no, "decision"))
	if len(view) != 1 {
		return false
	}
	d, err := BodyOf[DataDecision](view[0])
	return err == nil && d.Granted
}

// takeRequest reads one slot of a person's requests.
func (s *CandidateState) takeRequest(about string, f Fact) {
	no, _ := readRequest(about)
	if no == 0 {
		return
	}
	at := slices.IndexFunc(s.Requests, func(r RequestState) bool { return r.No == no })
	if at < 0 {
		s.Requests = append(s.Requests, RequestState{No: no})
		at = len(s.Requests) - 1
	}
	r := &s.Requests[at]
	switch f.Kind {
	case RequestTaken:
		if v, err := BodyOf[DataRequest](f); err == nil {
			r.DataRequest, r.TakenBy, r.Taken = v, StaffID(f.By), f.Wall
		}
	case RequestDecided:
		r.Decision, r.DecidedBy, r.Decided = bodyIf[DataDecision](&f), StaffID(f.By), f.Wall
	case RequestAnswered:
		r.Answer, r.Answered = bodyIf[DataAnswer](&f), f.Wall
	}
	slices.SortFunc(s.Requests, func(a, b RequestState) int { return cmp.Compare(a.No, b.No) })
}
