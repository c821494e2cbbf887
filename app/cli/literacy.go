package cli

import (
	"errors"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/sheet"
)

// literacyCommand enters the rating forms of comprehensive literacy 综合职业素养.
func (r *run) literacyCommand() *cobra.Command {
	template := &cobra.Command{Use: "template FILE", Short: r.words.T("cli.literacy-template"), Args: exactly(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if _, err := os.Stat(args[0]); err == nil {
				return exam.Refuse("file-exists", "file", args[0])
			}
			if err := sheet.WriteLiteracyTemplate(args[0], r.words); err != nil {
				return err
			}
			if r.json {
				return r.printJSON(map[string]any{"ok": true, "file": args[0]})
			}
			r.say("cli.template-written", "file", args[0])
			return nil
		}}
	take := &cobra.Command{Use: "import FILE", Short: r.words.T("cli.literacy-import"), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error { return r.literacyImport(c, args[0]) }}
	list := &cobra.Command{Use: "list", Short: r.words.T("cli.literacy-list"), Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return r.literacyList() }}
	return r.group("literacy", template, take, list, r.literacyRate())
}

func (r *run) literacyImport(c *cobra.Command, file string) error {
	return r.asDesk(func(d *desk.Desk) error {
		n, found, err := d.ImportLiteracy(c.Context(), file)
		if err != nil {
			return err
		}
		list, errs := r.problems(found)
		if r.json {
			if err := r.printJSON(map[string]any{"ok": errs == 0, "ratings": n, "problems": list}); err != nil {
				return err
			}
		} else {
			r.printList(list, "")
			r.say("cli.literacy-imported", "n", n, "problems", errs)
		}
		if errs > 0 {
			return errNo
		}
		return nil
	})
}

// literacyRate enters the marks of one source by hand.
func (r *run) literacyRate() *cobra.Command {
	var item, void int
	var source, marks string
	c := &cobra.Command{Use: "rate NO", Short: r.words.T("cli.literacy-rate"), Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			rating := exam.Rating{Marks: []exam.Tenths{}, Void: void}
			for _, s := range strings.FieldsFunc(marks, func(r rune) bool { return strings.ContainsRune(",，、 ", r) }) {
				m, err := exam.ParseTenths(s)
				if err != nil {
					return usage{errors.New("--marks: " + s)}
				}
				rating.Marks = append(rating.Marks, m)
			}
			return r.asDesk(func(d *desk.Desk) error {
				if err := d.RateLiteracy(c.Context(), exam.CandidateNo(args[0]), item, source, rating); err != nil {
					return err
				}
				if r.json {
					return r.printJSON(map[string]any{"ok": true, "exam_no": args[0], "mean": rating.Mean().String()})
				}
				r.say("cli.literacy-rated", "no", args[0], "n", len(rating.Marks), "mean", rating.Mean().String())
				return nil
			})
		}}
	c.Flags().IntVar(&item, "item", 0, r.words.T("cli.flag.literacy-item"))
	c.Flags().StringVar(&source, "source", "", r.words.T("cli.flag.literacy-source"))
	c.Flags().StringVar(&marks, "marks", "", r.words.T("cli.flag.literacy-marks"))
	c.Flags().IntVar(&void, "void", 0, r.words.T("cli.flag.literacy-void"))
	return c
}

func (r *run) literacyList() error {
	return r.asDesk(func(d *desk.Desk) error {
		rows, err := d.LiteracyList()
		if err != nil {
			return err
		}
		if r.json {
			return r.printJSON(map[string]any{"ok": true, "candidates": literacyJSON(rows)})
		}
		if len(rows) == 0 {
			r.say("cli.literacy-none")
		}
		for _, x := range rows {
			for _, f := range x.Forms {
				for _, p := range f.Parts {
					r.say("cli.literacy-part", "no", string(x.Candidate.No), "item", f.Item.No, "name", f.Item.Name, "source", "code:literacy.source-"+p.Source,
						"n", len(p.Rating.Marks), "weight", p.Weight, "mean", shownTenths(p.Mean))
				}
				r.say("cli.literacy-score", "no", string(x.Candidate.No), "item", f.Item.No, "score", shownTenths(f.Score), "full", f.Item.Full.Plain())
			}
		}
		return nil
	})
}

func shownTenths(t *exam.Tenths) string {
	if t == nil {
		return "–"
	}
	return t.String()
}

func literacyJSON(rows []desk.LiteracyRow) []map[string]any {
	out := []map[string]any{}
	for _, x := range rows {
		items := []map[string]any{}
		for _, f := range x.Forms {
			sources := []map[string]any{}
			for _, p := range f.Parts {
				sources = append(sources, map[string]any{"source": p.Source, "weight": p.Weight, "forms": len(p.Rating.Marks), "void": p.Rating.Void, "mean": p.Mean})
			}
			items = append(items, map[string]any{"item": f.Item.No, "sources": sources, "mark": f.Mark, "score": f.Score})
		}
		out = append(out, map[string]any{"exam_no": x.Candidate.No, "closed": x.Closed, "items": items})
	}
	return out
}
