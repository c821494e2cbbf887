package store

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"kaowu/app/exam"
)

// eventCheck reads events.jsonl once, in flat memory: form, place, signature, tree.
type eventCheck struct {
	v      *verifier
	log    string
	seq    uint64
	tree   frontier
	roots  map[position]tlog.Hash
	done   map[position]bool
	sizes  map[string]uint64
	found  []exam.ID // founding events, as met
	papers []namedPaper
	filed  []*exam.ID // replies of the office that a plan was held against
	rows   planRows
}

// namedPaper is a signed record that an event names.
type namedPaper struct {
	event  exam.ID
	sha256 string
}

func newEventCheck(v *verifier) *eventCheck {
	return &eventCheck{v: v, roots: v.wanted(), done: map[position]bool{}, sizes: map[string]uint64{}}
}

// read reads all lines. The error means that the part itself cannot be read.
func (e *eventCheck) read(r io.Reader) error {
	n := 0
	return eachLine(r, func(line []byte) error {
		n++
		f, err := decodeLine(line)
		if err != nil {
			e.v.note("event-form", fmt.Sprintf("%s:%d", eventsName, n))
			return nil
		}
		e.take(f)
		return nil
	})
}

// eachLine yields every line of events.jsonl.
func eachLine(r io.Reader, yield func([]byte) error) error {
	lines := bufio.NewReaderSize(r, 1<<20)
	for {
		line, err := readLine(lines)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := yield(line); err != nil {
			return err
		}
	}
}

// readLine reads one line without its newline; io.EOF only between lines.
func readLine(r *bufio.Reader) ([]byte, error) {
	var out []byte
	for {
		part, err := r.ReadSlice('\n')
		out = append(out, part...)
		switch {
		case err == nil:
			return out[:len(out)-1], nil
		case errors.Is(err, io.EOF) && len(out) == 0:
			return nil, io.EOF
		case errors.Is(err, io.EOF):
			return nil, io.ErrUnexpectedEOF
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		case len(out) > maxLine:
			return nil, errors.New("line of events is too long")
		}
	}
}

// decodeLine reads a line of events.jsonl, which has one way to be written.
func decodeLine(line []byte) (exam.Fact, error) {
	var a archiveEvent
	if err := json.Unmarshal(line, &a); err != nil {
		return exam.Fact{}, fmt.Errorf("line of events: %w", err)
	}
	again, err := exam.Marshal(a)
	if err != nil || !bytes.Equal(again, line) {
		return exam.Fact{}, errCanonical
	}
	return exam.Decode(exam.Signed{Bytes: a.Event, Sig: a.Sig})
}

// take checks one event.
func (e *eventCheck) take(f exam.Fact) {
	where := f.ID.String()
	if f.Log != e.log {
		if f.Log < e.log {
			e.v.note("event-misplaced", where)
		}
		e.log, e.seq, e.tree = f.Log, 0, frontier{}
	}
	if f.Exam != e.v.m.Exam || f.Seq != e.seq {
		e.v.note("event-misplaced", where)
	}
	if code := e.v.chain.judge(f); code != "" {
		e.v.note("event-"+code, where, "log", f.Log, "seq", f.Seq)
	}
	late := e.v.chain.revoked.Late(f)
	if late {
		e.v.out.Late++
	}
	e.seq++
	e.tree.add(f.Signed.Leaf())
	e.sizes[f.Log] = e.seq
	at := position{f.Log, e.seq}
	if _, wanted := e.roots[at]; wanted {
		e.roots[at], e.done[at] = e.tree.root(), true
	}
	if founds(f.Kind) {
		e.found = append(e.found, f.ID)
	}
	if f.Kind == exam.RecordPaper && !late {
		if p, err := exam.BodyOf[exam.Paper](f); err == nil {
			e.papers = append(e.papers, namedPaper{f.ID, p.SHA256})
		}
	}
	if f.Kind == exam.TimeStamped && !late {
		e.v.checkStamp(f)
	}
	if f.Kind == exam.PlanLoaded && !late {
		if l, err := exam.BodyOf[exam.Loading](f); err == nil {
			e.filed = append(e.filed, l.Reply)
		}
	}
	e.rows.take(f)
}

// rootAt is the recomputed root of a log at a wanted size.
func (e *eventCheck) rootAt(log string, size uint64) (tlog.Hash, bool) {
	at := position{log, size}
	return e.roots[at], e.done[at]
}

// finish holds what was read against the open part and the papers.
func (e *eventCheck) finish(pdfs map[string]bool) {
	v := e.v
	for _, l := range v.m.Logs {
		root, ok := e.rootAt(l.Log, l.Size)
		if !ok || root.String() != l.Root || e.sizes[l.Log] != l.Size {
			v.note("log-differs", "tree/"+l.Log, "log", l.Log)
		}
		delete(e.sizes, l.Log)
	}
	for log := range e.sizes {
		v.note("log-differs", "tree/"+log, "log", log)
	}
	for i, n := range v.notes {
		if root, ok := e.rootAt(n.log, n.size); !ok || root != n.root {
			v.note("checkpoint-mismatch", fmt.Sprintf("checkpoint/%d", i), "size", n.size)
		}
	}
	var open []exam.ID
	for _, f := range v.chain.founding {
		open = append(open, f.ID)
	}
	if !slices.Equal(open, e.found) {
		v.note("founding-differs", manifestName)
	}
	for _, reply := range e.filed {
		v.checkReply(reply)
	}
	for _, p := range e.papers {
		switch ends, there := pdfs[p.sha256]; {
		case !there:
			v.note("paper-missing", p.event.String())
		case !ends:
			v.note("paper-signature", p.event.String())
		}
	}
}
