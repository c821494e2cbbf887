package store

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"

	"kaowu/app/exam"
)

// index is Badger: it answers every query and can be remade from the journal. Keys
// begin with what they index; each value begins with a schema byte.
//
//	m/meta                 how far the index has followed the journal
//	e/<log>\0<seq>         the event: signature, then bytes
//	s/<subject>\0<log>\0<seq>  its id: the events of a subject, in order
//	i/<id>                 <log>\0<seq>
//	h/<subject>            ids of the heads, sorted
//	c/<n>                  checkpoints in order
//	d/<key>                drafts
//	a/<name>               sealed files
type index struct {
	mu  sync.Mutex
	now *indexFiles
}

const indexSchema = 1

// meta says how far the index has followed the journal, so that opening need not
// read it all again.
type meta struct {
	Schema      int        `json:"schema"`
	Log         string     `json:"log"`
	End         int64      `json:"end"`    // of the journal as followed
	Last        int64      `json:"last"`   // where the last record followed begins
	Events      uint64     `json:"events"` // of the own log
	At          exam.Stamp `json:"at"`     // of the last event
	Checkpoints uint64     `json:"checkpoints"`
}

// openIndex opens or makes the index in dir.
func openIndex(dir string, key dataKey) (*index, error) {
	k, err := key.subkey(useBadger)
	if err != nil {
		return nil, err
	}
	db, err := badger.Open(badgerOptions(dir, k))
	if err != nil {
		return nil, fmt.Errorf("open index: %w", err)
	}
	return &index{now: &indexFiles{db: db, dir: dir}}, nil
}

// badgerOptions are settings for a laptop (pitfalls.md 3.3): small files, little
// memory, checksums of blocks looked at. The journal is what is flushed, so Badger
// is not; conflicts cannot be, as there is one writer.
func badgerOptions(dir string, key []byte) badger.Options {
	o := badger.DefaultOptions(dir)
	o.Logger = nil
	o.MetricsEnabled = false
	o.EncryptionKey = key
	o.MemTableSize = 16 << 20
	o.ValueLogFileSize = 16 << 20
	o.ValueThreshold = 1 << 20 // its limit, above every value: the value log stays unused
	o.NumMemtables = 2
	o.NumLevelZeroTables = 2
	o.NumLevelZeroTablesStall = 4
	o.NumCompactors = 2
	o.BlockCacheSize = 8 << 20
	o.IndexCacheSize = 8 << 20
	o.Compression = options.None // signatures and ids do not shrink
	o.DetectConflicts = false
	o.VerifyValueChecksum = true
	o.ChecksumVerificationMode = options.OnBlockRead
	return o
}

// errIndex is what a query says when Badger cannot read its own files.
var errIndex = exam.Refuse("index-damaged")

func indexError(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w: %w", doing, errIndex, err)
}

// place is an event's place as the tail of a key.
func place(log string, seq uint64) []byte {
	return binary.BigEndian.AppendUint64(append([]byte(log), 0), seq)
}

func eventKey(log string, seq uint64) []byte { return append([]byte("e/"), place(log, seq)...) }

// get reads one value without its schema byte; nil when the key is not there.
func (x *index) get(txn *badger.Txn, key []byte) ([]byte, error) {
	it, err := txn.Get(key)
	if errors.Is(err, badger.ErrKeyNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	v, err := it.ValueCopy(nil)
	if err != nil {
		return nil, err
	}
	return value(v)
}

// value strips the schema byte.
func value(v []byte) ([]byte, error) {
	if len(v) == 0 || v[0] != indexSchema {
		return nil, errors.New("value of another schema")
	}
	return v[1:], nil
}

// view reads one value in its own transaction.
func (x *index) view(key []byte) (v []byte, err error) {
	err = x.see(func(txn *badger.Txn) error {
		v, err = x.get(txn, key)
		return err
	})
	return v, indexError("read index", err)
}

// meta is the zero meta while the index is empty.
func (x *index) meta() (meta, error) {
	var m meta
	v, err := x.view([]byte("m/meta"))
	if err != nil || v == nil {
		return m, err
	}
	if err := json.Unmarshal(v, &m); err != nil || m.Schema != indexSchema {
		return m, indexError("read index", fmt.Errorf("meta of schema %d", m.Schema))
	}
	return m, nil
}

// heads lists the heads of a subject, sorted.
func (x *index) heads(on string) ([]exam.ID, error) {
	v, err := x.view(append([]byte("h/"), on...))
	if err != nil {
		return nil, err
	}
	out := make([]exam.ID, len(v)/32)
	for i := range out {
		copy(out[i][:], v[32*i:])
	}
	return out, nil
}

// leaf is the tree's leaf of an event: bytes, then signature.
func (x *index) leaf(log string, seq uint64) ([]byte, error) {
	v, err := x.view(eventKey(log, seq))
	if err != nil {
		return nil, err
	}
	s, err := signed(v)
	return s.Leaf(), err
}

// signed parts a stored event into signature and bytes.
func signed(v []byte) (exam.Signed, error) {
	if len(v) < 64 {
		return exam.Signed{}, errNoEvent
	}
	return exam.Signed{Sig: v[:64:64], Bytes: v[64:]}, nil
}

// errNoEvent is returned for an event that the book does not hold.
var errNoEvent = exam.Refuse("no-event")
