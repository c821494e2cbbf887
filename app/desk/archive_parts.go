package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"kaowu/app/exam"
	"kaowu/store"
)

// gather seals what goes into the archive beside the events, each thing as it is made,
// and gives the order in which it lies there: the contents first, then as they say
// (考核档案目录). evidence is of the institution's book; nil: none.
func (d *Desk) gather(ctx context.Context, seal store.Seal, evidence []byte, progress func(done, total int)) ([]string, error) {
	v := d.site.newInventory()
	err := d.printAll(ctx, func(p Printed) error {
		v.printed(p)
		return seal("papers/"+p.Path(), p.PDF)
	}, progress)
	if err != nil {
		return nil, err
	}
	books, err := d.workbooks()
	if err != nil {
		return nil, err
	}
	for _, b := range books {
		v.add(shelved{kind: b.Name, name: "workbooks/" + b.Name})
		if err := seal("workbooks/"+b.Name, b.Data); err != nil {
			return nil, err
		}
	}
	err = d.attachments(func(s shelved, file string) error {
		data, err := d.site.book.Attachment(file)
		if err != nil {
			return err
		}
		s.name += ending(data)
		v.add(s)
		return errors.Join(seal(s.name, data), ctx.Err())
	})
	if err != nil {
		return nil, err
	}
	notes, err := d.site.book.Checkpoints()
	if err != nil {
		return nil, err
	}
	v.add(checkpointsPart())
	if err := seal(checkpointsPart().name, []byte(strings.Join(notes, "\n"))); err != nil {
		return nil, err
	}
	if evidence != nil {
		v.add(shelved{kind: "evidence", name: store.EvidenceName})
		if err := seal(store.EvidenceName, evidence); err != nil {
			return nil, err
		}
	}
	err = d.contents(v, func(p Printed) error { return seal(contentsName, p.PDF) })
	order := []string{contentsName}
	for _, s := range v.arranged() {
		order = append(order, s.name)
	}
	return order, err
}

// checkpointsPart is every signed checkpoint as text, oldest first.
func checkpointsPart() shelved {
	return shelved{kind: "checkpoints", name: "checkpoints/checkpoints.txt"}
}

// attachments names every sealed file that the events speak of, but for the signed
// records, which are among the papers. The names lack the ending, which the bytes tell.
func (d *Desk) attachments(each func(s shelved, file string) error) error {
	n := map[string]int{}
	again := func(name string) string { // a second scan or batch does not take the first one's name
		n[name]++
		if n[name] == 1 {
			return name
		}
		return fmt.Sprintf("%s-%d", name, n[name])
	}
	return d.site.book.Each(func(f exam.Fact) error {
		s, file, err := attached(f)
		if err != nil || file == "" {
			return err
		}
		s.name = again(s.name)
		return each(s, file)
	})
}

// attached is the sealed file that an event names; empty: none.
func attached(f exam.Fact) (s shelved, file string, err error) {
	_, on, _ := strings.Cut(f.On, "/")
	switch f.Kind {
	case exam.RecordSigned:
		b, err := exam.BodyOf[exam.Signature](f)
		return shelved{kind: "strokes", name: fmt.Sprintf("strokes/%s-r%d-%s", on, b.Revision, f.By), whose: on}, b.File, err
	case exam.RecordSealed:
		b, err := exam.BodyOf[exam.Paper](f)
		return shelved{kind: "scan", name: fmt.Sprintf("scans/%s-r%d", on, b.Revision), whose: on}, b.File, err
	case exam.TheoryImported:
		b, err := exam.BodyOf[exam.FileImport](f)
		return shelved{kind: "theory-file", name: "theory-files/" + on, whose: on}, b.File, err
	case exam.PhotoTaken:
		b, err := exam.BodyOf[exam.Photo](f)
		return shelved{kind: "photo", name: "photos/" + on}, b.File, err
	case exam.UploadPrepared:
		b, err := exam.BodyOf[exam.Batch](f)
		return shelved{kind: "upload", name: "uploads/" + on}, b.File, err
	case exam.PlanLoaded:
		b, err := exam.BodyOf[exam.Loading](f)
		return shelved{kind: "plan-changes", name: fmt.Sprintf("plan-changes/%d", b.Version)}, b.Changes, err
	}
	return s, "", nil
}

// ending is the ending of a file's name, by what its first bytes say it is.
func ending(data []byte) string {
	for _, m := range []struct{ starts, ending string }{{"%PDF-", ".pdf"}, {"\xff\xd8\xff", ".jpg"}, {"\x89PNG", ".png"}, {"PK\x03\x04", ".xlsx"}, {"{", ".json"}, {"[", ".json"}} {
		if bytes.HasPrefix(data, []byte(m.starts)) {
			return m.ending
		}
	}
	return ""
}
