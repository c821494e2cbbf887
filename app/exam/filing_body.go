package exam

// The bodies of the events about a filing. Field order is the format, as in body.go.

// FilingDraft closes a version of a filing: Count row events whose ids, in log
// order, hash to Digest, as Loading does for a plan.
type FilingDraft struct {
	Load     string     `json:"load"`
	Version  int        `json:"version"` // from 1
	Count    int        `json:"count"`
	Digest   string     `json:"digest"`
	Source   string     `json:"source"` // SHA-256 hex of the workbook
	File     string     `json:"file"`   // attachment: the workbook itself
	Reason   string     `json:"reason"` // of a version after the first
	Accepted []Accepted `json:"accepted"`
}

// FilingStage moves the version that Draft names on: confirmed, in public notice,
// published.
type FilingStage struct {
	Draft ID   `json:"draft"`
	Until Date `json:"until"` // last day of public notice; empty otherwise
}

// Objection is what somebody said against a filing while it was in public notice.
type Objection struct {
	Draft   ID     `json:"draft"`
	From    string `json:"from"`    // who, or empty: without a name 匿名
	Channel string `json:"channel"` // how it came
	Text    string `json:"text"`
}

// Answer is how an objection was answered. An upheld one keeps this version from
// being published: a new version mends it.
type Answer struct {
	Upheld bool   `json:"upheld"`
	Text   string `json:"text"`
}

// GrantedBranch is a branch with the code its city gave it.
type GrantedBranch struct {
	Name   string `json:"name"`
	Place  string `json:"place"`
	Number string `json:"number"`
}

// Reply is the office's reply 备案回执 (annex 3) as a person entered it.
type Reply struct {
	Draft      ID              `json:"draft"` // the version it answers
	Number     string          `json:"number"`
	Body       string          `json:"body"`
	CreditCode string          `json:"credit_code"`
	From       Date            `json:"from"`  // 备案有效期起
	Until      Date            `json:"until"` // 备案有效期至
	Scopes     []Scope         `json:"scopes"`
	Branches   []GrantedBranch `json:"branches"`
	File       string          `json:"file"`   // attachment: the scan; empty: none
	SHA256     string          `json:"sha256"` // of the scan as read
}

// newFilingBody makes an empty body of a kind of event in the institution's book, nil
// for any other.
func newFilingBody(k Kind) any {
	switch k {
	case FilingHeader:
		return new(Listed[FilingHead])
	case FilingScope:
		return new(Listed[Scope])
	case FilingSiteListed:
		return new(Listed[FilingSite])
	case FilingEquipped:
		return new(Listed[FilingEquipment])
	case FilingPersonnel:
		return new(Listed[FilingPerson])
	case FilingBranch:
		return new(Listed[Branch])
	case FilingMaterial:
		return new(Listed[Material])
	case FilingUndertaking:
		return new(Listed[Undertaking])
	case FilingDrafted:
		return new(FilingDraft)
	case FilingConfirmed, FilingNoticed, FilingPublished:
		return new(FilingStage)
	case FilingObjected:
		return new(Objection)
	case FilingAnswered:
		return new(Answer)
	case FilingReplied:
		return new(Reply)
	}
	return newLedgerBody(k)
}
