package exam

import "testing"

// ExplainCase is a candidate's explanation and what it must read in Chinese.
type ExplainCase struct {
	Name  string
	Lines []Line
	Want  []string
}

// ExplainCases are made here, where the state can be made by hand, and worded in
// package exam_test, which may know words.
func ExplainCases(t *testing.T) []ExplainCase {
	explain := func(c CandidateState) []Line { return testJudge().Explain(c) }
	veto := present().withTheory(810).withSheets(t, "77.0!", "79.5!", "74.0!")

	settled := present().withTheory(700).withSheets(t, "60", "75", "80!")
	settled.Arbitration[Practical] = &ArbitrationState{
		Arbitration: Arbitration{Score: 725, Reason: "复看录像", Rests: []ID{{20, 0}, {20, 1}, {20, 2}}}, By: "S08",
	}
	settled.Corrections[Theory] = []Correct{
		{Correction: Correction{Old: 690, New: 700, Reason: "旧"}, Proposer: "S01", Approver: "S17", Proposed: ID{60}},
		{Correction: Correction{Old: 700, New: 585, Reason: "抄录笔误"}, Proposer: "S01", Approver: "S17", Proposed: ID{61}},
		{Correction: Correction{Old: 585, New: 590, Reason: "再看"}, Proposer: "S02", Proposed: ID{62}},
	}

	void := present()
	void.Violations = []Seen{{No: 1, Violation: Violation{Code: "K16"}, Decided: true, Decider: "S17", Decision: Decision{Void: []Component{Theory}, Reason: "监控可见"}}}
	void.Attendance[Practical] = Attendance{State: AbsentNow, By: "S09", When: At(start())}

	open := present()
	open.Theory["T01"] = []Entry{{Staff: "S01", Score: 785, Fact: ID{11}}, {Staff: "S02", Score: 758, Fact: ID{12}}}
	open = open.withSheets(t, "70", "71")

	whole := present().withTheory(600).withSheets(t, "70", "71", "72")

	conflict := present().withSheets(t, "60", "75", "80")
	conflict.Conflicts = []Conflict{{About: "theory/T01/S01", Sides: make([]Fact, 2)}}

	lifted := present().withSheets(t, "70", "71", "72!")
	delete(lifted.Attendance, Theory)
	lifted.Arbitration[Practical] = &ArbitrationState{
		Arbitration: Arbitration{Score: 700, Veto: true, Reason: "属实", Rests: []ID{{20, 0}, {20, 1}, {20, 2}}}, By: "S08",
	}

	reviewed := present()
	reviewed.Listed.Subject = "E2"
	reviewed.Listed.Sessions = map[Component]SessionNo{Theory: "T01", Practical: "P09", Review: "R01"}
	for i, who := range []StaffID{"S10", "S11"} {
		reviewed.Sheets[Review] = append(reviewed.Sheets[Review], Sheet{Staff: who, Session: "R01", Sent: true, SentID: ID{40, byte(i)}, Total: 863})
	}

	return append(moreCases(t), []ExplainCase{
		{"qualified", explain(whole), []string{
			"理论知识 60.0", "两人录入一致：甲、乙。", "合格线 60，达到。", "操作技能 71.0", "3 名考评员独立评分：70.0、71.0、72.0。",
			"平均 213.0 ÷ 3 = 71.0。", "最高与最低相差 2.0，没有超过 10。", "合格线 60，达到。",
			"60.0 × 40% + 71.0 × 60% = 24.00 + 42.60 = 66.60", "只在最后四舍五入，综合成绩 66.6。它不决定合格。",
			"结论：合格。每一科都合格，且没有否决。",
		}},
		{"conflict, and a spread that waits", explain(conflict), []string{
			"理论知识有冲突待裁定。", "2 处记录互不知情，说法不同。请考点负责人裁定，裁定前没有成绩。",
			"操作技能待仲裁。", "3 名考评员独立评分：60.0、75.0、80.0。", "平均 215.0 ÷ 3 = 71.66…，四舍五入 71.7。",
			"最高与最低相差 20.0，超过 10，须仲裁。", "等考评组长或高级考评员仲裁。", "有科目没有分数，不算综合成绩。",
			"结论：待定。操作技能待仲裁、有冲突待裁定。",
		}},
		{"not come, and a veto that arbitration lets stand", explain(lifted), []string{
			"理论知识还没有成绩。", "还没有签到。", "操作技能 70.0", "3 名考评员独立评分：70.0、71.0、72.0。", "平均 213.0 ÷ 3 = 71.0。",
			"最高与最低相差 2.0，没有超过 10。", "第 2 项 安全操作：1 人判否决，2 人没有判，意见不一致。原因：" + vetoPower + "。",
			"丁 仲裁为 70.0，代替平均分，判否决。理由：属实", "合格线 60，达到。", "有科目没有分数，不算综合成绩。",
			"结论：待定。理论知识还没有成绩、操作技能安全否决。",
		}},
		{"review, and a session nobody scores", explain(reviewed), []string{
			"理论知识还没有成绩。", "两人录入还没有都交齐。", "操作技能还没有成绩。", "这一场没有安排评分的人，请考点负责人核对考务人员表。",
			"综合评审 86.3", "2 名评审委员独立评分：86.3、86.3。", "平均 172.6 ÷ 2 = 86.3。", "最高与最低相差 0.0，没有超过 10。",
			"合格线 60，达到。", "有科目没有分数，不算综合成绩。", "结论：待定。理论知识还没有成绩、操作技能还没有成绩。",
		}},
		{"veto by all, as look 6.7 shows it", explain(veto), []string{
			"理论知识 81.0", "两人录入一致：甲、乙。", "合格线 60，达到。",
			"操作技能 76.8", "3 名考评员独立评分：77.0、79.5、74.0。", "平均 230.5 ÷ 3 = 76.83…，四舍五入 76.8。",
			"最高与最低相差 5.5，没有超过 10。", "第 2 项 安全操作：3 人都判否决。原因：" + vetoPower + "。", "合格线 60，达到。",
			"81.0 × 40% + 76.8 × 60% = 32.40 + 46.08 = 78.48", "只在最后四舍五入，综合成绩 78.5。它不决定合格。",
			"结论：不合格。操作技能安全否决。每一科都合格，且没有否决，才算合格。",
		}},
		{"arbitration and corrections", explain(settled), []string{
			"理论知识 58.5", "两人录入一致：甲、乙。",
			"更正没有采用：69.0 改为 70.0。核准时的原值 69.0 已经不是现在的成绩。提出人 甲，核准人 壬。",
			"更正：70.0 改为 58.5。提出人 甲，核准人 壬。理由：抄录笔误",
			"更正待核准：58.5 改为 59.0。提出人 乙。理由：再看", "合格线 60，没有达到。",
			"操作技能 72.5", "3 名考评员独立评分：60.0、75.0、80.0。", "平均 215.0 ÷ 3 = 71.66…，四舍五入 71.7。",
			"最高与最低相差 20.0，超过 10，须仲裁。", "第 2 项 安全操作：1 人判否决，2 人没有判，意见不一致。原因：" + vetoPower + "。",
			"丁 仲裁为 72.5，代替平均分，不判否决。理由：复看录像", "合格线 60，达到。",
			"58.5 × 40% + 72.5 × 60% = 23.40 + 43.50 = 66.90", "只在最后四舍五入，综合成绩 66.9。它不决定合格。",
			"结论：不合格。理论知识低于合格线。每一科都合格，且没有否决，才算合格。",
		}},
		{"void and absent", explain(void), []string{
			"理论知识成绩无效。", "夹带。壬 决定本科成绩无效，理由：监控可见",
			"操作技能缺考。", "09:00 闭场时没有到场，由 戊 记为缺考。", "有科目没有分数，不算综合成绩。",
			"结论：不合格。理论知识成绩无效、操作技能缺考。每一科都合格，且没有否决，才算合格。",
		}},
		{"open", explain(open), []string{
			"理论知识两次录入不一致。",
			"两次录入不一致：甲、乙 录入的分别是 78.5、75.8。请取出试卷核对卷面总分，由录错的人重录。",
			"操作技能还没有成绩。", "还差 1 人交分：戊。", "有科目没有分数，不算综合成绩。",
			"结论：待定。理论知识两次录入不一致、操作技能还没有成绩。",
		}},
	}...)
}

