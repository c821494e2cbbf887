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
	"slices"

	"filippo.io/age"

	"kaowu/app/exam"
)

// Seal takes one part: its name in the archive, as papers/sign-in/T01.pdf, and its bytes,
// which are sealed before it returns and kept no longer.
type Seal func(name string, data []byte) error

// Gather hands every part to seal, in whatever order it comes by them, and gives their
// names in the order in which they shall lie in the archive: the first is entry
// FirstPart. A part that the order leaves out comes behind those.
type Gather func(seal Seal) (order []string, err error)

// FirstPart is the number of the first entry that Gather's order names.
const FirstPart = 3

// PartEntry is the entry's name in the file, 0003.age: what a part is called stands in
// the sealed list of contents only.
func PartEntry(n int) string { return partEntry(n) }

// WriteArchive writes the exam's archive to path: under a temporary name, flushed,
// renamed, then read back with the lead's key and verified whole. It takes a
// checkpoint first, which pins all that is archived. Signed records that the events
// name and that are not among the parts are added. Memory holds one part at a time.
//
// progress counts bytes that were handled, of expect bytes of parts; it may be nil.
// Refusals: not-lead, disk-full, archive-not-whole (the first finding).
func (b *Book) WriteArchive(ctx context.Context, path string, lead *Person, gather Gather, expect int64, progress func(done, total int64)) error {
	w := newArchiveWriter(ctx, b, lead, path)
	w.format, w.broken, w.gather = formatArchive, "archive-not-whole", gather
	return w.run(path, expect, progress)
}

// run takes a checkpoint, writes the file of about so many bytes of parts, then reads it
// back with the lead's key; one that is not whole is removed again and refused.
func (w *archiveWriter) run(path string, parts int64, progress func(done, total int64)) error {
	if progress == nil {
		progress = func(int64, int64) {}
	}
	theExam, err := w.lead.examKeys()
	if err != nil {
		return err
	}
	defer theExam.wipe()
	p, err := w.b.pinned(w.ctx)
	if err != nil {
		return err
	}
	if len(p.found) > 0 {
		return w.notWhole(p.found)
	}
	w.chain, w.own = p.chain, p.checkpoint
	events := int64(w.b.Size()) * lineSize
	w.expect = parts + events
	w.stages = newStages(progress, weightSeal*w.expect, weightCopy*w.expect, verifyWeight(w.expect, events, true))
	if err := w.write(theExam, path); err != nil {
		return err
	}
	v, err := verifyArchive(w.ctx, path, VerifyOptions{Trust: w.b.Fingerprint(), Progress: w.stages.next()}, w.lead.keys.open)
	if err != nil {
		return fmt.Errorf("read back what was written: %w", err)
	}
	if !v.OK {
		return errors.Join(w.notWhole(v.Findings), os.Remove(path))
	}
	return nil
}

func (w *archiveWriter) notWhole(found []Finding) error {
	return exam.Refuse(w.broken, "finding", "code:finding."+found[0].Code)
}

// archiveWriter seals the parts into one file, then puts the archive, or the pack,
// together: the open part comes first and speaks of all that follows.
type archiveWriter struct {
	format     string
	broken     string // code of the refusal of one that is not whole
	ctx        context.Context
	b          *Book
	lead       *Person
	chain      *chain
	gather     Gather
	stages     *stages
	expect     int64      // bytes of all parts, events among them, as far as one can tell
	own        checkpoint // the one just taken
	temp, body string

	to     []age.Recipient
	list   contents
	sealed []sealedPart // as they lie in body, the events first
	papers []exam.Fact  // name signed records
	signed map[string]bool
	logs   []exam.LogSeen
	trees  map[string]*frontier
}

func newArchiveWriter(ctx context.Context, b *Book, lead *Person, path string) *archiveWriter {
	return &archiveWriter{ctx: ctx, b: b, lead: lead,
		temp: path + ".writing", body: path + ".sealing", signed: map[string]bool{}, trees: map[string]*frontier{}}
}

