package screen

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/screen/kit"
)

// packEnding ends the name of an exam pack 考试包.
const packEnding = ".kaowu-pack"

// packer is the part of the desk that writes an exam pack.
type packer interface {
	WritePack(ctx context.Context, path string, progress func(done, total int64)) error
}

// pack writes the exam pack for the other laptops, and reads it back.
func (p *plan) pack() {
	u := p.u
	if p.packs == nil {
		return
	}
	askSave(u, u.T("screen.pack.write"), p.loaded.Exam+packEnding, func(path string) {
		long(u, u.T("screen.pack.writing"), func(ctx context.Context, progress func(done, total int)) (struct{}, error) {
			return struct{}{}, p.packs.WritePack(ctx, path, wide(progress))
		}, func(_ struct{}, err error) {
			if !u.refused(err) {
				u.stored("screen.pack.saved", "file", filepath.Base(path))
			}
			p.draw()
		})
	})
}

// unpacker makes an exam from a pack in an empty home.
type unpacker func(ctx context.Context, file string, o desk.PackOpening) (*desk.Site, *desk.Desk, error)

// choosePack asks for a pack, checks its open part and shows what it is of; again draws
// the page below, which says what was refused.
func choosePack(u *ui, open unpacker, again func(), done func(*desk.Site, *desk.Desk)) {
	askFile(u, u.T("screen.pack.open"), []string{packEnding}, func(file string) {
		long(u, u.T("screen.pack.checking"), func(ctx context.Context, progress func(done, total int)) (desk.Pack, error) {
			return desk.ReadPack(ctx, file, wide(progress))
		}, func(front desk.Pack, err error) {
			refused := u.refused(err)
			again()
			if !refused {
				askPack(u, file, front, open, done)
			}
		})
	})
}

// askPack shows exam and fingerprint of a pack, to be compared with the paper, asks for
// the lead's passphrase and makes the exam off the UI goroutine. Esc stops that: the exam
// appears whole or not at all.
func askPack(u *ui, file string, front desk.Pack, open unpacker, done func(*desk.Site, *desk.Desk)) {
	st := u.st
	field := kit.NewField(st, kit.Secret, kit.FieldLook{Size: st.Lead}, u.now)
	wrong, busy := "", false
	var j *job
	type made struct {
		site *desk.Site
		desk *desk.Desk
	}
	line := func(key, value string) fyne.CanvasObject {
		return kit.Row(12, kit.Fixed(st.Text(u.T(key), st.Body, kit.Ink2), 140, 0), kit.Grow(st.Trimmed(value, st.Body, kit.Ink), 1))
	}
	u.ask(ask{
		title: u.T("screen.pack.open"), line: front.Exam, big: u.T("screen.pack.do"), width: 720, first: field,
		body: func() fyne.CanvasObject {
			rows := []fyne.CanvasObject{line("screen.pack.of", front.Organisation), line("screen.pack.site", front.Site),
				line("screen.pack.written", front.Written.Format("2006-01-02 15:04")),
				st.Edged(kit.PriTint, kit.Pri, 2, kit.Pad(12, 10, kit.Col(4, st.Text(u.T("screen.pack.fingerprint"), st.Caption, kit.Ink2), st.Para(front.Fingerprint, st.Lead, kit.Ink, 640)))),
				st.Para(u.T("screen.pack.compare"), st.Body, kit.Ink2, 660),
				kit.Row(12, kit.Fixed(st.Text(u.T("screen.pack.passphrase", "lead", string(front.Lead)), st.Body, kit.Ink2), 200, 0), kit.Grow(field, 1))}
			switch {
			case busy:
				rows = append(rows, st.Text(u.T("screen.pack.opening"), st.Body, kit.Ink2), u.longBar(j.bar))
			case wrong != "":
				rows = append(rows, st.Note(kit.Caution, "", wrong, st.Body, 660))
			}
			return kit.Col(10, rows...)
		},
		esc: func() bool {
			if busy {
				j.stop()
			}
			return !busy
		},
		do: func() bool {
			if busy {
				return false
			}
			busy, wrong, j = true, "", u.newJob("")
			u.f.Redraw()
			o := desk.PackOpening{Who: string(front.Lead), Passphrase: []byte(field.Text()), Exam: front.Exam, Trust: front.Fingerprint}
			runJob(u, j, u.f.Redraw, func(ctx context.Context, progress func(done, total int)) (m made, err error) {
				o.Progress = wide(progress)
				m.site, m.desk, err = open(ctx, file, o)
				return m, err
			}, func(m made, err error, stopped bool) {
				busy = false
				if err != nil {
					if wrong = u.w.Sentence(err); stopped {
						wrong = u.T("screen.empty.cancelled")
					}
					u.f.Redraw()
					return
				}
				u.f.Close()
				done(m.site, m.desk)
			})
			return false
		},
	})
}
