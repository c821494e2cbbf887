package screen

import (
	"context"
	"slices"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// cameraDesk is the part of the desk that notes the cameras' states.
type cameraDesk interface {
	RecordView(no exam.SessionNo) (desk.RecordView, error)
	NoteCameras(ctx context.Context, no exam.SessionNo, moment string, list []exam.Camera) error
}

// cameras notes the state of a room's cameras 视频监控 (notice 9.3): of each at opening and
// at closing, a digit each; between them of one whose link was cut. It is asked for by a
// key and never comes by itself: at a door the next digits are a scanner's.
type cameras struct {
	u     *ui
	d     cameraDesk
	in    desk.SessionView
	after func()

	video  []exam.RoomCamera
	moment string
	states map[string]string // by camera
}

// perForm is how many cameras stand in one form.
const perForm = 6

// missing is the moment at which the cameras' states are still to be noted; empty where
// all were, or the room has none.
func (c *cameras) missing() string {
	ids := exam.SplitList(c.in.Room.Cameras)
	if len(ids) == 0 || c.in.Status == "not-open" {
		return ""
	}
	v, err := c.d.RecordView(c.in.Session.No)
	if err != nil || v.State.Frozen != nil {
		return ""
	}
	c.video = v.Content.Video
	noted := func(state func(exam.RoomCamera) string) bool {
		return slices.ContainsFunc(c.video, func(v exam.RoomCamera) bool { return state(v) != "" })
	}
	switch {
	case !noted(func(v exam.RoomCamera) string { return v.Opening }):
		return exam.CameraAtOpening
	case (c.in.Status == "to-sign" || c.in.Status == "closed") && !noted(func(v exam.RoomCamera) string { return v.Closing }):
		return exam.CameraAtClosing
	}
	return ""
}

// ask begins with the moment that is missing; where none is, with one that was cut.
func (c *cameras) ask() {
	ids := exam.SplitList(c.in.Room.Cameras)
	if len(ids) == 0 {
		c.u.refused(exam.Refuse("screen-no-cameras", "room", c.in.Room.Name))
		c.after()
		return
	}
	c.moment, c.states = c.missing(), map[string]string{}
	if c.moment == "" {
		c.between(ids)
		return
	}
	c.each(ids, 0)
}

// stateBlank asks for the state of a camera.
func (c *cameras) stateBlank(key, label string, codes ...string) blank {
	b := blank{key: key, label: label, kind: pickBlank, codes: codes}
	for _, s := range codes {
		b.words = append(b.words, c.u.T("record.camera."+s))
	}
	return b
}

// each asks for the states, some cameras at a time.
func (c *cameras) each(ids []string, from int) {
	u := c.u
	some := ids[from:min(from+perForm, len(ids))]
	var blanks []blank
	for _, id := range some {
		blanks = append(blanks, c.stateBlank(id, id, exam.CameraLinked, exam.CameraCut, exam.CameraLocal))
	}
	u.fill(form{title: u.T("screen.cameras." + c.moment), line: join(string(c.in.Session.No), c.in.Room.Name), said: u.T("screen.cameras.how"), big: u.T("screen.cameras.store"), blanks: blanks,
		do: func(a answered) error {
			for _, id := range some {
				if a[id] == "" {
					return exam.Refuse("camera-missing", "cameras", []string{id})
				}
				c.states[id] = a[id]
			}
			if from+perForm < len(ids) || c.times(ids) != nil {
				return nil
			}
			return c.store(ids, answered{})
		},
		done: func() {
			switch {
			case from+perForm < len(ids):
				c.each(ids, from+perForm)
			case c.times(ids) != nil:
				c.askTimes(ids)
			default:
				c.stored()
			}
		}, after: c.after})
}

// gap is a cut of a camera that has no end yet; nil where there is none.
func (c *cameras) gap(id string) *exam.Gap {
	for _, v := range c.video {
		for i, g := range v.Gaps {
			if v.Camera == id && g.Until == "" {
				return &v.Gaps[i]
			}
		}
	}
	return nil
}

// times are the cameras that need a time: cut now, or linked again after a cut.
func (c *cameras) times(ids []string) []string {
	var out []string
	for _, id := range ids {
		if c.states[id] != exam.CameraLinked || c.gap(id) != nil {
			out = append(out, id)
		}
	}
	return out
}

// askTimes asks since when a camera is cut, or from when on it was linked again.
func (c *cameras) askTimes(ids []string) {
	u := c.u
	now := u.now().Format("15:04")
	var blanks []blank
	for _, id := range cut(c.times(ids), perForm) {
		since, until := now, ""
		if g := c.gap(id); g != nil {
			since = g.From
			if c.states[id] == exam.CameraLinked {
				until = now
			}
		}
		blanks = append(blanks, blank{key: id + "/from", label: u.T("screen.cameras.from", "camera", id), kind: plainBlank, text: since, half: true},
			blank{key: id + "/until", label: u.T("screen.cameras.until"), kind: plainBlank, text: until, hint: u.T("screen.cameras.until-hint"), half: true})
	}
	u.fill(form{title: u.T("screen.cameras." + c.moment), line: join(string(c.in.Session.No), c.in.Room.Name), said: u.T("screen.cameras.times-how"), big: u.T("screen.cameras.store"), blanks: blanks,
		do: func(a answered) error { return c.store(ids, a) }, done: c.stored, after: c.after})
}

// store notes every camera of the moment, and the ends of cuts that are over.
func (c *cameras) store(ids []string, a answered) error {
	no := c.in.Session.No
	var list, ended []exam.Camera
	for _, id := range ids {
		x := exam.Camera{Camera: id, State: c.states[id]}
		if g := c.gap(id); x.State == exam.CameraLinked && g != nil {
			state := exam.CameraCut
			if g.Local {
				state = exam.CameraLocal
			}
			ended = append(ended, exam.Camera{Camera: id, State: state, From: a.text(id + "/from"), Until: a.text(id + "/until")})
		} else if x.State != exam.CameraLinked {
			x.From, x.Until = a.text(id+"/from"), a.text(id+"/until")
		}
		list = append(list, x)
	}
	if len(ended) > 0 {
		if err := c.d.NoteCameras(c.u.ctx, no, exam.CameraBetween, ended); err != nil {
			return err
		}
	}
	return c.d.NoteCameras(c.u.ctx, no, c.moment, list)
}

func (c *cameras) stored() {
	c.u.stored("screen.cameras.saved", "no", string(c.in.Session.No))
	c.after()
}

// between notes a cut between opening and closing, or its end.
func (c *cameras) between(ids []string) {
	u := c.u
	ids = cut(ids, 9)
	which := blank{key: "camera", label: u.T("screen.cameras.camera"), kind: pickBlank, codes: ids, words: ids}
	state := c.stateBlank("state", u.T("screen.cameras.state"), exam.CameraCut, exam.CameraLocal)
	since := ""
	for _, id := range ids {
		if g := c.gap(id); g != nil && since == "" {
			since, which.text, state.text = g.From, id, exam.CameraCut
			if g.Local {
				state.text = exam.CameraLocal
			}
		}
	}
	u.fill(form{title: u.T("screen.cameras.between"), line: join(string(c.in.Session.No), c.in.Room.Name), said: u.T("screen.cameras.between-how"), big: u.T("screen.cameras.store"),
		blanks: []blank{which, state, {key: "from", label: u.T("screen.cameras.since"), kind: plainBlank, text: since, half: true}, {key: "until", label: u.T("screen.cameras.until"), kind: plainBlank, hint: u.T("screen.cameras.until-hint"), half: true}},
		do: func(a answered) error {
			return c.d.NoteCameras(u.ctx, c.in.Session.No, exam.CameraBetween, []exam.Camera{{Camera: a["camera"], State: a["state"], From: a.text("from"), Until: a.text("until")}})
		}, done: c.stored, after: c.after})
}

// cameras opens the form of the room's cameras; what is asked for depends on what was
// noted before.
func (c *checkin) cameras() {
	newCameras(c.u, c.d, c.in, func() { c.watch(); c.draw() }).ask()
}

// watch asks whether the cameras are still to be noted.
func (c *checkin) watch() { c.due = newCameras(c.u, c.d, c.in, nil).missing() }

func newCameras(u *ui, d cameraDesk, in desk.SessionView, after func()) *cameras {
	return &cameras{u: u, d: d, in: in, after: after}
}
