package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"slices"

	"kaowu/app/exam"
	"kaowu/app/sheet"
)

// takePhotos seals the candidates' photos into the book, after the plan is loaded: a
// photo that is there already is not taken again. A file that has changed since the
// check and is no picture any more is left out; the door then says 无照片.
func (d *Desk) takePhotos(ctx context.Context, photos map[exam.CandidateNo]string) error {
	for _, no := range slices.Sorted(maps.Keys(photos)) {
		raw, err := os.ReadFile(photos[no])
		if err != nil {
			return fmt.Errorf("read a photo: %w", err)
		}
		if !sheet.IsPhoto(raw) {
			continue
		}
		sum := sha256.Sum256(raw)
		body := exam.Photo{SHA256: hex.EncodeToString(sum[:])}
		have, err := d.site.candidate(no)
		if err != nil {
			return err
		}
		if have.Photo != nil && have.Photo.SHA256 == body.SHA256 {
			continue
		}
		if body.File, err = d.site.book.Attach(ctx, raw); err != nil {
			return err
		}
		if _, err := d.append(ctx, d.say(exam.PhotoTaken, onCandidate(no), "photo", body)); err != nil {
			return err
		}
	}
	return nil
}

// Photo gives a candidate's photo as the plan's folder had it, JPEG or PNG. Refusals:
// unknown-candidate, no-file where there is none.
func (d *Desk) Photo(no exam.CandidateNo) ([]byte, error) {
	if err := d.allow("Photo", ""); err != nil {
		return nil, err
	}
	c, err := d.site.candidate(no)
	if err != nil {
		return nil, err
	}
	if c.Photo == nil {
		return nil, exam.Refuse("no-file")
	}
	return d.site.book.Attachment(c.Photo.File)
}
