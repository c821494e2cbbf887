package paper

import (
	"fmt"

	"kaowu/app/exam"
)

// Each form with data that fills all its places; goldens_test.go prints them.

func signInData(n int) SignInData {
	d := SignInData{Sitting: sitting(exam.Theory), Staff: []Signature{signed("S03", "彭晓英", exam.RoleInvigilator), unsigned("S04", "李玉雨", exam.RoleInvigilator)}}
	for i, c := range candidates(n) {
		r := SignInRow{Candidate: c, Seat: i + 1}
		switch i % 10 {
		case 3:
			r.Attendance = exam.Attendance{State: exam.AbsentNow}
		case 6:
			r.Attendance = exam.Attendance{State: exam.Present, CheckIn: exam.CheckIn{Late: 8}, When: at(11, 8, 31)}
			r.Note = "准考证补办"
		case 9: // not come yet
		default:
			r.Attendance = exam.Attendance{State: exam.Present, When: at(8, 46, 40)}
			r.HandedIn = at(10, 29, 0)
		}
		d.Rows = append(d.Rows, r)
	}
	return d
}

func theoryData(n int) TheoryData {
	d := TheoryData{Sitting: sitting(exam.Theory), Marker: unsigned("", "", ""), Adder: signed("S03", "彭晓英", ""),
		Checker: signed("S04", "李玉雨", ""), Lead: unsigned("S01", "周文斌", "")}
	for i, c := range candidates(n) {
		r := TheoryRow{No: c.No, Name: c.Name, Score: tenths(int64(600 + i*7%400))}
		switch i % 10 {
		case 3:
			r.Score, r.State = nil, "absent"
		case 5:
			r.Score, r.State, r.Note = nil, "void", "K11"
		}
		d.Rows = append(d.Rows, r)
	}
	return d
}

func rubric(c exam.Component) exam.Rubric {
	if c == exam.Review {
		return exam.Rubric{Subject: "W3", Component: c, Items: []exam.Item{
			{No: 1, Module: "职业道德", Name: "敬业守纪", Standard: "自评、互评、民意测评", Full: 200},
			{No: 2, Module: "工作业绩", Name: "技术革新与成果", Standard: "成果证明，按等次计分", Full: 400},
			{No: 3, Module: "答辩", Name: "专业答辩", Standard: "三题，每题讲清原理和做法", Full: 400},
		}}
	}
	return exam.Rubric{Subject: "W3", Component: c, Items: []exam.Item{
		{No: 1, Module: "准备", Name: "劳动防护", Standard: "穿戴齐全，工具摆放整齐", Full: 100, Veto: true},
		{No: 2, Module: "准备", Name: "工件清理", Standard: "坡口及两侧 20 mm 内无油、锈、氧化皮", Full: 100},
		{No: 3, Module: "焊接", Name: "焊缝成形", Standard: "焊缝余高 0～3 mm，余高差不大于 2 mm；焊缝宽度比坡口每侧增宽 0.5～2.5 mm，宽度差不大于 3 mm", Full: 250},
		{No: 4, Module: "焊接", Name: "外观缺陷", Standard: "无裂纹、夹渣、气孔、未熔合；咬边深度不大于 0.5 mm，总长不超过焊缝长度的 10%", Full: 250},
		{No: 5, Module: "检验", Name: "断口检验", Standard: "按 GB/T 2653 弯曲后无超过 3 mm 的开裂", Full: 200},
		{No: 6, Module: "收尾", Name: "场地清理", Standard: "断电、清扫、工具归位", Full: 100},
	}}
}

func scoreData(c exam.Component) ScoreSheetData {
	d := ScoreSheetData{Sitting: sitting(c), Candidate: "2026610004", Seat: 3, Rubric: rubric(c),
		Start: "11:02", End: "12:41", Stopped: "4 分", Assessor: signed("S07", "邓志涵", exam.RoleAssessor)}
	d.Sheet = exam.Sheet{Staff: "S07", Items: map[int]exam.ItemMark{}, Sent: true, SentAt: at(12, 58, 0)}
	for _, it := range d.Rubric.Items {
		m := exam.ItemMark{Scored: true, Score: it.Full - 15}
		switch it.No {
		case 2:
			m.Why = exam.Why{Text: "坡口一侧留有氧化皮约 15 mm"}
		case 1:
			if it.Veto {
				m.Veto, m.Reason = true, exam.Why{Text: "引弧时未放下面罩"}
			} else {
				m.Note = exam.Note{Source: "poll", Comment: "班组 12 人测评，一致好评"}
			}
		}
		d.Sheet.Items[it.No] = m
		d.Sheet.Total += m.Score
		d.Sheet.Veto = d.Sheet.Veto || m.Veto
	}
	if c == exam.Review {
		d.Materials, d.Assessor = "技术总结 1 份；专利证书 2 份；带徒证明 3 份", signed("S12", "何煊", exam.RoleBoardMember)
	}
	return d
}

