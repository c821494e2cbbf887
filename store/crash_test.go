package store

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"kaowu/app/exam"
)

// saverChild opens the book in dir and lets eight savers save until it is killed.
// What was acknowledged is told to the parent, each in one write to the pipe.
func saverChild(dir string) error {
	d, _, err := openBookData(dir, oneEpoch(testKey()), testDevice(), smallDisk(nil))
	if err != nil {
		return err
	}
	b := &Book{dir: dir, opt: d.opt, data: d}
	tell("open")
	failed := make(chan error)
	for s := range 8 {
		go func() {
			for i := 0; ; i++ {
				if err := saveSomething(b, s, i); err != nil {
					failed <- err
					return
				}
			}
		}()
	}
	return <-failed
}

// saveSomething saves what a day saves, mostly scores, and tells what is acknowledged.
func saveSomething(b *Book, saver, i int) error {
	ctx := context.Background()
	switch {
	case i%11 == 3:
		value := fmt.Sprint(b.Size())
		err := b.SaveDraft(ctx, fmt.Sprint("saver/", saver), []byte(value))
		if err == nil {
			tell("draft %d %s", saver, value)
		}
		return err
	case i%17 == 5 && saver == 0:
		text, err := b.Checkpoint(ctx)
		if err == nil {
			tell("note %s", base64.StdEncoding.EncodeToString([]byte(text)))
		}
		return err
	case i%23 == 7:
		name, err := b.Attach(ctx, []byte{byte(saver), byte(i)})
		if err == nil {
			tell("file %s", name)
		}
		return err
	}
	facts, err := b.Append(ctx, scoreDraft(saver, i, 215), scoreDraft(i%5, i, 215))
	if err != nil {
		return err
	}
	tell("event %s %s", facts[0].ID, facts[1].ID)
	return nil
}

func tell(format string, args ...any) {
	_, _ = os.Stdout.WriteString(fmt.Sprintf(format+"\n", args...)) // a parent that has gone hears nothing
}

// promised is what children said was acknowledged, since the last look.
type promised struct {
	ids    []exam.ID
	drafts map[string]uint64
	notes  []string
	files  []string
}

func (p *promised) hear(t *testing.T, line string) {
	t.Helper()
	word := strings.Fields(line)
	switch word[0] {
	case "open":
	case "event":
		for _, w := range word[1:] {
			var id exam.ID
			if err := id.UnmarshalText([]byte(w)); err != nil {
				t.Fatal(err)
			}
			p.ids = append(p.ids, id)
		}
	case "draft":
		n, err := strconv.ParseUint(word[2], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		p.drafts["saver/"+word[1]] = n
	case "note":
		text, err := base64.StdEncoding.DecodeString(word[1])
		if err != nil {
			t.Fatal(err)
		}
		p.notes = append(p.notes, string(text))
	case "file":
		p.files = append(p.files, word[1])
	default:
		t.Fatalf("the child said %q", line)
	}
}

// killed runs a child and kills it with signal 9 after a while: from its start, or
// from when it has opened the book.
func killed(t *testing.T, dir string, after time.Duration, fromStart bool, p *promised) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, dir)
	cmd.Env = append(os.Environ(), childEnv+"=saver")
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill := func() {
		time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	}
	if fromStart {
		kill()
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if lines.Text() == "open" && !fromStart {
			kill()
		}
		p.hear(t, lines.Text())
	}
	err = cmd.Wait()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != -1 {
		t.Fatalf("the child was to be killed and ended with %v: %s", err, said.String())
	}
}

