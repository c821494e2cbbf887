package cli

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/store"
)

// personCommand answers people who ask about their own data 个人信息.
func (r *run) personCommand() *cobra.Command {
	return r.group("person", r.personExport(), r.personRectify(), r.personDecide(), r.personDone(), r.personRequests())
}

// asked are the flags of what every request says.
func (r *run) asked(c *cobra.Command, q *exam.DataRequest) {
	c.Flags().StringVar(&q.By, "by", exam.AskedSelf, r.words.T("cli.flag.request-by"))
	c.Flags().StringVar((*string)(&q.Date), "date", "", r.words.T("cli.flag.request-date"))
	c.Flags().StringVar(&q.Identity, "identity", "", r.words.T("cli.flag.request-identity"))
	c.Flags().StringVar(&q.Reason, "reason", "", r.words.T("cli.flag.request-reason"))
}

func (r *run) personExport() *cobra.Command {
	var q exam.DataRequest
	var idFile, out string
	c := &cobra.Command{Use: "export [NO]", Short: r.words.T("cli.person-export"), Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if (len(args) == 1) == (idFile != "") || out == "" {
				return usage{errors.New("person export takes an exam number or --id-file, and --out")}
			}
			if old, err := os.ReadDir(out); err == nil && len(old) > 0 {
				return exam.Refuse("out-not-empty", "dir", out)
			}
			return r.asDesk(func(d *desk.Desk) error {
				no, err := r.whom(d, args, idFile)
				if err != nil {
					return err
				}
				files, err := d.ExportData(c.Context(), no, q)
				if err != nil {
					return err
				}
				return r.handOut(out, no, files)
			})
		}}
	r.asked(c, &q)
	c.Flags().StringVar(&idFile, "id-file", "", r.words.T("cli.flag.id-file"))
	c.Flags().StringVar(&out, "out", "", r.words.T("cli.flag.person-out"))
	return c
}

// whom is the candidate of an exam number, or of the whole ID number in a file: a number
// on the command line would stand in the shell's history.
func (r *run) whom(d *desk.Desk, args []string, idFile string) (exam.CandidateNo, error) {
	if idFile == "" {
		return exam.CandidateNo(args[0]), nil
	}
	b, err := os.ReadFile(idFile)
	if err != nil {
		return "", err
	}
	id := exam.CleanID(strings.TrimSpace(string(b)))
	found, err := d.Search(id)
	if err != nil {
		return "", err
	}
	if len(found) != 1 || found[0].IDNumber != id {
		return "", exam.Refuse("id-unknown")
	}
	return found[0].No, nil
}

// handOut writes what a person is given.
func (r *run) handOut(dir string, no exam.CandidateNo, files []desk.PersonFile) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	names := []string{}
	for _, f := range files {
		path := filepath.Join(dir, f.Name)
		if err := store.WriteFile(path, f.Data); err != nil {
			return err
		}
		names = append(names, path)
	}
	if r.json {
		return r.printJSON(map[string]any{"ok": true, "exam_no": no, "files": names})
	}
	r.say("cli.person-exported", "no", string(no), "n", len(files), "dir", dir)
	return nil
}

func (r *run) personRectify() *cobra.Command {
	q := exam.DataRequest{Kind: exam.RequestRectify}
	var valueFile string
	c := &cobra.Command{Use: "rectify NO", Short: r.words.T("cli.person-rectify"), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			if valueFile != "" {
				b, err := os.ReadFile(valueFile)
				if err != nil {
					return err
				}
				q.Value = strings.TrimSpace(string(b))
			}
			return r.asDesk(func(d *desk.Desk) error {
				n, err := d.TakeRequest(c.Context(), exam.CandidateNo(args[0]), q)
				if err != nil {
					return err
				}
				if r.json {
					return r.printJSON(map[string]any{"ok": true, "exam_no": args[0], "request": n, "state": exam.RequestAsked})
				}
				r.say("cli.person-taken", "no", args[0], "n", n)
				return nil
			})
		}}
	r.asked(c, &q)
	c.Flags().StringVar(&q.Field, "field", "", r.words.T("cli.flag.request-field"))
	c.Flags().StringVar(&q.Value, "value", "", r.words.T("cli.flag.request-value"))
	c.Flags().StringVar(&valueFile, "value-file", "", r.words.T("cli.flag.request-value-file"))
	return c
}

