package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"

	"kaowu/app/exam"
)

// readSealed opens every sealed part: the list of contents, the events, the rest.
// A part that does not open is named, and the others are read still. Refusal:
// key-does-not-open.
func (v *verifier) readSealed() error {
	first := v.m.opened()
	var no *age.NoIdentityMatchError
	list, err := v.readContents()
	if errors.As(err, &no) {
		return exam.Refuse("key-does-not-open", "entry", partEntry(1))
	}
	if v.ctx.Err() != nil {
		return v.ctx.Err()
	}
	if err != nil {
		v.note("archive-contents", partEntry(1))
		v.checkAnchors(nil)
		return nil
	}
	v.out.Opened = true
	e := newEventCheck(v)
	pdfs := map[string]bool{} // SHA-256 of PDF files whose signature reaches to the end
	for i, p := range list.Parts {
		if !v.whole[first+1+i] {
			continue // named already
		}
		read := v.drain
		switch {
		case p.Name == eventsName:
			read = e.read
		case p.Name == EvidenceName:
			read = v.readEvidence
		case bytes.HasSuffix([]byte(p.Name), []byte(".pdf")):
			read = func(r io.Reader) error {
				ends, err := signedToTheEnd(r)
				pdfs[p.SHA256] = ends
				return err
			}
		}
		if err := v.readPart(first+1+i, p, read); err != nil {
			return err
		}
	}
	if v.whole[first+1] {
		if v.m.Format == formatPack {
			e.papers = nil // a pack brings them as the book keeps them, sealed once more
		}
		e.finish(pdfs)
		v.checkAnchors(e.rootAt)
		if len(v.out.Findings) == 0 && v.m.Format == formatArchive {
			return v.checkResults(e)
		}
		return nil
	}
	v.checkAnchors(nil)
	return nil
}

// openEntry opens the sealed entry i; weight is what a byte of it costs.
func (v *verifier) openEntry(i int, weight int64) (io.Reader, error) {
	section := io.NewSectionReader(v.r, v.at[i], v.m.Entries[i].Size)
	return age.Decrypt(&counted{v, section, weight}, v.sealed...)
}

// readContents reads the first sealed part and holds it against the entries.
func (v *verifier) readContents() (contents, error) {
	var c contents
	first := v.m.opened()
	if !v.whole[first] {
		return c, errors.New("list of contents is damaged")
	}
	r, err := v.openEntry(first, weightOpen)
	if err != nil {
		return c, fmt.Errorf("open contents: %w", err)
	}
	b, err := io.ReadAll(io.LimitReader(r, maxManifest))
	if err != nil {
		return c, fmt.Errorf("read contents: %w", err)
	}
	if err := readCanonical(b, &c); err != nil {
		return c, err
	}
	if c.Format != formatContents || len(c.Parts) != len(v.m.Entries)-first-1 || c.Parts[0].Name != eventsName {
		return c, errors.New("contents do not list the parts")
	}
	for i, p := range c.Parts {
		if p.Entry != v.m.Entries[first+1+i].Name || i > 0 && p.Name == eventsName {
			return c, errors.New("contents list other parts")
		}
	}
	return c, nil
}

// readPart reads one part and holds its plain bytes against the list of contents.
func (v *verifier) readPart(i int, p contentsPart, read func(io.Reader) error) error {
	weight := int64(weightOpen)
	if p.Name == eventsName {
		weight = weightEvents
	}
	r, err := v.openEntry(i, weight)
	if err != nil {
		v.note("archive-part-sealed", p.Entry)
		return v.ctx.Err()
	}
	sum := &sums{h: sha256.New()}
	err = read(io.TeeReader(r, sum))
	if v.ctx.Err() != nil {
		return v.ctx.Err()
	}
	if err != nil || sum.n != p.Size || hex.EncodeToString(sum.h.Sum(nil)) != p.SHA256 {
		v.note("archive-part-sealed", p.Entry)
	}
	return nil
}

func (v *verifier) drain(r io.Reader) error {
	_, err := io.Copy(io.Discard, r)
	return err
}
