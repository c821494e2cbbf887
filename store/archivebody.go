package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"filippo.io/age"

	"kaowu/app/exam"
)

// The body of an archive holds the sealed parts one behind another as they came; their
// order in the archive is given once all are there. So each part is in memory alone.

// body is the file of sealed parts, counted.
type body struct {
	ctx    context.Context
	w      io.Writer
	n      int64
	done   func(done, total int64)
	expect int64 // bytes
}

func (b *body) Write(p []byte) (int, error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := b.w.Write(p)
	b.n += int64(n)
	b.done(b.n, b.expect)
	return n, err
}

// sealedPart is a part as it lies in the body, before its place is known.
type sealedPart struct {
	contentsPart
	cipher archiveEntry
	at     int64 // where it begins in the body
}

// sealAll seals events, then parts, then signed records that the parts lack, and puts
// them in order.
func (w *archiveWriter) sealAll(out io.Writer) error {
	to := &body{ctx: w.ctx, w: out, done: w.stages.next(), expect: w.expect}
	if err := w.seal(to, eventsName, "events", w.writeEvents); err != nil {
		return err
	}
	sealPart := func(name string, data []byte) error { return w.sealPart(to, name, data) }
	var order []string
	if w.gather != nil {
		var err error
		if order, err = w.gather(sealPart); err != nil {
			return fmt.Errorf("part of the archive: %w", err)
		}
	}
	for i, f := range w.papers {
		p, err := exam.BodyOf[exam.Paper](f)
		if err != nil {
			return err
		}
		if w.signed[p.SHA256] {
			continue
		}
		data, err := w.b.Attachment(p.File)
		if errors.Is(err, exam.Refuse("no-file")) && w.chain.revoked.Late(f) {
			continue // late evidence may name what nobody ever sent
		}
		if err != nil {
			return err
		}
		if err := sealPart(fmt.Sprintf("records/%04d.pdf", i+1), data); err != nil {
			return err
		}
	}
	return w.arrange(order)
}

// arrange puts the sealed parts in their order and gives them their entries.
func (w *archiveWriter) arrange(order []string) error {
	place := map[string]int{eventsName: -1}
	for i, name := range order {
		place[name] = i
	}
	if len(place) != len(order)+1 {
		return errors.New("write archive: a part is named twice in the order")
	}
	of := func(p sealedPart) int {
		if i, ok := place[p.Name]; ok {
			return i
		}
		return len(order)
	}
	slices.SortStableFunc(w.sealed, func(a, b sealedPart) int { return of(a) - of(b) })
	for i, name := range order {
		if i+1 >= len(w.sealed) || w.sealed[i+1].Name != name {
			return errors.New("write archive: the order names a part that is not there")
		}
	}
	for i := range w.sealed {
		entry := partEntry(i + FirstPart - 1)
		w.sealed[i].Entry, w.sealed[i].cipher.Name = entry, entry
		w.list.Parts = append(w.list.Parts, w.sealed[i].contentsPart)
	}
	return nil
}

func (w *archiveWriter) sealPart(out *body, name string, data []byte) error {
	kind, _, _ := strings.Cut(name, "/")
	return w.seal(out, name, kind, func(to io.Writer) error {
		_, err := to.Write(data)
		return err
	})
}

// seal writes one sealed part and notes what it is. out counts all of the body.
func (w *archiveWriter) seal(out *body, name, kind string, fill func(io.Writer) error) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	at := out.n
	cipher, plain := &sums{w: out, h: sha256.New()}, &sums{h: sha256.New()}
	sealed, err := age.Encrypt(cipher, w.to...)
	if err != nil {
		return fmt.Errorf("seal part: %w", err)
	}
	plain.w = sealed
	if err := fill(plain); err != nil {
		return err
	}
	if err := sealed.Close(); err != nil {
		return fmt.Errorf("seal part: %w", err)
	}
	w.sealed = append(w.sealed, sealedPart{contentsPart{"", name, kind, plain.n, plain.hex()}, archiveEntry{"", cipher.n, cipher.hex()}, at})
	w.signed[plain.hex()] = true
	return nil
}
