package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/assets"
)

// avoidanceCommand lists avoidances 回避, declares and lifts them.
func (r *run) avoidanceCommand() *cobra.Command {
	t := r.words.T
	c := &cobra.Command{Use: "avoidance", Short: t("cli.avoidance"), Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return r.avoidances() }}
	c.AddCommand(r.avoidanceStep("declare", false), r.avoidanceStep("lift", true))
	return c
}

// barring is whom to bar from what, as the flags say it.
type barring struct {
	staff, no, session, room string
	exam.Avoidance
}

func (r *run) avoidanceStep(use string, lift bool) *cobra.Command {
	t := r.words.T
	b := barring{Avoidance: exam.Avoidance{Lifted: lift}}
	c := &cobra.Command{Use: use + " --staff S (--no N | --session S | --room R)", Short: t("cli.avoidance-" + use), Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return r.bar(c, b) }}
	f := c.Flags()
	f.StringVar(&b.staff, "staff", "", t("cli.flag.avoid-staff"))
	f.StringVar(&b.no, "no", "", t("cli.flag.avoid-no"))
	f.StringVar(&b.session, "session", "", t("cli.flag.avoid-session"))
	f.StringVar(&b.room, "room", "", t("cli.flag.avoid-room"))
	f.StringVar(&b.Text, "text", "", t("cli.flag.avoid-text"))
	if !lift {
		f.StringVar(&b.Ground, "ground", "", r.words.T("cli.flag.avoid-ground", "grounds", r.grounds()))
	}
	return c
}

// grounds are the codes of avoidances.json.
func (r *run) grounds() []string {
	raw, err := fs.ReadFile(assets.Codes(), "avoidances.json")
	var rows []struct {
		Code string `json:"code"`
	}
	if err != nil || json.Unmarshal(raw, &rows) != nil {
		return nil // a test reads the table
	}
	out := make([]string, len(rows))
	for i, x := range rows {
		out[i] = x.Code
	}
	return out
}

// bar declares or lifts; a room stands for every session that is held in it.
func (r *run) bar(c *cobra.Command, b barring) error {
	if known := r.grounds(); !b.Lifted && !slices.Contains(known, b.Ground) {
		return usage{errors.New(r.words.T("cli.avoidance-ground", "given", b.Ground, "grounds", known))}
	}
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	in := []exam.SessionNo{exam.SessionNo(b.session)}
	if b.room != "" {
		roster, err := s.Roster()
		if err != nil {
			return closing(s, err)
		}
		in = nil
		for _, row := range roster.Plan.Sessions {
			if row.Room == b.room {
				in = append(in, row.No)
			}
		}
		if len(in) == 0 || b.session != "" || b.no != "" {
			return closing(s, exam.Refuse("avoidance-whom"))
		}
	}
	for _, no := range in {
		if err == nil {
			err = d.DeclareAvoidance(c.Context(), exam.StaffID(b.staff), exam.CandidateNo(b.no), no, b.Avoidance)
		}
	}
	if err := closing(s, err); err != nil {
		return err
	}
	return r.avoidances()
}

// avoided is a declaration as programs read it.
type avoided struct {
	Staff   exam.StaffID     `json:"staff"`
	ExamNo  exam.CandidateNo `json:"exam_no"`
	Session exam.SessionNo   `json:"session"`
	Ground  string           `json:"ground"`
	Text    string           `json:"text"`
}

// avoidances lists what was declared, and what it leaves short.
func (r *run) avoidances() error {
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	rows, short, err := d.Avoidances()
	if err := closing(s, err); err != nil {
		return err
	}
	if r.json {
		list, left := []avoided{}, []string{}
		for _, x := range rows {
			list = append(list, avoided{x.Staff, x.Candidate, x.Session, x.Ground, x.Text})
		}
		for _, n := range short {
			left = append(left, r.words.Args(n.Key(), n.Args))
		}
		return r.printJSON(map[string]any{"ok": true, "avoidances": list, "short": left})
	}
	r.say("cli.avoidances", "n", len(rows))
	for _, x := range rows {
		r.sayAvoidance(x)
	}
	for _, n := range short {
		fmt.Fprintln(r.env.Out, r.words.Args(n.Key(), n.Args))
	}
	return nil
}

func (r *run) sayAvoidance(x desk.AvoidanceRow) {
	whom := string(x.Candidate)
	if whom == "" {
		whom = string(x.Session)
	}
	r.say("cli.avoidance-row", "staff", string(x.Staff), "name", x.Name, "role", x.Role, "whom", whom,
		"ground", "code:avoid."+x.Ground, "text", x.Text)
}
