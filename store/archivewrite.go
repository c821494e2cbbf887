package store

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"filippo.io/age"

	"kaowu/app/exam"
)

// Part is something that goes into an archive beside the events.
type Part struct {
	Name string                 // papers/0001.pdf; sealed with the rest
	Data func() ([]byte, error) // asked for once, when its turn comes
}

// WriteArchive writes the exam's archive to path: under a temporary name, flushed,
// renamed, then read back with the lead's key and verified whole. It takes a
// checkpoint first, which pins all that is archived. Signed records that the events
// name and that are not among the parts are added. Refusals: not-lead, disk-full,
// archive-not-whole (the first finding).
func (b *Book) WriteArchive(ctx context.Context, path string, lead *Person, parts []Part, progress func(done, total int64)) error {
	if progress == nil {
		progress = func(int64, int64) {}
	}
	theExam, err := lead.examKeys()
	if err != nil {
		return err
	}
	defer theExam.wipe()
	last, err := b.Checkpoint(ctx)
	if err != nil {
		return err
	}
	chain, found, err := b.chain()
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return exam.Refuse("archive-not-whole", "finding", "code:finding."+found[0].Code)
	}
	w := newArchiveWriter(ctx, b, lead, path, progress)
	w.chain, w.parts, w.last, w.format = chain, parts, last, formatArchive
	w.keys = []string{lead.keys.open.Recipient().String(), chain.created.Recipient, chain.created.Recovery}
	if err := w.write(theExam, path); err != nil {
		return err
	}
	v, err := verifyArchive(ctx, path, VerifyOptions{Trust: b.Fingerprint()}, lead.keys.open)
	if err != nil {
		return fmt.Errorf("read archive back: %w", err)
	}
	if !v.OK {
		return errors.Join(exam.Refuse("archive-not-whole", "finding", "code:finding."+v.Findings[0].Code), os.Remove(path))
	}
	return nil
}

// archiveWriter seals the parts into one file, then puts the archive, or the pack,
// together: the open part comes first and speaks of all that follows.
type archiveWriter struct {
	format     string
	keys       []string // X25519, to whom the parts are sealed
	ctx        context.Context
	b          *Book
	lead       *Person
	chain      *chain
	parts      []Part
	progress   func(done, total int64)
	done       int64
	last       string // the checkpoint just taken
	temp, body string

	to      []age.Recipient
	list    contents
	entries []archiveEntry // of the sealed parts from 0002 on
	papers  []exam.Paper   // signed records that events name
	signed  map[string]bool
	logs    []exam.LogSeen
	trees   map[string]*frontier
	events  uint64
}

func newArchiveWriter(ctx context.Context, b *Book, lead *Person, path string, progress func(done, total int64)) *archiveWriter {
	return &archiveWriter{ctx: ctx, b: b, lead: lead, progress: progress,
		temp: path + ".writing", body: path + ".sealing", signed: map[string]bool{}, trees: map[string]*frontier{}}
}

func (w *archiveWriter) step() {
	w.done++
	w.progress(w.done, int64(len(w.parts))+3)
}

// write makes the file, whole at path or not there at all.
func (w *archiveWriter) write(theExam *keyring, path string) error {
	err := w.make(theExam, path)
	_ = os.Remove(w.body) // ciphertext only; nothing is lost by it
	if err != nil {
		_ = os.Remove(w.temp)
	}
	return diskError(err)
}

func (w *archiveWriter) make(theExam *keyring, path string) error {
	for _, r := range w.keys {
		to, err := age.ParseX25519Recipient(r)
		if err != nil {
			return errors.New("write archive: a recipient cannot be read")
		}
		w.to = append(w.to, to)
	}
	f, err := os.OpenFile(w.body, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("write archive: %w", err)
	}
	err = w.sealAll(f)
	if err == nil {
		err = w.assemble(theExam, f)
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write archive: %w", err)
	}
	if err := os.Rename(w.temp, path); err != nil {
		return fmt.Errorf("put archive in its place: %w", err)
	}
	return syncDir(filepath.Dir(path))
}

// sealAll seals events, then parts, then signed records that the parts lack.
func (w *archiveWriter) sealAll(out io.Writer) error {
	w.list.Format, w.list.Parts = formatContents, []contentsPart{}
	if err := w.seal(out, eventsName, "events", w.writeEvents); err != nil {
		return err
	}
	w.step()
	for _, p := range w.parts {
		data, err := p.Data()
		if err != nil {
			return fmt.Errorf("part of the archive: %w", err)
		}
		if err := w.sealPart(out, p.Name, data); err != nil {
			return err
		}
		w.step()
	}
	for i, p := range w.papers {
		if w.signed[p.SHA256] {
			continue
		}
		data, err := w.b.Attachment(p.File)
		if err != nil {
			return err
		}
		if err := w.sealPart(out, fmt.Sprintf("records/%04d.pdf", i+1), data); err != nil {
			return err
		}
	}
	return nil
}

