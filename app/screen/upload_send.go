package screen

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// redraw draws the screen unless the person went on to another one meanwhile.
func (p *upload) redraw() {
	if p.u.front(p) {
		p.draw()
	}
}

// onRoad does what needs the provincial system off the UI goroutine, one thing at a
// time. done is told before the list is read anew.
func (p *upload) onRoad(word string, work func(ctx context.Context, to desk.Receiver, progress func(done, total int)) (desk.Uploaded, error), done func(up desk.Uploaded, err error, stopped bool)) {
	u := p.u
	if p.job != nil {
		return
	}
	if p.to == nil {
		u.refused(exam.Refuse("screen-no-receiver"))
		p.redraw()
		return
	}
	u.note = ""
	p.job, p.pauses = u.newJob(u.T(word)), false
	p.redraw()
	runJob(u, p.job, p.redraw, func(ctx context.Context, progress func(done, total int)) (desk.Uploaded, error) {
		to, err := p.to()
		if err != nil {
			return desk.Uploaded{}, err
		}
		return work(ctx, to, progress)
	}, func(up desk.Uploaded, err error, stopped bool) {
		p.job = nil
		done(up, err, stopped)
		p.afresh()
	})
}

// send files what is left; Esc pauses after the running batch, and F9 goes on from
// there. Where the office cannot be reached, the stored batches go again by themselves.
func (p *upload) send() {
	u := p.u
	var at job
	p.onRoad("screen.upload.sending", func(ctx context.Context, to desk.Receiver, progress func(done, total int)) (desk.Uploaded, error) {
		return p.d.Upload(ctx, to, func(done, total int) {
			progress(done, total)
			at.bar.Done, at.bar.Total = done, total
		})
	}, func(up desk.Uploaded, err error, stopped bool) {
		switch {
		case stopped:
			p.again = nil
			u.note = u.T("screen.upload.paused", "done", at.bar.Done, "total", at.bar.Total)
		case p.unreached(err):
		case !u.refused(err):
			p.last = &up
			u.stored("screen.upload.saved-send", "n", up.Accepted)
			if up.StampErr != nil { // nothing that was done is the less for it
				u.note = u.T("screen.upload.not-stamped", "why", u.w.Sentence(up.StampErr))
			}
			if n := len(up.NotTaken); n > 0 {
				u.note = u.T("screen.upload.not-taken", "n", n, "number", up.NotTaken[0].Number)
			}
		}
	})
}

// pause ends what is on the road after the batch that the office has now.
func (p *upload) pause() {
	if p.job != nil {
		p.pauses = true
		p.job.stop()
		p.draw()
	}
}

// sending is the side while something is on the road: its bar and what Esc does.
func (p *upload) sending() fyne.CanvasObject {
	u, st := p.u, p.u.st
	parts := []fyne.CanvasObject{st.Text(p.job.word, st.Lead, kit.Ink), u.longBar(p.job.bar)}
	if p.pauses {
		parts = append(parts, st.Para(u.T("screen.upload.pausing"), st.Body, kit.Ink2, 366))
	} else {
		parts = append(parts, st.Button(kit.Button{Word: u.T("screen.upload.pause"), Key: "Esc", Do: p.pause}), st.Para(u.T("screen.upload.pause-how"), st.Caption, kit.Ink2, 366))
	}
	return st.Panel(kit.Top(kit.Pad(16, 16, kit.Col(12, parts...))))
}

// resend is a sending that goes again by itself, because the office could not be
// reached: not before due.
type resend struct {
	tries int // sendings that came to nothing, one after another
	due   time.Time
	busy  bool // the office answered and asked us to come later
}

// Pauses between sendings that come to nothing: they double, from the first to the
// most. Within one sending the client itself tries several times, with pauses spread
// by chance, so that hundreds of sites do not come back in step.
const firstResend, mostResend = 2 * time.Minute, 30 * time.Minute

// unreached arms the next sending where the office could not be reached, or asked us
// to come later; anything else ends them. It says whether it did.
func (p *upload) unreached(err error) bool {
	var r *exam.Refusal
	if !errors.As(err, &r) || r.Code != "province-unreachable" && r.Code != "province-busy" {
		p.again = nil
		return false
	}
	next := resend{tries: 1, busy: r.Code == "province-busy"}
	if p.again != nil {
		next.tries += p.again.tries
	}
	wait := firstResend
	for i := 1; i < next.tries && wait < mostResend; i++ {
		wait *= 2
	}
	wait = min(wait, mostResend)
	if minutes, ok := r.Args["minutes"].(int); ok {
		wait = max(wait, time.Duration(minutes)*time.Minute)
	}
	// The screen names a whole minute, and keeps to it.
	next.due = p.u.now().Add(wait + time.Minute - time.Nanosecond).Truncate(time.Minute)
	p.again = &next
	p.u.trace("refused", r.Code)
	return true
}

// tick sends again when it is time. The shell calls it each second while the person
// whose screen this is sits there: a locked screen sends nothing.
func (p *upload) tick() {
	if p.again != nil && p.job == nil && !p.u.now().Before(p.again.due) {
		p.send()
	}
}

// forget ends sending by itself; F9 sends when the person wants.
func (p *upload) forget() {
	p.again = nil
	p.u.note = p.u.T("screen.upload.resend-off")
	p.draw()
}

// soonDays is how long before its end a client certificate is spoken of.
const soonDays = 14

// soon asks whether the client certificate ends soon. What is wrong with the key files
// is told when they are used.
func (p *upload) soon() {
	p.ends = time.Time{}
	if p.to == nil || p.stage != desk.StagePublished {
		return
	}
	to, err := p.to()
	if err != nil {
		return
	}
	if c, ok := to.(interface{ Expires() time.Time }); ok && !c.Expires().IsZero() && c.Expires().Before(p.u.now().AddDate(0, 0, soonDays)) {
		p.ends = c.Expires()
	}
}

// waiting is what stands above the list: when the stored batches go again, and that
// the client certificate ends soon.
func (p *upload) waiting() fyne.CanvasObject {
	u, st := p.u, p.u.st
	switch {
	case p.again != nil && p.job == nil:
		key := "screen.upload.resend"
		if p.again.busy {
			key = "screen.upload.resend-busy"
		}
		return st.Edged(kit.WarnTint, kit.Warn, st.Stroke(), kit.Pad(6, 14, kit.Row(12, st.Shape(kit.Caution, 22),
			kit.Grow(st.Para(u.T(key, "time", p.again.due.Format("15:04")), st.Body, kit.Ink, 760), 1),
			st.Button(kit.Button{Word: u.T("screen.upload.resend-stop"), Key: "Esc", Do: p.forget}))))
	case !p.ends.IsZero():
		days := int(p.ends.Sub(u.now()) / (24 * time.Hour))
		return st.Note(kit.Caution, "", u.T("screen.upload.ends-soon", "until", p.ends.In(u.now().Location()).Format("2006-01-02"), "n", days), st.Body, 1080)
	}
	return nil
}