func summaryData(n int) SummaryData {
	d := SummaryData{Sitting: sitting(exam.Practical), Assessors: []exam.Staff{{ID: "S07", Name: "邓志涵"}, {ID: "S08", Name: "龙欣涵"}, {ID: "S09", Name: "欧阳𫞩"}},
		Signatures: []Signature{signed("S07", "邓志涵", exam.RoleGroupLead), signed("S08", "龙欣涵", exam.RoleAssessor),
			unsigned("S09", "欧阳𫞩", exam.RoleAssessor), unsigned("S14", "姜志昇", exam.RoleSupervisor)}}
	for i, c := range candidates(n) {
		r := SummaryRow{No: c.No, Name: c.Name, Seat: i%12 + 1, Totals: []*exam.Tenths{tenths(785), tenths(790), tenths(802)},
			Spread: tenths(17), Final: tenths(792)}
		switch i % 10 {
		case 1:
			r.Totals[0], r.Spread, r.Arbitrated, r.Final, r.Note = tenths(600), tenths(202), tenths(750), tenths(750), "分差超过 10 分"
		case 3:
			r.Totals, r.Spread, r.Final, r.State = nil, nil, nil, "absent"
		case 5:
			r.Veto, r.Note = true, "三人都判否决"
		}
		d.Rows = append(d.Rows, r)
	}
	return d
}

func recordContent(c exam.Component) exam.RecordContent {
	s := sitting(c)
	out := exam.RecordContent{
		Session: s.Session, Room: s.Room, Subject: s.Subject, Revision: 1,
		Fingerprint: "3f9a 7c21 0b4e d5a8 6612 90ff 1c3e 7788 aa01 55d2 9e3c 4b17 0d6f e2a4 8b95 c013",
		OpenedAt:    at(11, 0, 0), ClosedAt: at(13, 4, 0), Expected: 12, Present: 11,
		Absent: []exam.CandidateNo{"2026610017"}, Late: []exam.LateComer{{No: "2026610020", Minutes: 8}},
		Fields: map[string]string{
			"papers_received": "32", "papers_used": "29", "papers_spare": "2", "papers_void": "1", "papers_returned": "32",
			"openers": "彭晓英、李玉雨", "opened": "08:52", "seal_whole": "yes", "witnesses": "2026610001、2026610002",
			"equipment": "焊机 12 台，备用 1 台，均正常", "safety": "yes", "video": "yes", "video_note": "12:16 至 12:20 换存储卡，本地录像完整",
			"remarks": "考场秩序正常", "check_identity": "yes", "check_staff": "yes", "check_rules": "yes", "check_independent": "yes",
			"check_recusal": "na", "check_video": "no", "supervisor_from": "10:40", "supervisor_to": "13:20",
			"opinion": "考场秩序正常；评分独立进行；停时已补足。", "verdict": "good",
		},
		Incidents: []exam.NumberedIncident{
			{No: 1, By: "S08", Incident: exam.Incident{Time: "11:08", Candidate: "2026610020", Code: "K01", Text: "迟到 8 分钟", Handled: "未超过 15 分钟，准予入场"}},
			{No: 2, By: "S07", Incident: exam.Incident{Time: "12:16", Candidate: "2026610015", Code: "E02", Text: "3 号焊机送丝不畅，停 4 分、补 4 分", Handled: "换备用焊机", Evidence: "照片 2 张"}},
			{No: 3, By: "S07", Incident: exam.Incident{Time: "12:30", Code: "E99", Text: "误录，已撤", Dropped: true}},
		},
		Violations: []exam.RoomViolation{{No: 1, Candidate: "2026610009", Time: "11:40", Code: "K08", Facts: "未断电更换焊条，经劝阻两次仍继续", By: "S07"}},
		Scores:     []exam.ScoreFact{{Staff: "S07", Count: 11}, {Staff: "S08", Count: 11}, {Staff: "S09", Count: 11}},
		Signers: []exam.Signer{{Group: 0, Staff: "S07", Name: "邓志涵", As: exam.RoleAssessor}, {Group: 0, Staff: "S08", Name: "龙欣涵", As: exam.RoleAssessor},
			{Group: 0, Staff: "S09", Name: "欧阳𫞩", As: exam.RoleSeniorAssessor}, {Group: 1, Staff: "S14", Name: "姜志昇", As: exam.RoleSupervisor},
			{Group: 2, Staff: "S01", Name: "周文斌", As: exam.RoleSiteLead}},
	}
	if c == exam.Theory {
		out.Scores, out.Violations, out.Incidents = nil, nil, nil
	}
	return out
}

