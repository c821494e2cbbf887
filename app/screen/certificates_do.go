package screen

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// number gives the qualified their numbers; of 10,000 that takes its time.
func (c *certificates) number() {
	u := c.u
	kit.Back(u.run, func() (int, error) { return c.d.GiveCertificates(u.ctx) }, func(n int, err error) {
		note := ""
		if u.refused(err) {
			note = u.note
		} else {
			u.stored("screen.certificates.saved-number", "n", n)
		}
		c.reload(note)
	})
}

// skip leaves numbers out that were used before Kaowu or on another laptop.
func (c *certificates) skip() {
	u := c.u
	levels := blank{key: "level", label: u.T("screen.certificates.level"), kind: pickBlank}
	for l := exam.Level(5); l >= 1; l-- {
		levels.codes, levels.words = append(levels.codes, strconv.Itoa(int(l))), append(levels.words, l.Printed())
	}
	u.fill(form{title: u.T("screen.certificates.skip"), said: u.T("screen.certificates.skip-how"), big: u.T("screen.certificates.skip-do"),
		blanks: []blank{levels, {key: "to", label: u.T("screen.certificates.skip-to"), kind: plainBlank, hint: u.T("screen.certificates.skip-hint")},
			{key: "reason", label: u.T("screen.certificates.reason"), kind: longBlank}},
		do: func(a answered) error {
			level, _ := exam.ParseLevel(a["level"])
			to, err := strconv.Atoi(strings.TrimSpace(a["to"]))
			if err != nil || level == 0 {
				return exam.Refuse("screen-skip")
			}
			return c.d.SkipNumbers(u.ctx, level, to, strings.TrimSpace(a["reason"]))
		},
		done:  func() { u.stored("screen.certificates.saved-skip"); c.reload("") },
		after: c.redraw})
}

// change asks whether a certificate is replaced 补发 or taken back 作废.
func (c *certificates) change() {
	u, row := c.u, *c.row()
	u.choose(row.Number, []kit.Option{{Word: u.T("screen.certificates.reissue")}, {Word: u.T("screen.certificates.withdraw")}}, func(i int) {
		c.why(row, []string{"reissue", "withdraw"}[i])
	})
}

// why asks for the reason; the second step then says what will hold, and does it.
func (c *certificates) why(row desk.CertificateRow, step string) {
	u := c.u
	askText(u, u.T("screen.certificates."+step), u.T("screen.certificates."+step+"-how"), u.T("screen.certificates.next"), "", func(text string) bool {
		if text = strings.TrimSpace(text); text == "" {
			return false
		}
		u.f.Close()
		c.sure(row, step, text)
		return false
	}, nil)
}

// sure is the second step: nothing is stored before it.
func (c *certificates) sure(row desk.CertificateRow, step, reason string) {
	u, st := c.u, c.u.st
	wrong, busy, closed := "", false, false
	do := c.d.ReissueCertificate
	if step == "withdraw" {
		do = c.d.WithdrawCertificate
	}
	u.ask(ask{title: u.T("screen.certificates." + step), line: join(string(row.Candidate.No), row.Candidate.Name), big: u.T("screen.certificates." + step + "-do"), width: 680,
		body: func() fyne.CanvasObject {
			parts := []fyne.CanvasObject{st.Facts(st.Body, 6, kit.Fact{Label: u.T("screen.certificates.number-head"), Value: row.Number}, kit.Fact{Label: u.T("screen.fact.subject"), Value: u.subject(row.Subject)},
				kit.Fact{Label: u.T("screen.certificates.reason"), Value: reason}), st.Note(kit.Caution, "", u.T("screen.certificates."+step+"-sure"), st.Body, 632)}
			switch {
			case busy:
				parts = append(parts, st.Text(u.T("screen.form.storing"), st.Body, kit.Ink2))
			case wrong != "":
				parts = append(parts, st.Note(kit.Fault, "", wrong, st.Body, 632))
			}
			return kit.Col(12, parts...)
		},
		do: func() bool {
			if busy {
				return false
			}
			busy, wrong = true, ""
			u.f.Redraw()
			// Who holds the number is looked for among all candidates: beside the window.
			kit.Back(u.run, func() (struct{}, error) { return struct{}{}, do(u.ctx, row.Number, reason) }, func(_ struct{}, err error) {
				if busy = false; err != nil {
					wrong = u.w.Sentence(err)
					u.f.Redraw()
					return
				}
				if !closed {
					u.f.Close()
				}
				u.stored("screen.certificates.saved-" + step)
				c.reload("")
			})
			return false
		},
		after: func() { closed = true; c.redraw() }})
}

