package screen

import (
	"testing"

	"kaowu/app/exam"
)

// Notice 6.3 and 9.3 on the record's screen: what the cameras did, and each gap as E03.
func TestRecordShowsTheCameras(t *testing.T) {
	w, assessor, _ := filled(t)
	var list []exam.Camera
	v, err := assessor.RecordView("P01")
	check(t, err)
	ids := exam.SplitList(v.Content.Room.Cameras)
	for _, id := range ids {
		list = append(list, exam.Camera{Camera: id, State: exam.CameraLinked})
	}
	check(t, assessor.NoteCameras(t.Context(), "P01", exam.CameraAtOpening, list))
	check(t, assessor.NoteCameras(t.Context(), "P01", exam.CameraBetween, []exam.Camera{{Camera: ids[0], State: exam.CameraLocal, From: "09:12", Until: "09:20"}}))
	w.record(w.staff(exam.RoleAssessor, "P01", 0))
	w.shows(ids[0]+"（开场已连接，闭场未记）", "E03", ids[0]+" 09:12–09:20")
	w.shot("07-record-cameras")
}
