package exam

import (
	"strconv"
	"strings"
)

// Abouts that stand alone in their subject.
const (
	aboutListed      = "listed"
	aboutState       = "state"
	aboutLead        = "lead"
	aboutEntrants    = "entrants"
	aboutBlind       = "blind"
	aboutFile        = "theory-file"
	aboutStage       = "stage"
	aboutResult      = "result"
	aboutCertificate = "certificate"
	aboutUpload      = "upload"
	aboutPhoto       = "photo"
	aboutReply       = "reply"
	aboutEntry       = "entry"
	aboutDeleted     = "deleted"
)

// place is an About of a candidate taken apart: what the slot holds and whose it
// is. Fields that the slot does not have are zero.
type place struct {
	what      placeKind
	component Component
	session   SessionNo
	staff     StaffID // whose sheet or entry; empty for an imported score
	number    int     // rubric item or violation
}

type placeKind int

// What a candidate's slot may hold.
const (
	placeOther placeKind = iota
	placeCheckIn
	placeEntry
	placeHanded
	placeItem
	placeReason
	placeVeto
	placeNote
	placeSent
	placeArbitration
	placeViolation
	placeDecision
	placeCorrection
)

// importer stands where a staff id would in the slot of an imported theory score.
const importer = "import"

// readPlace takes an About apart as kind.go spells them.
func readPlace(about string) place {
	parts := strings.Split(about, "/")
	switch {
	case parts[0] == "checkin" && len(parts) == 2:
		return place{what: placeCheckIn, component: Component(parts[1])}
	case parts[0] == "correction" && len(parts) == 2:
		return place{what: placeCorrection, component: Component(parts[1])}
	case parts[0] == "violation" && len(parts) == 2:
		return numbered(place{what: placeViolation}, parts[1])
	case parts[0] == "violation" && len(parts) == 3 && parts[2] == "decision":
		return numbered(place{what: placeDecision}, parts[1])
	case parts[0] == string(Theory) && len(parts) == 3:
		p := place{what: placeEntry, component: Theory, session: SessionNo(parts[1]), staff: StaffID(parts[2])}
		if p.staff == importer {
			p.staff = ""
		}
		return p
	case parts[0] == string(Theory) && len(parts) == 4 && parts[3] == "handed":
		return place{what: placeHanded, component: Theory, session: SessionNo(parts[1]), staff: StaffID(parts[2])}
	case parts[0] == string(Practical), parts[0] == string(Review):
		return readSheetPlace(parts)
	}
	return place{}
}

// readSheetPlace reads <component>/<session>/arbitration, …/<staff>/sent,
// …/<staff>/<item> and …/<staff>/<item>/reason, veto or note.
func readSheetPlace(parts []string) place {
	p := place{component: Component(parts[0])}
	if len(parts) > 1 {
		p.session = SessionNo(parts[1])
	}
	switch {
	case len(parts) == 3 && parts[2] == "arbitration":
		p.what = placeArbitration
		return p
	case len(parts) < 4 || len(parts) > 5:
		return place{}
	}
	p.staff = StaffID(parts[2])
	if len(parts) == 4 && parts[3] == "sent" {
		p.what = placeSent
		return p
	}
	p.what = placeItem
	if len(parts) == 5 {
		switch parts[4] {
		case "reason":
			p.what = placeReason
		case "veto":
			p.what = placeVeto
		case "note":
			p.what = placeNote
		default:
			return place{}
		}
	}
	return numbered(p, parts[3])
}

// numbered fills in the number, or gives no place where it is none.
func numbered(p place, s string) place {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || strconv.Itoa(n) != s {
		return place{}
	}
	p.number = n
	return p
}
