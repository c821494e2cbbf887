package store

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"slices"

	"github.com/dgraph-io/badger/v4"

	"kaowu/app/exam"
)

// change is what one or more groups of journal records mean to the index.
type change struct {
	facts  []exam.Fact
	notes  []string // checkpoints
	drafts []draftRecord
	files  []fileRecord
	heads  map[string][]exam.ID // as they stand after facts
	meta   meta                 // Checkpoints counts those in notes
}

// headsAfter says what the heads of a subject are once f is there too: those that f
// has not seen, and f.
func headsAfter(heads []exam.ID, f exam.Fact) []exam.ID {
	out := make([]exam.ID, 0, len(heads)+1)
	for _, h := range heads {
		if _, seen := slices.BinarySearchFunc(f.Seen, h, compareID); !seen && h != f.ID {
			out = append(out, h)
		}
	}
	out = append(out, f.ID)
	slices.SortFunc(out, compareID)
	return out
}

func compareID(a, b exam.ID) int {
	switch {
	case a.Less(b):
		return -1
	case b.Less(a):
		return 1
	}
	return 0
}

// apply brings the index to c. The meta goes last, so that a change cut off by a
// crash is done again at the next opening; doing it twice changes nothing.
func (x *index) apply(c change) error {
	files := x.hold()
	defer files.users.Done()
	b := newBatch(files.db)
	defer func() { b.txn.Discard() }()
	for _, f := range c.facts {
		at := place(f.Log, f.Seq)
		b.set(append([]byte("e/"), at...), f.Signed.Sig, f.Signed.Bytes)
		b.set(slices.Concat([]byte("s/"), []byte(f.On), []byte{0}, at), f.ID[:])
		b.set(append([]byte("i/"), f.ID[:]...), at)
	}
	for on, ids := range c.heads {
		all := make([]byte, 0, 32*len(ids))
		for _, id := range ids {
			all = append(all, id[:]...)
		}
		b.set(append([]byte("h/"), on...), all)
	}
	first := c.meta.Checkpoints - uint64(len(c.notes))
	for i, n := range c.notes {
		b.set(binary.BigEndian.AppendUint64([]byte("c/"), first+uint64(i)), []byte(n))
	}
	for _, d := range c.drafts {
		b.set(append([]byte("d/"), d.key...), d.content())
	}
	for _, f := range c.files {
		b.set(append([]byte("a/"), f.name...), binary.BigEndian.AppendUint64(nil, f.size))
	}
	c.meta.Schema = indexSchema
	m, err := json.Marshal(c.meta)
	if err != nil {
		return indexError("write index", err)
	}
	b.set([]byte("m/meta"), m)
	return indexError("write index", b.commit())
}

// batch is a transaction that goes on in a next one where Badger's limit is reached.
type batch struct {
	db  *badger.DB
	txn *badger.Txn
	err error
}

func newBatch(db *badger.DB) *batch { return &batch{db: db, txn: db.NewTransaction(true)} }

// set puts a value made of parts, behind the schema byte.
func (b *batch) set(key []byte, parts ...[]byte) {
	if b.err != nil {
		return
	}
	v := slices.Concat(append([][]byte{{indexSchema}}, parts...)...)
	b.err = b.txn.Set(key, v)
	if errors.Is(b.err, badger.ErrTxnTooBig) {
		if b.err = b.txn.Commit(); b.err == nil {
			b.txn = b.db.NewTransaction(true)
			b.err = b.txn.Set(key, v)
		}
	}
}

func (b *batch) commit() error {
	if b.err != nil {
		return b.err
	}
	return b.txn.Commit()
}
