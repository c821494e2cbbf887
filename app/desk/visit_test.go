package desk

import (
	"slices"
	"testing"

	"kaowu/app/exam"
)

// Notice 6.3: the inspector reads, and leaves a note of their own under their own key.
func TestVisit(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	w.running("P01")
	v := exam.Visit{Unit: "市职业技能鉴定指导中心", From: "14:05", Until: "14:20", Findings: "考场秩序正常，工位编号清楚"}
	for _, bad := range []exam.Visit{{}, {Unit: "x", From: "14:05", Until: "14:00", Findings: "y"}, {Unit: "x", From: "9:05", Until: "10:00", Findings: "y"}, {Unit: " ", From: "09:05", Until: "10:00", Findings: "y"}} {
		w.refused("visit-incomplete", func() error { return w.as("S17").NoteVisit(ctx, "P01", bad, secret("S17")) })
	}
	w.refused("wrong-passphrase", func() error { return w.as("S17").NoteVisit(ctx, "P01", v, []byte("another word")) })
	w.wrote(func() error { return w.as("S17").NoteVisit(ctx, "P01", v, secret("S17")) },
		`visit.noted record/P01 visit/S17/1 {"unit":"市职业技能鉴定指导中心","from":"14:05","until":"14:20","findings":"考场秩序正常，工位编号清楚"}`)
	v.From, v.Until = "13:40", "13:50"
	w.wrote(func() error { return w.as("S17").NoteVisit(ctx, "P01", v, secret("S17")) }, `visit.noted record/P01 visit/S17/2 *`)
	r, err := w.as("S14").RecordView("P01")
	w.must(err)
	if got := r.Content.Visits; len(got) != 2 || got[0].From != "13:40" || got[0].Name != "巡甲" || got[0].Staff != "S17" {
		t.Errorf("by time, with the inspector's name: %+v", got)
	}
	h, err := w.lead().Trace(w.roster("P01")[0])
	w.must(err)
	if n := len(slices.DeleteFunc(h.Moments, func(m Moment) bool { return m.Fact.Kind != exam.VisitNoted })); n != 2 {
		t.Errorf("%d visits in the trace", n)
	}
}

// Notice 9.3: cameras at opening and closing; a cut stands in the record by itself.
func TestCameras(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	a, b := exam.Camera{Camera: "CAM-P01-1", State: exam.CameraLinked}, exam.Camera{Camera: "CAM-P01-2", State: exam.CameraLocal, From: "13:40"}
	note := func(moment string, list ...exam.Camera) func() error {
		return func() error { return w.as("S05").NoteCameras(ctx, "P01", moment, list) }
	}
	w.refused("session-not-open", note("opening", a, b))
	w.running("P01")
	before, err := w.lead().RecordView("P01")
	w.must(err)
	if before.Content.Video != nil {
		t.Error("nobody has noted a camera")
	}
	w.refused("camera-moment", note("later", a))
	w.refused("camera-missing", note("opening", a))
	w.refused("camera-unknown", note("between", exam.Camera{Camera: "CAM-X", State: exam.CameraCut, From: "14:00"}))
	w.refused("camera-state", note("between", a))
	w.refused("camera-state", note("between", exam.Camera{Camera: "CAM-P01-1", State: exam.CameraCut, From: "14:10", Until: "14:00"}))
	w.wrote(note("opening", a, b), `session.camera session/P01 camera/opening/1 {"camera":"CAM-P01-1","state":"linked","from":"","until":""}`,
		`session.camera session/P01 camera/opening/2 {"camera":"CAM-P01-2","state":"local","from":"13:40","until":""}`)
	b.Until = "14:02" // the link is back
	w.wrote(note("between", b, exam.Camera{Camera: "CAM-P01-1", State: exam.CameraCut, From: "14:30"}), `session.camera session/P01 camera/between/1 *`, `session.camera session/P01 camera/between/2 *`)
	w.wrote(note("between", exam.Camera{Camera: "CAM-P01-1", State: exam.CameraCut, From: "14:30", Until: "14:36"}), `session.camera session/P01 camera/between/2 *`)
	b.State, b.From, b.Until = exam.CameraLinked, "", ""
	w.must(note("closing", a, b)())
	r, err := w.lead().RecordView("P01")
	w.must(err)
	want := []exam.RoomCamera{
		{Camera: "CAM-P01-1", Opening: "linked", Closing: "linked", Gaps: []exam.Gap{{From: "14:30", Until: "14:36"}}},
		{Camera: "CAM-P01-2", Opening: "local", Closing: "linked", Gaps: []exam.Gap{{From: "13:40", Until: "14:02", Local: true}}},
	}
	if got := r.Content.Video; len(got) != 2 || !slices.Equal(got[0].Gaps, want[0].Gaps) || !slices.Equal(got[1].Gaps, want[1].Gaps) ||
		got[0].Opening+got[0].Closing+got[1].Opening+got[1].Closing != "linkedlinkedlocallinked" {
		t.Errorf("video %+v, want %+v", got, want)
	}
	if d := r.Content.Differences(before.Content); !slices.Equal(d, []string{"code:record.part.video"}) {
		t.Errorf("who has read it before reads again: %v", d)
	}
}
