package drill

import (
	"context"
	"fmt"
	"slices"
	"time"

	"kaowu/app/exam"
)

const (
	drawFile = "exchange/supervision-draw.json"
	findings = "考场布置与工位编号相符，考评员独立评分，秩序正常"
)

// withInspector is the plan with an inspector, where the workbook has none: the office
// sends one whoever filed the plan.
func withInspector(p exam.Plan) exam.Plan {
	if slices.ContainsFunc(p.Staff, func(s exam.Staff) bool { return s.Role == exam.RoleInspector }) {
		return p
	}
	p.Staff = append(slices.Clone(p.Staff), exam.Staff{ID: exam.StaffID(fmt.Sprintf("S%02d", len(p.Staff)+1)),
		Name: "巡考甲", Unit: "市职业技能鉴定指导中心", Role: exam.RoleInspector, Sessions: []exam.SessionNo{}})
	return p
}

// drawn is the published draw: whoever has the file makes it again.
type drawn struct {
	exam.DrawCommitment
	Seed   string         `json:"seed"`
	Called string         `json:"called"`
	Pairs  []exam.Pairing `json:"pairs"`
}

// draw has a supervisor declare an avoidance, then draws supervisors and rooms in the
// open 双随机, and leaves the result as a file.
func (d *day) draw(ctx context.Context) error {
	lead := d.people[d.lead().ID]
	if who, in := d.stranger(); who != "" {
		if err := d.people[who].DeclareAvoidance(ctx, who, "", in, exam.Avoidance{Ground: "colleague", Text: "与本场送考单位同属一个集团"}); err != nil {
			return err
		}
		if err := d.happened(ctx, "avoidance", drawFile, func(f exam.Fact) bool { return f.Kind == exam.AvoidanceDeclared }); err != nil {
			return err
		}
	}
	made, err := lead.CommitDraw(ctx, 0, "")
	if err != nil {
		return err
	}
	d.clock.To(d.site.Now().Add(10 * time.Minute))
	got, err := lead.RevealDraw(ctx, made.Seed, fmt.Sprintf("%04d", d.rng.of("called", "supervisors").IntN(10000)))
	if err != nil {
		return err
	}
	if err := writeJSON(d.path(drawFile), drawn{got.Commitment, got.Reveal.Seed, got.Reveal.Called, got.Pairs}); err != nil {
		return err
	}
	return d.happened(ctx, "draw", drawFile, func(f exam.Fact) bool { return f.Kind == exam.DrawRevealed })
}

// stranger is a supervisor and a session that is not theirs: barring them there leaves
// the day's people as they are.
func (d *day) stranger() (exam.StaffID, exam.SessionNo) {
	for _, p := range d.plan.Staff {
		for _, s := range d.plan.Sessions {
			if p.Role == exam.RoleSupervisor && !p.In(s.No) {
				return p.ID, s.No
			}
		}
	}
	return "", ""
}

// watched are the deeds of a session's supervision: every camera at opening and closing,
// and in the first practical session a cut and the inspector's visit.
func (d *day) watched(s exam.Session, opened, start, end time.Time) []deed {
	var cameras []exam.Camera
	for _, r := range d.plan.Rooms {
		if r.No == s.Room {
			for _, id := range exam.SplitList(r.Cameras) {
				cameras = append(cameras, exam.Camera{Camera: id, State: exam.CameraLinked})
			}
		}
	}
	crew := d.crew(s)
	if len(cameras) == 0 || len(crew) == 0 {
		return nil
	}
	note := func(at time.Time, moment string, list []exam.Camera) deed {
		return deed{at, func(ctx context.Context) error { return crew[0].NoteCameras(ctx, s.No, moment, list) }}
	}
	out := []deed{note(opened, exam.CameraAtOpening, cameras), note(end, exam.CameraAtClosing, cameras)}
	if s.No != d.supervised() {
		return out
	}
	hm := func(n int) string { return start.Add(time.Duration(n) * time.Minute).Format("15:04") }
	gap := exam.Camera{Camera: cameras[0].Camera, State: exam.CameraLocal, From: hm(21), Until: hm(27)}
	out = append(out, note(start.Add(28*time.Minute), exam.CameraBetween, []exam.Camera{gap}))
	for _, p := range d.plan.Staff {
		if p.Role == exam.RoleInspector {
			return append(out, deed{start.Add(46 * time.Minute), func(ctx context.Context) error {
				return d.people[p.ID].NoteVisit(ctx, s.No, exam.Visit{Unit: p.Unit, From: hm(30), Until: hm(45), Findings: findings}, d.pass[p.ID])
			}})
		}
	}
	return out
}

// supervised is the session that the inspector visits.
func (d *day) supervised() exam.SessionNo {
	if list := d.sessions(exam.Practical); len(list) > 0 {
		return list[0].No
	}
	return ""
}

// tellSupervision puts visit and cut into the report, with the record that shows them.
func (d *day) tellSupervision(ctx context.Context) error {
	in := d.supervised()
	paper := "papers/exam-room-record/" + string(in) + "-r1.pdf"
	if in == d.revised {
		paper = "papers/exam-room-record/" + string(in) + "-r2.pdf"
	}
	err := d.happened(ctx, "visit", paper, func(f exam.Fact) bool { return f.Kind == exam.VisitNoted })
	if err != nil {
		return err
	}
	return d.happened(ctx, "cut", paper, func(f exam.Fact) bool {
		return f.Kind == exam.CameraNoted && f.On == "session/"+string(in) && f.Abt == "camera/"+exam.CameraBetween+"/1"
	})
}

// happened adds a planted thing that is no candidate's to the report.
func (d *day) happened(ctx context.Context, what, paper string, is func(exam.Fact) bool) error {
	h := Happened{What: what, Events: []string{}, Paper: paper}
	for _, f := range d.seen {
		if is(f) {
			h.Events = append(h.Events, f.ID.String())
		}
	}
	if len(h.Events) == 0 {
		return fmt.Errorf("planted %s left no event", what)
	}
	d.report.Happened = append(d.report.Happened, h)
	return ctx.Err()
}

// watchSupervision keeps what supervision says, for the report.
func (d *day) watchSupervision() {
	d.site.Watch(func(f exam.Fact) {
		switch f.Kind {
		case exam.DrawRevealed, exam.AvoidanceDeclared, exam.VisitNoted, exam.CameraNoted:
			d.seen = append(d.seen, f)
		}
	})
}
