package exam

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// States of a camera of a room (notice 9.3; domain 2, R32).
const (
	CameraLinked = "linked" // live to the provincial system
	CameraCut    = "cut"    // the link is cut, and nothing is recorded
	CameraLocal  = "local"  // the link is cut; the room records 本地录像
)

// Moments at which a camera's state is noted.
const (
	CameraAtOpening = "opening"
	CameraAtClosing = "closing"
	CameraBetween   = "between"
)

// Camera is the state of one camera. From and Until are the cut's, "10:05"; both are
// empty of a linked camera, Until also while a cut lasts.
type Camera struct {
	Camera string `json:"camera"` // 监控设备编号
	State  string `json:"state"`
	From   string `json:"from"`
	Until  string `json:"until"`
}

// CameraNote is a camera's state as noted in a session.
type CameraNote struct {
	Moment string
	No     int // 1, 2, … within the moment
	Camera
}

// Right says whether the states and times of a camera fit together.
func (c Camera) Right() bool {
	if c.Camera == "" {
		return false
	}
	switch c.State {
	case CameraLinked:
		return c.From == "" && c.Until == ""
	case CameraCut, CameraLocal:
		return clockTime(c.From) && (c.Until == "" || clockTime(c.Until) && c.Until >= c.From)
	}
	return false
}

// clockTime says whether s is a time of day, "09:05".
func clockTime(s string) bool {
	return len(s) == 5 && s[2] == ':' && digits(s[:2]) && digits(s[3:]) && s[:2] < "24" && s[3:] < "60"
}

func digits(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// cameraPlace reads camera/<moment>/<n>; n is 0 for another slot.
func cameraPlace(about string) (moment string, n int) {
	p := strings.Split(about, "/")
	if len(p) != 3 || p[0] != "camera" || !slices.Contains([]string{CameraAtOpening, CameraAtClosing, CameraBetween}, p[1]) {
		return "", 0
	}
	n, err := strconv.Atoi(p[2])
	if err != nil || n < 1 || strconv.Itoa(n) != p[2] {
		return "", 0
	}
	return p[1], n
}

// allowCamera is the guard of a session's cameras.
func allowCamera(f Fact) string {
	c, err := BodyOf[Camera](f)
	if _, n := cameraPlace(f.Abt); n == 0 || err != nil || !c.Right() {
		return SetAsideForm
	}
	return ""
}

// RoomCamera is a camera as the room's record tells it: where its state was noted, and
// every gap, which counts as incident E03.
type RoomCamera struct {
	Camera  string `json:"camera"`
	Opening string `json:"opening"` // empty: not noted
	Closing string `json:"closing"`
	Gaps    []Gap  `json:"gaps"`
}

// Gap is a time without the live link; Until is empty where it lasted to the end.
type Gap struct {
	From  string `json:"from"`
	Until string `json:"until"`
	Local bool   `json:"local"` // recorded in the room meanwhile
}

// Word is the key of a state's wording; one that was not noted has its own.
func (v RoomCamera) Word(state string) string {
	if state == "" {
		state = "unknown"
	}
	return "code:record.camera." + state
}

// Word is the key of a gap's wording: whether the room recorded, and whether it ended.
func (g Gap) Word() string {
	key := "code:record.gap." + CameraCut
	if g.Local {
		key = "code:record.gap." + CameraLocal
	}
	if g.Until == "" {
		key += "-on"
	}
	return key
}

// video puts the cameras of a session into its record, by number; nothing where nobody
// noted any, so that the records of older books stay as they were frozen. A gap that was
// noted at two moments is one: the note that knows its end counts.
func (c *RecordContent) video(notes []CameraNote) {
	at := map[string]int{}
	for _, n := range notes {
		i, known := at[n.Camera.Camera]
		if !known {
			i = len(c.Video)
			at[n.Camera.Camera] = i
			c.Video = append(c.Video, RoomCamera{Camera: n.Camera.Camera, Gaps: []Gap{}})
		}
		v := &c.Video[i]
		switch n.Moment {
		case CameraAtOpening:
			v.Opening = n.State
		case CameraAtClosing:
			v.Closing = n.State
		}
		if n.From != "" {
			v.gap(Gap{From: n.From, Until: n.Until, Local: n.State == CameraLocal})
		}
	}
	for _, v := range c.Video {
		slices.SortFunc(v.Gaps, func(a, b Gap) int { return cmp.Compare(a.From, b.From) })
	}
	slices.SortFunc(c.Video, func(a, b RoomCamera) int { return cmp.Compare(a.Camera, b.Camera) })
}

func (v *RoomCamera) gap(g Gap) {
	for i, have := range v.Gaps {
		if have.From == g.From {
			if have.Until == "" {
				v.Gaps[i] = g
			}
			return
		}
	}
	v.Gaps = append(v.Gaps, g)
}