const checkpoint = "kaowu/SC-JD-2026-0417/d7f3a1\n4902\nq83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=\n\n" +
	"— kaowu/d7f3a1 3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=\n"

func recordData(c exam.Component) RecordData {
	d := RecordData{Content: recordContent(c), Digest: "9b1c5fd7a0e43b6288417fe05a2cd39410bb7e6f23d85c14ea90676b3fd1825c",
		Code: "K7QF 2M9T 3XHA 86RD", UpTo: 4902, Checkpoint: checkpoint, CodeWords: func(c string) string {
			return map[string]string{"K01": "迟到超过规定时间", "K08": "违章操作经劝阻无效", "E02": "设备故障"}[c]
		}}
	for _, s := range d.Content.Signers {
		d.Signatures = append(d.Signatures, signed(s.Staff, s.Name, s.As))
	}
	return d
}

func resultData(n int, qualified bool) ResultListData {
	d := ResultListData{Qualified: qualified, Filler: signed("S01", "周文斌", ""), Audit: unsigned("", "", "")}
	for i, c := range candidates(n) {
		r := ResultRow{Candidate: c, Subject: sitting(exam.Practical).Subject, Result: exam.Result{Final: true, Qualified: true, Total: tenths(800),
			Parts: map[exam.Component]exam.Outcome{exam.Theory: {Score: tenths(785)}, exam.Practical: {Score: tenths(810)}}},
			Certificate: fmt.Sprintf("Y000051000123263%06d", i+1)}
		switch {
		case i%10 == 3 && !qualified:
			r.Result.Qualified, r.Result.Total, r.Certificate = false, nil, ""
			r.Result.Parts[exam.Practical] = exam.Outcome{Reason: "absent"}
		case i%10 == 5 && !qualified:
			r.Result.Final, r.Result.Total, r.Certificate = false, nil, ""
			r.Result.Parts[exam.Practical] = exam.Outcome{Reason: "arbitration"}
		case i%10 == 7:
			r.Subject = sitting(exam.Review).Subject
			r.Result.Parts[exam.Review] = exam.Outcome{Score: tenths(860)}
		}
		d.Rows = append(d.Rows, r)
	}
	return d
}

func violationData() ViolationData {
	c := candidates(9)[8]
	return ViolationData{Sitting: sitting(exam.Practical), Candidate: c, Wording: "违章操作经劝阻无效", Handled: "11:43 停止操作，断电，离开工位",
		Seen: exam.Seen{No: 1, By: "S07", Decided: true, Decision: exam.Decision{Void: []exam.Component{exam.Practical}, Reason: "依评价机构考场规则第 8 条"},
			Violation: exam.Violation{Session: "P02", Code: "K08", Time: "11:40", Facts: "未断电更换焊条，经考评员劝阻两次仍继续。", Evidence: "CAM-P01-1 11:38 至 11:43", Statement: "赶时间，没有注意。"}},
		Decider: "周文斌", DecidedAt: at(16, 20, 0), Refused: true, Party: unsigned("", c.Name, ""),
		Witnesses: []Signature{signed("S03", "彭晓英", ""), signed("S04", "李玉雨", "")},
		Staff:     []Signature{signed("S07", "邓志涵", exam.RoleAssessor), signed("S08", "龙欣涵", exam.RoleAssessor), signed("S14", "姜志昇", exam.RoleSupervisor)}}
}