// moreCases are those whose judge is not the usual one.
func moreCases(t *testing.T) []ExplainCase {
	j := testJudge()
	j.Sessions = map[SessionNo]SessionState{"T01": {FileAt: &Fact{}}}
	j.Policy.DropFrom = 3
	j.Plan.Subjects[0].Weights = map[Component]Hundredths{Theory: 3333, Practical: 6667}
	c := present().withSheets(t, "70", "71", "73")
	c.Theory["T01"] = []Entry{{Score: 777, Fact: ID{9}}}
	return []ExplainCase{{"imported, one highest and one lowest dropped, weights of thirds", j.Explain(c), []string{
		"理论知识 77.7", "机考系统结果文件导入。", "合格线 60，达到。",
		"操作技能 71.0", "3 名考评员独立评分：70.0、71.0、73.0。", "满 3 人评分，去掉一个最高分 73.0 和一个最低分 70.0。",
		"平均 71.0 ÷ 1 = 71.0。", "最高与最低相差 3.0，没有超过 10。", "合格线 60，达到。",
		"77.7 × 33.33% + 71.0 × 66.67% = 25.89741 + 47.33570 = 73.23311", "只在最后四舍五入，综合成绩 73.2。它不决定合格。",
		"结论：合格。每一科都合格，且没有否决。",
	}}}
}

// vetoPower is the wording of veto reason "live-work" in codes.json.
const vetoPower = "未断电操作"

// AllReasons lists every code that Result.Reasons may hold.
func AllReasons() []string {
	out := []string{ReasonConflict, "disagree-theory"}
	for _, c := range Components() {
		for _, r := range []string{ReasonAbsent, ReasonVoid, ReasonOpen, "below-pass"} {
			out = append(out, r+"-"+string(c))
		}
		if c != Theory {
			out = append(out, ReasonArbitration+"-"+string(c), ReasonVeto+"-"+string(c))
		}
	}
	return out
}