func (r *run) personDecide() *cobra.Command {
	var grant, refuse bool
	var reason string
	c := &cobra.Command{Use: "decide NO N", Short: r.words.T("cli.person-decide"), Args: exactly(2),
		RunE: func(c *cobra.Command, args []string) error {
			n, err := r.number(args[1])
			if err != nil {
				return err
			}
			if grant == refuse {
				return usage{errors.New("person decide takes --grant or --refuse")}
			}
			return r.changed(args[0], n, func(d *desk.Desk) error {
				return d.DecideRequest(c.Context(), exam.CandidateNo(args[0]), n, grant, reason)
			})
		}}
	c.Flags().BoolVar(&grant, "grant", false, r.words.T("cli.flag.request-grant"))
	c.Flags().BoolVar(&refuse, "refuse", false, r.words.T("cli.flag.request-refuse"))
	c.Flags().StringVar(&reason, "reason", "", r.words.T("cli.flag.request-why"))
	return c
}

func (r *run) personDone() *cobra.Command {
	var text string
	c := &cobra.Command{Use: "done NO N", Short: r.words.T("cli.person-done"), Args: exactly(2),
		RunE: func(c *cobra.Command, args []string) error {
			n, err := r.number(args[1])
			if err != nil {
				return err
			}
			return r.changed(args[0], n, func(d *desk.Desk) error {
				return d.FinishRequest(c.Context(), exam.CandidateNo(args[0]), n, text)
			})
		}}
	c.Flags().StringVar(&text, "text", "", r.words.T("cli.flag.request-told"))
	return c
}

// changed does one step of a request and says where it stands then.
func (r *run) changed(no string, n int, do func(*desk.Desk) error) error {
	return r.asDesk(func(d *desk.Desk) error {
		if err := do(d); err != nil {
			return err
		}
		list, err := d.DataRequests()
		if err != nil {
			return err
		}
		for _, q := range list {
			if string(q.Candidate) != no || q.No != n {
				continue
			}
			if r.json {
				return r.printJSON(map[string]any{"ok": true, "request": requestJSON(q)})
			}
			r.sayRequest(q)
		}
		return nil
	})
}

func (r *run) personRequests() *cobra.Command {
	return &cobra.Command{Use: "requests", Short: r.words.T("cli.person-requests"), Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			return r.asDesk(func(d *desk.Desk) error {
				list, err := d.DataRequests()
				if err != nil {
					return err
				}
				if r.json {
					out := []map[string]any{}
					for _, q := range list {
						out = append(out, requestJSON(q))
					}
					return r.printJSON(map[string]any{"ok": true, "requests": out})
				}
				if len(list) == 0 {
					r.say("cli.person-none")
				}
				for _, q := range list {
					r.sayRequest(q)
				}
				return nil
			})
		}}
}

func (r *run) sayRequest(q desk.PersonRequest) {
	r.say("cli.person-line", "no", string(q.Candidate), "n", q.No, "date", string(q.Date), "kind", "code:request.is-"+q.Kind, "state", "code:request.state-"+q.Word())
	switch {
	case q.Waits:
		r.say("cli.person-waits", "no", string(q.Candidate), "n", q.No)
	case q.Open():
		r.say("cli.person-days", "days", q.Days)
	}
}

// requestJSON leaves out the values: `person export` gives them to the person.
func requestJSON(q desk.PersonRequest) map[string]any {
	out := map[string]any{"exam_no": q.Candidate, "request": q.No, "kind": q.Kind, "field": q.Field, "date": q.Date, "state": q.Word(), "days": q.Days, "reason": ""}
	if q.Decision != nil {
		out["reason"] = q.Decision.Reason
	}
	return out
}

// asDesk lets --as in to do one thing.
func (r *run) asDesk(do func(*desk.Desk) error) error {
	s, d, err := r.signedIn()
	if err != nil {
		return err
	}
	return closing(s, do(d))
}
