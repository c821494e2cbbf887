package kit

import (
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/paper"
)

// exhibit is a part of the kit as a golden picture shows it.
type exhibit struct {
	name  string
	part  fyne.CanvasObject
	w, h  float32
	focus fyne.Focusable
}

// gallery hangs up every part in the states that it has.
func gallery(t testing.TB, st *Style) []exhibit {
	t.Helper()
	none := func(int) {}
	out := []exhibit{
		{name: "buttons", part: buttons(st), w: 560, h: 116},
		{name: "keycaps", part: Row(8, st.KeyCap("F9"), st.KeyCap("Enter"), st.KeyCap("↑ ↓"), st.KeyCap("0–9 .")), w: 240, h: 28},
		{name: "marks", part: marksOf(st), w: 640, h: 270},
		{name: "notes", part: Col(6, st.Note(Caution, "", "内容已变，请重读。没有签署。", st.Body, 400), st.Note(Fault, "", "超过满分：第 5 项满分 25。", st.Body, 400),
			st.Note(Running, "theory", "请取出第 5 号试卷，看卷面总分。", st.Body, 400)), w: 400, h: 160},
		{name: "choice", part: Col(10, st.Choice([]Option{{Word: "抄录笔误"}, {Word: "合计算错", Picked: true}, {Word: "漏录"}}, none),
			st.Segments([]string{"全部 30", "一致 27", "不一致 3"}, 2, none)), w: 460, h: 104},
		{name: "facts", part: st.Panel(Pad(12, 16, st.Facts(st.Body, 6, Fact{Label: "准考证号", Value: "2026610001"}, Fact{Label: "合计", Value: "59.2", Tone: Err}))), w: 300, h: 80},
		{name: "card", part: st.Card(Late, st.Band(Late, "已签到，迟到 8 分钟", "09:08:02"), Pad(10, 16, st.Text("贾梓　2026610001", st.Lead, Ink)),
			Row(8, Space(), st.Button(Button{Word: "知道了", Key: "Enter", Kind: Go}))), w: 520, h: 216},
		{name: "card-refused", part: st.Card(Rejected, st.Band(Rejected, "不能入场：场次不对", "08:46"), Pad(10, 16, st.Text("她在 T02，座位 7", st.Lead, Ink)), nil), w: 420, h: 150},
		{name: "figure", part: st.BigFigure(Admitted, "座位", "18", "第 3 排 6 号", 184), w: 184, h: 190},
		{name: "steps", part: st.Steps([]StepOf{{State: Done, Word: "公示", Line: "到 12-28"}, {State: Running, Word: "发布", Line: "进行中", On: true}, {State: NotCome, Word: "上报", Line: "–"}}), w: 480, h: 64},
		{name: "progress", part: Col(6, st.Progress(0, 6), st.Progress(4, 6), st.Progress(6, 6)), w: 190, h: 36},
		{name: "form-rows", part: FormRows(st.FormRow(44, 420, false, append([]Cell{{Body: st.Text("监控录像正常", st.Body, Ink)}}, st.Choices(st.Body, 56, []Option{{Word: "是", Picked: true}, {Word: "否"}}, none)...)...),
			st.FormRow(44, 420, true, Cell{Body: st.Struck("停电 2 分钟", st.Body, 200), Ground: WarnTint}, Cell{Body: st.MarkSized(Revised, "已修订", 16, st.Caption), Ground: WarnTint})), w: 420, h: 92},
		{name: "page", part: pageOf(st), w: 210, h: 120},
		{name: "dialog", part: dialogOf(st), w: 440, h: 250},
		{name: "chart", part: st.Chart(chartOf(), false), w: 420, h: 190},
		{name: "table", part: tableOf(st), w: 460, h: 170},
		{name: "seatmap", part: seatsOf(st), w: 330, h: 101},
		{name: "timeline", part: timelineOf(st), w: 640, h: 200},
		{name: "signpad", part: padOf(st), w: 181, h: 66},
	}
	out = append(out, fieldsOf(st)...)
	return append(out, gridOf(st))
}

func buttons(st *Style) fyne.CanvasObject {
	return Col(10,
		Row(8, st.Button(Button{Word: "上一位", Key: "PgUp", Icon: "undo"}), st.Button(Button{Word: "签署", Key: "F9", Kind: Go}), st.Button(Button{Word: "安全否决", Key: "→", Kind: Danger})),
		Row(8, st.Button(Button{Word: "更多", Kind: Quiet}), st.Button(Button{Word: "已选", Key: "1", Kind: Picked}), st.Button(Button{Word: "交分", Key: "Enter", Kind: Go, Off: true}),
			st.Button(Button{Word: "交分，下一位", Key: "Enter", Kind: Go, Tall: true})))
}

// marksOf is every state with its shape, in rows of five.
func marksOf(st *Style) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for at := 0; at < len(States()); at += 5 {
		var row []fyne.CanvasObject
		for _, s := range States()[at:min(at+5, len(States()))] {
			row = append(row, Grow(Col(2, st.Mark(s, string(s)), Row(6, st.Shape(s, 24), Stack(st.Fill(s.Tone()), st.ShapeOn(s, 20)))), 1))
		}
		rows = append(rows, Columns(4, row...))
	}
	return Col(4, rows...)
}

