package desk

import (
	"context"
	"fmt"
	"slices"

	"kaowu/app/exam"
	"kaowu/store"
)

// NoteCameras records the state of a room's cameras 视频监控 in a session (notice 9.3): at
// its opening and its closing of every camera that the plan names for the room, between
// them of those whose link was cut. The same camera at the same moment, or the same cut,
// is written over: so a cut that lasts gets its end. Gaps stand in the room's record as
// incidents E03. Refusals: camera-moment, camera-unknown, camera-state, camera-missing
// (which), session-not-open, record-frozen.
func (d *Desk) NoteCameras(ctx context.Context, no exam.SessionNo, moment string, list []exam.Camera) error {
	if err := d.allow("NoteCameras", no); err != nil {
		return err
	}
	if !slices.Contains([]string{exam.CameraAtOpening, exam.CameraAtClosing, exam.CameraBetween}, moment) || len(list) == 0 {
		return exam.Refuse("camera-moment")
	}
	defer d.site.hold(onSession(no))()
	st, err := d.site.session(no)
	if err != nil {
		return err
	}
	if st.Status == exam.SessionNotOpen {
		return exam.Refuse("session-not-open", "session", string(no))
	}
	if _, err := d.writable(no); err != nil {
		return err
	}
	cameras := exam.SplitList(d.site.room(st.Session.Room).Cameras)
	for _, c := range list {
		if !slices.Contains(cameras, c.Camera) {
			return exam.Refuse("camera-unknown", "camera", c.Camera, "cameras", cameras)
		}
		if !c.Right() || moment == exam.CameraBetween && c.State == exam.CameraLinked {
			return exam.Refuse("camera-state", "camera", c.Camera)
		}
	}
	if moment != exam.CameraBetween {
		missing := slices.DeleteFunc(slices.Clone(cameras), func(id string) bool {
			return slices.ContainsFunc(list, func(c exam.Camera) bool { return c.Camera == id })
		})
		if len(missing) > 0 {
			return exam.Refuse("camera-missing", "cameras", missing)
		}
	}
	var drafts []store.Draft
	notes := slices.Clone(st.Cameras)
	for _, c := range list {
		n := noteNumber(notes, moment, c)
		notes = append(notes, exam.CameraNote{Moment: moment, No: n, Camera: c})
		drafts = append(drafts, d.say(exam.CameraNoted, onSession(no), fmt.Sprintf("camera/%s/%d", moment, n), c))
	}
	_, err = d.append(ctx, drafts...)
	return err
}

// noteNumber is the number of the note that c writes over, else a new one.
func noteNumber(notes []exam.CameraNote, moment string, c exam.Camera) int {
	last := 0
	for _, n := range notes {
		if n.Moment != moment {
			continue
		}
		if n.Camera.Camera == c.Camera && (moment != exam.CameraBetween || n.From == c.From) {
			return n.No
		}
		last = max(last, n.No)
	}
	return last + 1
}
