package exam

// Role is what a person may be in one exam. The codes are the contract of
// design 8; the Chinese is printed from assets/words.
type Role string

// The roles (design 3).
const (
	RoleSiteLead       Role = "site-lead"       // 考点负责人
	RoleInvigilator    Role = "invigilator"     // 监考员
	RoleAssessor       Role = "assessor"        // 考评员
	RoleSeniorAssessor Role = "senior-assessor" // 高级考评员
	RoleBoardMember    Role = "board-member"    // 评审委员
	RoleSupervisor     Role = "supervisor"      // 质量督导员
	RoleInspector      Role = "inspector"       // 巡考人员
	RoleGroupLead      Role = "group-lead"      // 考评组长: one assessor of a session, never a row of the workbook
)

// RoleWords are the words of column 岗位 that each role is read from.
func RoleWords() map[string]Role {
	return map[string]Role{
		"考点负责人": RoleSiteLead, "监考员": RoleInvigilator, "考评员": RoleAssessor,
		"高级考评员": RoleSeniorAssessor, "评审委员": RoleBoardMember,
		"质量督导员": RoleSupervisor, "巡考人员": RoleInspector, "巡考": RoleInspector,
	}
}

// Scores says whether a role enters scores: a supervisor never does.
func (r Role) Scores() bool {
	return r == RoleAssessor || r == RoleSeniorAssessor || r == RoleBoardMember
}