// take reads the office's file of numbers; what is wrong with it is listed by row.
func (c *certificates) take() {
	u := c.u
	askFile(u, u.T("screen.certificates.take"), []string{".xlsx", ".csv"}, func(path string) {
		type taken struct {
			n        int
			problems []exam.Problem
		}
		kit.Back(u.run, func() (t taken, err error) {
			t.n, t.problems, err = c.d.TakeCertificates(u.ctx, path)
			return t, err
		}, func(t taken, err error) {
			note := ""
			switch {
			case u.refused(err):
				note = u.note
			case len(t.problems) > 0:
				c.problems, c.at = t.problems, 0
				exam.SortProblems(c.problems, nil)
			default:
				u.stored("screen.certificates.saved-take", "n", t.n)
			}
			c.reload(note)
		})
	})
}

// save writes the register as a workbook.
func (c *certificates) save() {
	u := c.u
	askSave(u, u.T("screen.certificates.save"), u.T("screen.certificates.book"), func(path string) {
		u.keepBook(c.d.RegisterBook, path, c.redraw)
	})
}

// keepBook makes a workbook off the UI goroutine and writes it whole.
func (u *ui) keepBook(make func() (desk.Workbook, error), path string, after func()) {
	kit.Back(u.run, func() (string, error) {
		b, err := make()
		if err != nil {
			return "", err
		}
		return filepath.Base(path), writeWhole(path, b.Data)
	}, func(name string, err error) {
		if !u.refused(err) {
			u.stored("screen.form.saved-file", "file", name)
		}
		after()
	})
}

// perBound is how many certificates stand in one file where they are bound together.
const perBound = 100

// print asks which certificates are printed and how.
func (c *certificates) print() {
	u := c.u
	var do []func()
	var opts []kit.Option
	if r := c.row(); r != nil && r.State != desk.CertificateWithdrawn && !r.Doubt {
		number := r.Number
		opts, do = append(opts, kit.Option{Word: u.T("screen.certificates.print-one", "number", number)}), append(do, func() { c.printOne(number) })
	}
	numbers := c.printable()
	if len(numbers) > 0 {
		opts = append(opts, kit.Option{Word: u.T("screen.certificates.print-each", "n", len(numbers))}, kit.Option{Word: u.T("screen.certificates.print-bound", "n", len(numbers), "each", perBound)})
		do = append(do, func() { c.printMany(numbers, 1) }, func() { c.printMany(numbers, perBound) })
	}
	if len(do) == 0 {
		u.refused(exam.Refuse("nothing-to-print"))
		c.draw()
		return
	}
	u.choose(u.T("screen.certificates.print"), opts, func(i int) { do[i]() })
}

// printable are the numbers of the list that stand and may be printed.
func (c *certificates) printable() []string {
	var out []string
	for _, i := range c.rows {
		if i >= len(c.view.Rows) {
			break
		}
		if r := c.view.Rows[i]; r.State != desk.CertificateWithdrawn && !r.Doubt {
			out = append(out, r.Number)
		}
	}
	return out
}

// printOne opens one certificate with the desktop's program.
func (c *certificates) printOne(number string) {
	u := c.u
	kit.Back(u.run, func() (pdf []byte, err error) {
		err = c.d.PrintCertificates(u.ctx, desk.CertificateJob{Numbers: []string{number}}, func(p desk.Printed) error { pdf = p.PDF; return nil }, nil)
		return pdf, err
	}, func(pdf []byte, err error) {
		if u.refused(err) {
			c.redraw()
			return
		}
		u.show(number, pdf)
	})
}

// printMany writes certificates into a new folder, a file each or bound, as they are made.
func (c *certificates) printMany(numbers []string, each int) {
	u := c.u
	job := desk.CertificateJob{Numbers: numbers, PerFile: each}
	if c.filter == everyCertificate && c.text == "" {
		job.Numbers = nil // every one that stands
	}
	askSave(u, u.T("screen.certificates.print"), u.T("screen.certificates.folder"), func(dir string) {
		long(u, u.T("screen.certificates.printing"), func(ctx context.Context, progress func(done, total int)) (struct{}, error) {
			if err := os.MkdirAll(dir, 0o700); err != nil {
				return struct{}{}, exam.Refuse("screen-no-folder", "dir", dir)
			}
			return struct{}{}, c.d.PrintCertificates(ctx, job, func(p desk.Printed) error { return writeWhole(filepath.Join(dir, p.Name+".pdf"), p.PDF) }, progress)
		}, func(_ struct{}, err error) {
			if !u.refused(err) {
				u.stored("screen.certificates.printed", "n", len(numbers), "dir", filepath.Base(dir))
			}
			c.redraw()
		})
	})
}