func (w *archiveWriter) sealPart(out io.Writer, name string, data []byte) error {
	kind, _, _ := strings.Cut(name, "/")
	return w.seal(out, name, kind, func(to io.Writer) error {
		_, err := to.Write(data)
		return err
	})
}

// seal writes one sealed part and notes what it is.
func (w *archiveWriter) seal(out io.Writer, name, kind string, fill func(io.Writer) error) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
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
	entry := partEntry(len(w.entries) + 2)
	w.entries = append(w.entries, archiveEntry{entry, cipher.n, cipher.hex()})
	w.list.Parts = append(w.list.Parts, contentsPart{entry, name, kind, plain.n, plain.hex()})
	w.signed[plain.hex()] = true
	return nil
}

// writeEvents writes every event that the last checkpoint pins, and all of other logs.
func (w *archiveWriter) writeEvents(to io.Writer) error {
	buf := bufio.NewWriter(to)
	own, err := textOf(w.last)
	if err != nil {
		return err
	}
	err = w.b.Each(func(f exam.Fact) error {
		if f.Log == own.log && f.Seq >= own.size {
			return nil // came after the checkpoint: belongs into the next archive
		}
		if w.trees[f.Log] == nil {
			w.trees[f.Log] = &frontier{}
			w.logs = append(w.logs, exam.LogSeen{Log: f.Log})
		}
		w.trees[f.Log].add(f.Signed.Leaf())
		w.events++
		if f.Kind == exam.RecordPaper {
			p, err := exam.BodyOf[exam.Paper](f)
			if err != nil {
				return err
			}
			w.papers = append(w.papers, p)
		}
		line, err := exam.Marshal(archiveEvent{f.Signed.Bytes, f.Signed.Sig})
		if err != nil {
			return err
		}
		_, err = buf.Write(append(line, '\n'))
		return errors.Join(err, w.ctx.Err())
	})
	if err != nil {
		return fmt.Errorf("write events: %w", err)
	}
	for i, l := range w.logs {
		root := w.trees[l.Log].root()
		w.logs[i].Size, w.logs[i].Root = w.trees[l.Log].n, root.String()
	}
	return buf.Flush()
}

// assemble writes open part, signature, key file, contents and sealed parts.
func (w *archiveWriter) assemble(theExam *keyring, body io.ReadSeeker) error {
	leadKey, err := os.ReadFile(filepath.Join(w.b.dir, "keys", string(w.lead.staff)+".age"))
	if err != nil {
		return fmt.Errorf("read key file: %w", err)
	}
	list, err := exam.Marshal(w.list)
	if err != nil {
		return err
	}
	sealed, err := sealTo(list, w.to...)
	if err != nil {
		return err
	}
	m := newManifest(w.format, w.b.Cover(), w.chain, w.lead.staff, w.b.Now())
	m.Logs = w.logs
	if m.Checkpoints, err = w.b.EveryCheckpoint(); err != nil {
		return err
	}
	m.Entries = append([]archiveEntry{entryOf(keyEntry(w.lead.staff), leadKey), entryOf(partEntry(1), sealed)}, w.entries...)
	open, err := exam.Marshal(m)
	if err != nil {
		return fmt.Errorf("write open part: %w", err)
	}
	head, err := signOpenPart(theExam, m, open, w.b.opt.Rand)
	if err != nil {
		return err
	}
	if _, err := body.Seek(0, io.SeekStart); err != nil {
		return err
	}
	f, err := os.OpenFile(w.temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(f, 1<<20)
	err = func() error {
		for _, e := range append(head, tarFile{m.Entries[0].Name, leadKey}, tarFile{m.Entries[1].Name, sealed}) {
			if err := writeTar(out, e.name, int64(len(e.data)), bytes.NewReader(e.data)); err != nil {
				return err
			}
		}
		from := bufio.NewReaderSize(body, 1<<20)
		for _, e := range w.entries {
			if err := w.ctx.Err(); err != nil {
				return err
			}
			if err := writeTar(out, e.Name, e.Size, from); err != nil {
				return err
			}
		}
		if _, err := out.Write(make([]byte, tarEnd)); err != nil {
			return err
		}
		w.step()
		return errors.Join(out.Flush(), f.Sync())
	}()
	w.step()
	return errors.Join(err, f.Close())
}

func entryOf(name string, data []byte) archiveEntry {
	sum := sha256.Sum256(data)
	return archiveEntry{name, int64(len(data)), hex.EncodeToString(sum[:])}
}
