package cli

import (
	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

func (r *run) drawCommand() *cobra.Command {
	c := &cobra.Command{Use: "draw", Short: r.words.T("cli.draw"), Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return r.draw() }}
	c.AddCommand(r.drawSupervisors())
	return c
}

// drawing is one draw of a station as programs read it: seed and free stations are
// what exam.Draw needs to give the station again.
type drawing struct {
	Session string    `json:"session"`
	ExamNo  string    `json:"exam_no"`
	At      exam.Time `json:"at"`
	Station int       `json:"station"`
	Seed    string    `json:"seed"`
	Free    []int     `json:"free"`
	Gives   int       `json:"gives"`
	Kept    bool      `json:"kept"`
	OK      bool      `json:"ok"`
}

// draw lists every draw 抽签 and checks it. It answers no when a seat is not what its
// seed gives.
func (r *run) draw() error {
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	sessions, err := d.Drawings()
	supervision := []supervised{}
	if err == nil {
		supervision, err = r.supervision(s, d)
	}
	if err := closing(s, err); err != nil {
		return err
	}
	rows, wrong := []drawing{}, 0
	for _, in := range sessions {
		for _, x := range in.Draws {
			rows = append(rows, drawing{string(in.Session), string(x.No), x.When, x.Station, x.Seed, x.Free, x.Want, x.Kept, x.Right()})
			if !x.Right() {
				wrong++
			}
		}
	}
	if r.json {
		if err := r.printJSON(map[string]any{"ok": wrong == 0, "draws": rows, "supervision": supervision}); err != nil {
			return err
		}
	} else {
		r.say("cli.draws", "n", len(rows), "wrong", wrong)
		for _, x := range rows {
			key := "cli.draw-right"
			switch {
			case !x.OK:
				key = "cli.draw-wrong"
			case x.Kept:
				key = "cli.draw-kept"
			}
			r.say(key, "session", x.Session, "no", x.ExamNo, "at", x.At.Format("15:04:05"), "station", x.Station,
				"seed", x.Seed, "free", len(x.Free), "gives", x.Gives)
		}
	}
	for _, x := range supervision {
		if !r.json {
			r.saySupervision(x)
		}
	}
	if wrong > 0 {
		return errNo
	}
	return nil
}

// supervision lists the draws of supervisors; a reveal that does not fit its digest
// gives none.
func (r *run) supervision(s *desk.Site, d *desk.Desk) ([]supervised, error) {
	out := []supervised{}
	draws, err := d.SupervisionDraws()
	if err != nil {
		return out, err
	}
	roster, err := s.Roster()
	if err != nil {
		return out, err
	}
	for _, x := range draws {
		out = append(out, supervisionOf(x, roster.Plan))
	}
	return out, nil
}