// readers are the X25519 recipients that the parts are sealed to.
func (w *archiveWriter) readers() []string {
	lead := w.lead.keys.open.Recipient().String()
	if w.format == formatPack {
		return []string{lead}
	}
	return []string{lead, w.chain.created.Recipient, w.chain.created.Recovery}
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
	for _, r := range w.readers() {
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

// writeEvents writes every event that the last checkpoint pins, and all of other logs,
// and takes the chain of keys that these make: others may be saved meanwhile.
func (w *archiveWriter) writeEvents(to io.Writer) error {
	buf := bufio.NewWriter(to)
	var founding []exam.Fact
	err := w.b.Each(func(f exam.Fact) error {
		if f.Log == w.own.log && f.Seq >= w.own.size {
			return nil // came after the checkpoint: belongs into the next archive
		}
		if w.trees[f.Log] == nil {
			w.trees[f.Log] = &frontier{}
			w.logs = append(w.logs, exam.LogSeen{Log: f.Log})
		}
		w.trees[f.Log].add(f.Signed.Leaf())
		if f.Kind == exam.RecordPaper {
			w.papers = append(w.papers, f)
		}
		if founds(f.Kind) {
			founding = append(founding, f)
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
	if w.chain, _, err = newChain(w.chain.exam, founding); err != nil {
		return err
	}
	for i, l := range w.logs {
		root := w.trees[l.Log].root()
		w.logs[i].Size, w.logs[i].Root = w.trees[l.Log].n, root.String()
	}
	return buf.Flush()
}

// assemble writes open part, signature, key file, manuals, contents and sealed parts.
func (w *archiveWriter) assemble(theExam *keyring, body io.ReaderAt) error {
	leadKey, err := os.ReadFile(filepath.Join(w.b.dir, "keys", string(w.lead.staff)+".age"))
	if err != nil {
		return fmt.Errorf("read key file: %w", err)
	}
	w.list.Format = formatContents
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
	if m.Checkpoints, err = w.checkpoints(); err != nil {
		return err
	}
	head := []archiveFile{{keyEntry(w.lead.staff), leadKey}}
	if w.format == formatArchive {
		manuals, err := manuals()
		if err != nil {
			return err
		}
		head = append(head, manuals...)
	}
	head = append(head, archiveFile{partEntry(1), sealed})
	for _, f := range head {
		m.Entries = append(m.Entries, entryOf(f.name, f.data))
	}
	for _, p := range w.sealed {
		m.Entries = append(m.Entries, p.cipher)
	}
	open, err := exam.Marshal(m)
	if err != nil {
		return fmt.Errorf("write open part: %w", err)
	}
	front, err := signOpenPart(theExam, m, open, w.b.opt.Rand)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(w.temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(w.put(f, append(front, head...), body), f.Sync(), f.Close())
}

// checkpoints are all that the book holds of what is archived: one that was taken since
// belongs into the next archive.
func (w *archiveWriter) checkpoints() ([]string, error) {
	all, err := w.b.EveryCheckpoint()
	return slices.DeleteFunc(all, func(text string) bool {
		c, err := textOf(text)
		return err == nil && (w.trees[c.log] == nil || c.size > w.trees[c.log].n)
	}), err
}

// put writes the entries one behind another.
func (w *archiveWriter) put(f io.Writer, head []archiveFile, body io.ReaderAt) error {
	out := bufio.NewWriterSize(f, 1<<20)
	for _, e := range head {
		if err := writeTar(out, e.name, int64(len(e.data)), bytes.NewReader(e.data)); err != nil {
			return err
		}
	}
	done, n := w.stages.next(), int64(0)
	for _, p := range w.sealed {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		if err := writeTar(out, p.Entry, p.cipher.Size, io.NewSectionReader(body, p.at, p.cipher.Size)); err != nil {
			return err
		}
		n += p.cipher.Size
		done(n, w.expect)
	}
	if _, err := out.Write(make([]byte, tarEnd)); err != nil {
		return err
	}
	return out.Flush()
}

func entryOf(name string, data []byte) archiveEntry {
	sum := sha256.Sum256(data)
	return archiveEntry{name, int64(len(data)), hex.EncodeToString(sum[:])}
}
