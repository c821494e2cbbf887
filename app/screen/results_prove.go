package screen

import (
	"path/filepath"
	"strings"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// prove saves the active candidate's proof of result 成绩证明单: the paper where the person
// wants it, and beside it, under the same name, the file that anybody can verify.
func (r *results) prove() {
	u, no := r.u, r.row().Candidate.No
	askSave(u, u.T("screen.results.prove-where"), "proof-"+string(no)+".pdf", func(path string) {
		if r.busy != "" {
			return
		}
		r.busy = u.T("screen.results.proving")
		r.draw()
		kit.Back(u.run, func() (desk.Proven, error) {
			p, err := r.d.Prove(u.ctx, no)
			if err != nil {
				return p, err
			}
			if err := writeWhole(path, p.PDF); err != nil {
				return p, err
			}
			return p, writeWhole(proofOf(path), p.JSON)
		}, func(_ desk.Proven, err error) {
			r.busy = ""
			if !u.refused(err) {
				u.stored("screen.results.proved", "file", filepath.Base(proofOf(path)))
			}
			if !r.gone {
				r.draw()
			}
		})
	})
}

// proofOf is the name of the file that proves the paper at path.
func proofOf(path string) string { return strings.TrimSuffix(path, filepath.Ext(path)) + ".json" }

// provable says whether there is something to prove.
func (r *results) provable() bool {
	return exam.May("Prove", r.me.Role) && r.row().State != desk.StageDrafted
}
