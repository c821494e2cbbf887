package exam

// RecordContent is everything an exam-room record 考场记录表 says, as frozen for
// signing (domain 9.7). Its canonical JSON is what Freeze.Digest hashes. Names of
// candidates are not in it: exam numbers are.
type RecordContent struct {
	Header      Header             `json:"header"`
	Session     Session            `json:"session"`
	Room        Room               `json:"room"`
	Subject     Subject            `json:"subject"`
	Fingerprint string             `json:"fingerprint"` // of the exam key
	Revision    int                `json:"revision"`
	OpenedAt    Time               `json:"opened_at"`
	ClosedAt    Time               `json:"closed_at"`
	Expected    int                `json:"expected"` // 应考
	Present     int                `json:"present"`  // 实考
	Absent      []CandidateNo      `json:"absent"`   // 缺考
	Late        []LateComer        `json:"late"`     // 迟到
	Fields      map[string]string  `json:"fields"`   // what people wrote, by RecordFields name
	Incidents   []NumberedIncident `json:"incidents"`
	Violations  []RoomViolation    `json:"violations"`
	Scores      []ScoreFact        `json:"scores"`  // handed-in sheets: who, how many; no scores
	Signers     []Signer           `json:"signers"` // who must sign, in order
	// Left out where there are none, as in records of older books.
	Visits []RoomVisit  `json:"visits,omitempty"` // 巡考, incidents E11
	Video  []RoomCamera `json:"video,omitempty"`  // 视频监控; a gap is incident E03
}

// LateComer is a candidate admitted late.
type LateComer struct {
	No      CandidateNo `json:"no"`
	Minutes int         `json:"minutes"`
}

// RoomViolation is a violation seen in the room.
type RoomViolation struct {
	No        int         `json:"no"`
	Candidate CandidateNo `json:"candidate"`
	Time      string      `json:"time"`
	Code      string      `json:"code"`
	Facts     string      `json:"facts"`
	By        StaffID     `json:"by"`
}

// ScoreFact says how many sheets a person handed in.
type ScoreFact struct {
	Staff StaffID `json:"staff"`
	Count int     `json:"count"`
}

// Signer is a place for a signature: Group 0 signs first, in any order within it.
type Signer struct {
	Group int     `json:"group"`
	Staff StaffID `json:"staff"`
	Name  string  `json:"name"`
	As    Role    `json:"as"`
}

// RecordField describes one thing that people write into a record.
type RecordField struct {
	Name      string    // record.field about "field/<Name>"; wording under "record.field.<Name>"
	Kind      string    // "text", "count", "time", "yesno" (yes/no/na), "choice"
	Choices   []string  // of a choice, codes
	Component Component // empty: every component
	Required  bool
	Role      Role // who writes it: RoleSupervisor, or empty for the session's own people
}

// RecordFields lists the fields in printing order (domain 9.7).
func RecordFields() []RecordField {
	return []RecordField{
		{Name: "papers_received", Kind: "count", Component: Theory, Required: true},
		{Name: "papers_used", Kind: "count", Component: Theory, Required: true},
		{Name: "papers_spare", Kind: "count", Component: Theory},
		{Name: "papers_void", Kind: "count", Component: Theory},
		{Name: "papers_returned", Kind: "count", Component: Theory, Required: true},
		{Name: "openers", Kind: "text", Component: Theory, Required: true},
		{Name: "opened", Kind: "time", Component: Theory, Required: true},
		{Name: "seal_whole", Kind: "yesno", Component: Theory, Required: true},
		{Name: "witnesses", Kind: "text", Component: Theory},
		{Name: "equipment", Kind: "text"},
		{Name: "safety", Kind: "yesno", Component: Practical, Required: true},
		{Name: "video", Kind: "yesno", Required: true},
		{Name: "video_note", Kind: "text"},
		{Name: "remarks", Kind: "text"},
		{Name: "check_identity", Kind: "yesno", Required: true, Role: RoleSupervisor},
		{Name: "check_staff", Kind: "yesno", Required: true, Role: RoleSupervisor},
		{Name: "check_rules", Kind: "yesno", Required: true, Role: RoleSupervisor},
		{Name: "check_independent", Kind: "yesno", Required: true, Role: RoleSupervisor},
		{Name: "check_recusal", Kind: "yesno", Required: true, Role: RoleSupervisor},
		{Name: "check_video", Kind: "yesno", Required: true, Role: RoleSupervisor},
		{Name: "supervisor_from", Kind: "time", Required: true, Role: RoleSupervisor},
		{Name: "supervisor_to", Kind: "time", Required: true, Role: RoleSupervisor},
		{Name: "opinion", Kind: "text", Role: RoleSupervisor},
		{Name: "verdict", Kind: "choice", Choices: []string{"good", "fair", "bad"}, Required: true, Role: RoleSupervisor},
	}
}