// TestKilledAnywhere is the promise that acknowledged is durable (design.md 10).
func TestKilledAnywhere(t *testing.T) {
	const rounds, looks = 200, 10
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	draw := rand.New(rand.NewPCG(seed, 0))
	b := newTestBook(t, smallDisk(nil))
	if err := b.data.close(); err != nil {
		t.Fatal(err)
	}
	b.data = nil
	v := &crashView{keys: knownKeys{}}
	p := &promised{drafts: map[string]uint64{}}
	for round := range rounds {
		after, fromStart := time.Duration(1+draw.IntN(40))*time.Millisecond, draw.IntN(5) == 0
		killed(t, b.dir, after, fromStart, p)
		if (round+1)%looks == 0 {
			v.look(t, b, p)
			p = &promised{drafts: p.drafts}
		}
	}
	reopen(t, b)
	rep := wholeCheck(t, b)
	t.Logf("%d events, %d torn saves, index remade %d times", rep.Events, v.torn, v.remade)
	if v.remade > rounds/looks/2 {
		t.Errorf("the index was remade %d times in %d looks: that is no rare accident", v.remade, rounds/looks)
	}
	if rep.Events < rounds {
		t.Fatalf("only %d events in %d rounds: the savers hardly ran", rep.Events, rounds)
	}
}

// crashView is how far the parent has looked at the book.
type crashView struct {
	size   uint64 // events whose signatures were checked
	pinned uint64 // size of the tree at the last look
	root   tlog.Hash
	keys   knownKeys
	torn   int
	remade int
}

// look opens the book and checks all that was promised since the last look, and
// that the tree extends the one of that look.
func (v *crashView) look(t *testing.T, b *Book, p *promised) {
	t.Helper()
	for _, f := range reopen(t, b) {
		switch f.Code {
		case "journal-torn":
			v.torn++
		case "index-damaged":
			// Badger killed while it makes its files may not open again. It is put aside
			// and remade from the journal; everything below must hold all the same.
			v.remade++
		default:
			t.Fatalf("opening found %v", f)
		}
	}
	d := b.data
	for _, id := range p.ids {
		if _, err := b.Fact(id); err != nil {
			t.Fatalf("acknowledged event %s: %v", id, err)
		}
	}
	for ; v.size < d.size(); v.size++ {
		raw, err := d.index.view(eventKey(d.log, v.size))
		if err != nil {
			t.Fatal(err)
		}
		f, err := factOf(raw, nil)
		if err == nil {
			err = v.keys.check(f)
		}
		if err != nil {
			t.Fatalf("event %d: %v", v.size, err)
		}
	}
	v.extends(t, d)
	for key, least := range p.drafts {
		got, err := b.Draft(key)
		if n, perr := strconv.ParseUint(string(got), 10, 64); err != nil || perr != nil || n < least {
			t.Fatalf("draft %s is %q %v, acknowledged was %d", key, got, err, least)
		}
	}
	for _, name := range p.files {
		if _, err := b.Attachment(name); err != nil {
			t.Fatalf("acknowledged file: %v", err)
		}
	}
	notes, err := b.Checkpoints()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range p.notes {
		if !slices.Contains(notes, text) {
			t.Fatalf("acknowledged checkpoint is not there:\n%s", text)
		}
	}
	if err := d.close(); err != nil {
		t.Fatal(err)
	}
	b.data = nil
}

// extends proves that the tree extends the one of the last look and every checkpoint.
func (v *crashView) extends(t *testing.T, d *data) {
	t.Helper()
	size := d.size()
	root, err := d.tree.root(size)
	if err != nil {
		t.Fatal(err)
	}
	if old := v.root; old != (tlog.Hash{}) {
		proof, err := tlog.ProveTree(int64(size), int64(v.pinned), d.tree)
		if err == nil {
			err = tlog.CheckTree(proof, int64(size), root, int64(v.pinned), old)
		}
		if err != nil {
			t.Fatalf("the tree of %d does not extend that of %d: %v", size, v.pinned, err)
		}
	}
	v.root, v.pinned = root, size
	texts, err := d.index.checkpoints()
	if err != nil {
		t.Fatal(err)
	}
	if len(texts) == 0 {
		return
	}
	c, err := readCheckpoint(texts[len(texts)-1], noteKeys{noteKeyOf(testDevice())})
	if err != nil {
		t.Fatal(err)
	}
	if then, err := d.tree.root(c.size); err != nil || then != c.root {
		t.Fatalf("the tree does not extend the last checkpoint at %d: %v", c.size, err)
	}
}