func correctionData() CorrectionData {
	d := CorrectionData{Candidate: candidates(4)[3], Subject: sitting(exam.Practical).Subject, Proposed: at(15, 31, 5),
		Correct: exam.Correct{Correction: exam.Correction{Component: exam.Practical, Old: 592, New: 608, Reason: "第 3 项 21.5 分漏抄为 19.9 分"},
			Proposer: "S07", Approver: "S01", Proposed: exam.ID{1, 2, 3}, Approved: exam.ID{4, 5, 6}, When: at(15, 40, 12)},
		Before: exam.Result{Final: true, Total: tenths(669)}, After: exam.Result{Final: true, Qualified: true, Total: tenths(679)},
		Proposer: signed("S07", "邓志涵", exam.RoleAssessor), Approver: signed("S01", "周文斌", exam.RoleSiteLead)}
	return d
}

func historyData(n int) HistoryData {
	d := HistoryData{Candidate: candidates(4)[3], Subject: sitting(exam.Practical).Subject, Checkpoint: checkpoint}
	for i := range n {
		d.Rows = append(d.Rows, HistoryRow{At: at(11, i%60, 7), Who: "邓志涵　考评员", What: fmt.Sprintf("操作技能第 %d 项　21.5 分", i+1), Auth: []string{"口令", "当日短码", "本机密钥"}[i%3], ID: exam.ID{byte(i), 9}})
	}
	return d
}

func statusData(n int) StatusData {
	d := StatusData{Sitting: sitting(exam.Practical), Log: "d7f3a1", Events: 4902}
	for i, c := range candidates(n) {
		r := StatusRow{No: c.No, Name: c.Name, Seat: i + 1, Of: 3, Sent: i % 4}
		if i%10 != 3 {
			r.Attendance = exam.Attendance{State: exam.Present, When: at(10, 41, 0)}
		}
		d.Rows = append(d.Rows, r)
	}
	return d
}

func personData(n int) PersonData {
	h := historyData(n)
	d := PersonData{Candidate: h.Candidate, Subject: h.Subject, Sittings: []Sitting{sitting(exam.Theory), sitting(exam.Practical)}, Rows: h.Rows,
		Request: exam.DataRequest{By: exam.AskedSelf, Date: "2026-12-28", Identity: "出示居民身份证原件"},
		Result: exam.Result{Final: true, Qualified: true, Total: tenths(800), Parts: map[exam.Component]exam.Outcome{
			exam.Theory: {Score: tenths(785)}, exam.Practical: {Score: tenths(810)}}},
		Sent:  []PersonRow{{At: at(9, 1, 30), Whom: "省级系统（接收方密钥 9c1e）", What: "已接收"}},
		Hide:  []string{"邓志涵"},
		Until: "2028-12-20"}
	for i := range d.Rows {
		d.Rows[i].Who = "考评员 S07"
	}
	d.Rows[0].What = "由邓志涵登记"
	return d
}

// literacyData has the figures that app/exam's test works out by hand.
func literacyData(rated bool) LiteracyData {
	item := exam.Item{No: 1, Module: "职业道德", Name: "敬业守纪", Standard: "遵章守纪，爱岗敬业，团结协作；安全意识强，无责任事故", Full: 200,
		Sources: exam.SourceWeights{Self: 20, Peer: 30, Poll: 50}}
	f := exam.FormScore{Item: item, Parts: []exam.FormPart{{Source: exam.SourceSelf, Weight: 20}, {Source: exam.SourcePeer, Weight: 30}, {Source: exam.SourcePoll, Weight: 50}}}
	if rated {
		for i, marks := range [][]exam.Tenths{{950}, {900, 850, 880}, {800, 705}} {
			f.Parts[i].Rating.Marks = marks
			f.Parts[i].Mean = f.Parts[i].Rating.Mean()
		}
		f.Parts[2].Rating.Void = 1
		f.Mark, f.Score = tenths(830), tenths(166)
	}
	return LiteracyData{Candidate: candidates(4)[3], Subject: sitting(exam.Review).Subject, Forms: []exam.FormScore{f}}
}
