package province

// Codes of a record's verdict (domain 11, receiver's verdicts for drills). The
// sentence of each is in assets/words under "verdict.<code>".
const (
	CodeOK          = "OK"
	CodeDuplicate   = "DUP" // same number, same content
	CodeIDCheck     = "E01" // ID number's check character or form
	CodeName        = "E02" // name empty or with an illegal character
	CodeIDPerson    = "E03" // sex or birth date is not the ID number's
	CodeScope       = "E04" // outside the filed scope
	CodeFilingOver  = "E05" // filing expired
	CodePlan        = "E06" // plan unknown or refused as late (the whole batch), or the record is another plan's or body's
	CodeNumber      = "E07" // certificate number malformed, or its prefix, year or level do not fit
	CodeNumberUsed  = "E08" // certificate number stands for another person
	CodeCertified   = "E09" // same person, occupation and level already certified
	CodeBelowPass   = "E10" // a score below the pass mark
	CodeNoReview    = "E11" // levels 2 and 1 without a review score
	CodeDates       = "E12" // dates out of order
	CodeTable       = "E13" // a code that is not in the table
	CodeTooLarge    = "E14" // more than MaxBatch records
	CodeForm        = "E15" // columns or form changed
	CodeBatchNo     = "E16" // batch number not given by the office
	CodeNothingHeld = "E17" // a correction or revocation of what the office does not hold [OWN, beyond domain 11]
	CodeContent     = "E18" // a required text is missing, too long, or not a number [OWN, beyond domain 11]
)

// Codes lists every code of a verdict.
func Codes() []string {
	return []string{CodeOK, CodeDuplicate, CodeIDCheck, CodeName, CodeIDPerson, CodeScope, CodeFilingOver,
		CodePlan, CodeNumber, CodeNumberUsed, CodeCertified, CodeBelowPass, CodeNoReview, CodeDates,
		CodeTable, CodeTooLarge, CodeForm, CodeBatchNo, CodeNothingHeld, CodeContent}
}

// verdictOf is the verdict that goes with a code.
func verdictOf(code string) string {
	switch code {
	case CodeOK:
		return Accepted
	case CodeDuplicate:
		return Duplicate
	}
	return Rejected
}