// fieldsOf is a field in each of its states.
func fieldsOf(st *Style) []exhibit {
	now := newClock().now
	field := func(name string, kind FieldKind, l FieldLook, set func(f *Field), focus bool) exhibit {
		f := NewField(st, kind, l, now)
		set(f)
		e := exhibit{name: "field-" + name, part: Fixed(f, 220, 56), w: 220, h: 56}
		if focus {
			e.focus = f
		}
		return e
	}
	return []exhibit{
		field("empty", Scan, FieldLook{Size: st.Lead, Icon: "find", Hint: "扫码"}, func(*Field) {}, false),
		field("typed", Digits, FieldLook{Size: 28, Right: true}, func(f *Field) { f.Set("21.5", false) }, true),
		field("selected", Digits, FieldLook{Size: 28, Right: true}, func(f *Field) { f.Set("21.5", true) }, true),
		field("refused", Digits, FieldLook{Size: 28, Right: true}, func(f *Field) { f.Set("28", true); f.Refuse() }, true),
		field("secret", Secret, FieldLook{}, func(f *Field) { f.Set("tong-hang", false) }, false),
	}
}

func gridOf(st *Style) exhibit {
	f := NewField(st, Digits, FieldLook{Size: 28, Right: true}, newClock().now)
	g := st.NewScoreGrid(ScoreWords{No: "序号", Item: "评分项", Full: "满分", Score: "得分", Veto: "否决", VetoItem: "否决项", Vetoed: "已否决"}, f, nil)
	g.Set([]ScoreRow{{No: "1", Name: "劳保穿戴", Module: "焊前准备", Full: "5", Text: "5.0", Veto: true, Vetoed: true, Reason: "未断电"},
		{No: "2", Name: "坡口清理", Module: "焊前准备", Full: "15", Text: "12"}, {No: "3", Name: "焊道外观", Module: "焊接操作", Full: "25", Veto: true}}, 1, false)
	f.Set("12", false)
	return exhibit{name: "scoregrid", part: st.Panel(Col(0, g.Head(), Grow(g.Body(), 1))), w: 620, h: 214, focus: f}
}

func seatsOf(st *Style) fyne.CanvasObject {
	m := st.NewSeatMap(4)
	m.Set([]SeatCell{{1, Admitted, "贾梓"}, {2, Late, "宋思涵"}, {3, Absent, ""}, {4, NotCome, ""}, {5, Conflict, "何晨晨"}, {6, Scoring, "毛洋思"}, {7, NotCome, ""}}, 6)
	return m.Object()
}

func timelineOf(st *Style) fyne.CanvasObject {
	l := st.NewTimeline("考场")
	l.Set([]Lane{{Name: "T01", Note: "30 座", Blocks: []Block{{From: 540, To: 630, State: Closed, Word: "已闭场", Count: "30/30", Title: "T01 焊工三级", Short: "T01", Line: "已签"}}},
		{Name: "P01", Note: "12 工位", Blocks: []Block{{From: 600, To: 720, State: Running, Word: "进行中", Count: "12/12", Title: "P01 焊工三级", Short: "P01", Line: "12:00 结束", Fills: true, Cursor: true}}}}, "", 640, "10:40")
	return l
}

func padOf(st *Style) fyne.CanvasObject {
	p := st.NewSignPad(fyne.NewSize(181, 66), newClock().now)
	p.SetStrokes([][]PadPoint{{{300, 400, 0}, {900, 700, 20}, {1500, 300, 40}, {2400, 900, 60}}, {{2600, 300, 200}, {2650, 1000, 230}}})
	return p
}

func pageOf(st *Style) fyne.CanvasObject {
	pg := paper.Page{W: 70, H: 40, Items: []paper.Item{paper.Box{X: 4, Y: 14, W: 62, H: 10, Stroke: 0.2, Ink: paper.Rule},
		paper.Text{X: 20, Y: 9, Size: 12, S: "考场记录表", Ink: paper.Black}, paper.Text{X: 6, Y: 21, Size: 9, S: "P01　第 2 版", Ink: paper.Soft}}}
	return Fixed(st.NewPreview([]paper.Page{pg}, func(work func()) { work() }).Object(), 210, 120)
}

func dialogOf(st *Style) fyne.CanvasObject {
	d := &Dialog{Title: "更正成绩", Line: "贾梓", Width: 400, Body: func() fyne.CanvasObject { return st.Text("59.2 → 60.8", st.Lead, Ink) },
		Foot: []fyne.CanvasObject{st.Button(Button{Word: "取消", Key: "Esc"}), st.Button(Button{Word: "两人更正", Key: "F9", Kind: Go})}}
	return d.object(st)
}

func tableOf(st *Style) fyne.CanvasObject {
	rows := [][]string{{"1", "贾梓", "78.5"}, {"2", "宋思涵", "66.0"}, {"3", "罗红", "缺考"}}
	var table *TableView
	table = st.NewTable([]Column{{Head: "号", Width: 34, Right: true}, {Head: "姓名"}, {Head: "理论", Width: 80, Right: true}, {Head: "结果", Width: 110}}, 44, func(i, c int) fyne.CanvasObject {
		switch c {
		case 0, 2:
			return table.Figure(rows[i][c], Ink)
		case 1:
			return table.Cell(rows[i][c], Ink)
		}
		return st.Mark([]State{Done, Caution, Absent}[i], []string{"一致", "不一致", "缺考"}[i])
	}, nil)
	table.Set(len(rows), 1)
	return st.Panel(table.Object())
}

func chartOf() paper.Chart {
	return paper.Chart{Title: "合格率", About: "各科目", Note: "87 人", Bars: []paper.Bar{
		{Label: "焊工三级", Parts: []paper.BarPart{{N: 9, Shade: paper.GoodShade}, {N: 3, Shade: paper.HalfShade}}, Value: "75%"}, {Label: "电工二级", Parts: []paper.BarPart{{N: 5, Shade: paper.GoodShade}}, Value: "100%"}}}
}
