package sheet

import (
	"fmt"
	"strings"

	"kaowu/app/exam"
)

// staffRow reads a row of 考务人员. Ids are S01, S02 … in workbook order.
func (r *reader) staffRow(t *table) error {
	r.src.Add(t.form.name, t.row)
	role := tight(t.raw(exam.ColRole))
	code, ok := exam.RoleWords()[role]
	if !ok && role != "" {
		t.bad("bad-value", exam.ColRole, "want", roleWords())
	}
	r.plan.Staff = append(r.plan.Staff, exam.Staff{
		ID: exam.StaffID(fmt.Sprintf("S%02d", len(r.plan.Staff)+1)), Name: t.text(exam.ColName), IDNumber: t.id(exam.ColStaffID),
		Unit: t.text(exam.ColUnit), Title: t.text(exam.ColTitle), Education: t.text(exam.ColStaffStudy), Role: code,
		Occupation: t.text(exam.ColJudges), Card: t.code(exam.ColCard), Sessions: r.list(t.raw(exam.ColDuties)),
	})
	return nil
}

// roleWords are the words of column 岗位, as offered to people.
func roleWords() []string {
	return []string{"考点负责人", "监考员", "考评员", "高级考评员", "评审委员", "质量督导员", "巡考人员"}
}

// candidateRow reads a row of 考生名册. Seats are counted up in roster order within
// each session. Columns that the form does not know are kept and carried.
func (r *reader) candidateRow(t *table) error {
	r.src.Add(t.form.name, t.row)
	k := exam.Candidate{
		No: exam.CandidateNo(t.code(exam.ColExamNo)), Name: t.text(exam.ColName), Sex: t.sex(), IDKind: tight(t.raw(exam.ColIDKind)),
		IDNumber: t.id(exam.ColIDNumber), Education: tight(t.raw(exam.ColEducation)), Unit: t.text(exam.ColUnit),
		Department: t.text(exam.ColDepartment), Phone: t.code(exam.ColPhone),
		Years: strings.TrimSuffix(wholeNumber(t.raw(exam.ColYears)), "年"), Level: wholeNumber(t.raw(exam.ColHeld)),
		Certificate: strings.ToUpper(t.code(exam.ColCertificate)), Subject: t.code(exam.ColSubject),
		Sessions: make(map[exam.Component]exam.SessionNo, 2), Seats: make(map[exam.Component]int, 2),
		Eligibility: tight(t.raw(exam.ColEligibility)),
	}
	if k.IDKind == "" || k.IDKind == "身份证" {
		k.IDKind = exam.ResidentID
	} else if !r.tables.idKinds[k.IDKind] {
		t.bad("bad-value", exam.ColIDKind, "want", r.tables.idKindWords)
	}
	for _, part := range exam.Components() {
		no := t.code(exam.SessionColumn(part))
		if no == "" || no == "-" || no == "--" || no == "/" || no == "无" {
			continue
		}
		if i, ok := r.sessionAt[sessionKey(no)]; ok {
			no = string(r.plan.Sessions[i].No)
		}
		k.Sessions[part] = exam.SessionNo(no)
		r.seats[exam.SessionNo(no)]++
		k.Seats[part] = r.seats[exam.SessionNo(no)]
	}
	for i, name := range t.extra {
		if i < len(t.cells) && t.cells[i] != "" {
			if k.Extra == nil {
				k.Extra = map[string]string{}
			}
			k.Extra[name] = exam.CleanName(t.cells[i])
		}
	}
	if k.Education != "" && !r.tables.education[k.Education] {
		r.complain(exam.SeverityWarning, "unknown-education", t.form.name, t.row, exam.ColEducation, k.Education)
	}
	r.plan.Candidates = append(r.plan.Candidates, k)
	r.nameRow(k.No)
	return nil
}

// nameRow writes the exam number into the problems of the row just read.
func (r *reader) nameRow(no exam.CandidateNo) {
	for i := len(r.out) - 1; i >= 0 && r.out[i].Sheet == exam.SheetRoster && r.out[i].ExamNo == ""; i-- {
		if r.out[i].Row > 0 && r.out[i].Code != "stray-row" && r.out[i].Code != "missing-column" {
			r.out[i].ExamNo = no
		}
	}
}

// sex reads 男 or 女, also as the codes 1 and 2 of GB/T 2261.1.
func (t *table) sex() string {
	switch s := tight(t.raw(exam.ColSex)); s {
	case "1", "男性", "M", "m":
		return "男"
	case "2", "女性", "F", "f":
		return "女"
	default:
		return s
	}
}
