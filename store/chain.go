package store

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"

	"filippo.io/age"

	"kaowu/app/exam"
)

// chain is who may sign what in one exam: the exam key endorses the site lead, the
// lead endorses everybody else and every device (record.md 7). It is built from the
// founding events alone, so that a verifier without any key can build it too.
type chain struct {
	exam      string
	created   exam.ExamCreation
	examKey   ed25519.PublicKey
	counter   *ecdsa.PublicKey // SM2 of the exam; nil: no counter-signatures are demanded
	ca        *x509.Certificate
	keys      map[string]heldKey         // by key id, in the order they were endorsed
	order     []string                   // key ids, oldest first
	given     map[string][]exam.Fact     // by key id, the endorsements of it that hang on the chain
	openings  map[string]exam.LogOpening // by log
	founding  []exam.Fact                // what it was built from
	superseds map[string]position        // key id -> where a later key of the same holder was endorsed
	revoked   exam.Revocations           // what was taken back, and what of it was admitted
}

// heldKey is an endorsed public key and who holds it.
type heldKey struct {
	holder    string
	public    ed25519.PublicKey
	role      exam.Role
	recipient string
	at        position
	counter   *ecdsa.PublicKey // SM2 of a device; nil where none is demanded
}

// position is a place in a log.
type position struct {
	log string
	seq uint64
}

// before says that p is earlier than o in one log. Between logs only what events
// have seen could tell, so there nothing is before anything.
func (p position) before(o position) bool { return p.log == o.log && p.seq < o.seq }

// keyPrefix parts what a new key signs about itself from every other use of a key.
const keyPrefix = "kaowu key v1\n"

// errChain says that the founding events do not hang together.
var errChain = errors.New("chain of keys does not hold")

// signSelf fills in the new key's own signature.
func signSelf(e exam.Endorsement, key ed25519.PrivateKey) (exam.Endorsement, error) {
	e.Self = ""
	b, err := exam.Marshal(e)
	if err != nil {
		return e, fmt.Errorf("write endorsement: %w", err)
	}
	e.Self = base64.StdEncoding.EncodeToString(ed25519.Sign(key, append([]byte(keyPrefix), b...)))
	return e, nil
}

// checkSelf checks the new key's own signature and gives the key.
func checkSelf(e exam.Endorsement) (ed25519.PublicKey, error) {
	pub, err := publicKey(e.Key)
	if err != nil {
		return nil, err
	}
	sig, err := base64.StdEncoding.DecodeString(e.Self)
	if err != nil {
		return nil, errors.New("self signature cannot be read")
	}
	e.Self = ""
	b, err := exam.Marshal(e)
	if err != nil {
		return nil, err
	}
	if !ed25519.Verify(pub, append([]byte(keyPrefix), b...), sig) {
		return nil, errors.New("self signature does not hold")
	}
	return pub, nil
}

func publicKey(s string) (ed25519.PublicKey, error) {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil || len(b) != ed25519.PublicKeySize {
		return nil, errors.New("public key cannot be read")
	}
	return b, nil
}

// founds says whether an event belongs to the founding events of an archive.
func founds(k exam.Kind) bool {
	switch k {
	case exam.LogOpened, exam.ExamCreated, exam.KeyEndorsed, exam.KeyRevoked, exam.LateAdmitted:
		return true
	}
	return false
}

// newChain builds the chain from founding events in (log, seq) order. Events that do
// not hang on it are named in the findings and count for nothing; the error is for a
// record without a founding at all.
func newChain(examID string, facts []exam.Fact) (*chain, []Finding, error) {
	c, found, err := growChain(examID, facts)
	if err != nil {
		return nil, nil, err
	}
	return c, c.revoke(found), nil
}

// growChain builds the chain as though nothing had been revoked.
func growChain(examID string, facts []exam.Fact) (*chain, []Finding, error) {
	c := &chain{exam: examID, keys: map[string]heldKey{}, given: map[string][]exam.Fact{}, openings: map[string]exam.LogOpening{}, superseds: map[string]position{}, founding: facts}
	var found []Finding
	for _, f := range facts {
		if f.Kind != exam.ExamCreated {
			continue
		}
		if c.examKey != nil {
			found = append(found, find("exam-created-twice", f.ID.String()))
			continue
		}
		if err := c.create(f); err != nil {
			return nil, nil, fmt.Errorf("%w: %w", errChain, err)
		}
	}
	if c.examKey == nil {
		return nil, nil, fmt.Errorf("%w: no event creates the exam", errChain)
	}
	return c, append(found, c.grow(facts)...), nil
}

// create reads the exam's first event: it is signed by the key that it names, which
// is why trust starts with that key's fingerprint.
func (c *chain) create(f exam.Fact) error {
	body, err := exam.BodyOf[exam.ExamCreation](f)
	if err != nil {
		return err
	}
	pub, err := publicKey(body.ExamKey)
	if err != nil {
		return err
	}
	der, err := base64.StdEncoding.DecodeString(body.Authority)
	if err != nil {
		return errors.New("exam's certificate cannot be read")
	}
	ca, err := x509.ParseCertificate(der)
	if err != nil {
		return fmt.Errorf("exam's certificate: %w", err)
	}
	if err := ca.CheckSignatureFrom(ca); err != nil {
		return fmt.Errorf("exam's certificate: %w", err)
	}
	if f.Exam != c.exam || f.By != "exam" || f.Key != exam.KeyID(pub) {
		return errors.New("exam was not created by its own key")
	}
	if err := f.Signed.Verify(pub); err != nil {
		return err
	}
	counter, err := readCounterPublic(body.SM2)
	if err != nil || body.Policy.National != (counter != nil) {
		return errors.New("exam's SM2 key is not as its policy asks")
	}
	c.created, c.examKey, c.ca, c.counter = body, pub, ca, counter
	return nil
}

// grow takes endorsements until none fits any more, then the openings of logs, whose
// device keys must be endorsed.
func (c *chain) grow(facts []exam.Fact) []Finding {
	open := make([]exam.Fact, 0, len(facts))
	for _, f := range facts {
		if f.Kind == exam.KeyEndorsed {
			open = append(open, f)
		}
	}
	// By time, for a person may be enrolled anew on another laptop: the later key holds.
	slices.SortStableFunc(open, func(a, b exam.Fact) int { return a.At.Compare(b.At) })
	why := map[exam.ID]error{}
	for {
		rest := open[:0:0]
		for _, f := range open {
			if err := c.endorse(f); err != nil {
				why[f.ID] = err
				rest = append(rest, f)
			}
		}
		if len(rest) == len(open) {
			break
		}
		open = rest
	}
	var found []Finding
	for _, f := range open {
		found = append(found, find("endorsement", f.ID.String(), "holder", f.On, "detail", why[f.ID].Error()))
	}
	for _, f := range facts {
		if f.Kind != exam.LogOpened {
			continue
		}
		if err := c.opening(f); err != nil {
			found = append(found, find("log-opening", f.ID.String(), "log", f.Log, "detail", err.Error()))
		}
	}
	return found
}

// endorse takes one endorsement if its signer is on the chain already.
func (c *chain) endorse(f exam.Fact) error {
	e, err := exam.BodyOf[exam.Endorsement](f)
	if err != nil {
		return err
	}
	pub, err := checkSelf(e)
	if err != nil {
		return err
	}
	by, err := c.endorser(f)
	if err != nil {
		return err
	}
	if err := f.Signed.Verify(by); err != nil {
		return err
	}
	if err := c.checkHolder(f, e); err != nil {
		return err
	}
	counter, err := c.endorsedCounter(e)
	if err != nil {
		return err
	}
	id := exam.KeyID(pub)
	if old, known := c.keys[id]; known {
		if old.holder == e.Holder {
			c.given[id] = append(c.given[id], f)
			return nil
		}
		return errors.New("key belongs to somebody else")
	}
	here := position{f.Log, f.Seq}
	for k, held := range c.keys {
		if _, gone := c.superseds[k]; !gone && held.holder == e.Holder {
			c.superseds[k] = here
		}
	}
	c.keys[id] = heldKey{holder: e.Holder, public: pub, role: e.Role, recipient: e.Recipient, at: here, counter: counter}
	c.order, c.given[id] = append(c.order, id), []exam.Fact{f}
	return nil
}

// endorser is the key that may sign an endorsement: the exam's for a site lead, the
// site lead's for everybody else.
func (c *chain) endorser(f exam.Fact) (ed25519.PublicKey, error) {
	if f.Exam != c.exam {
		return nil, errors.New("endorsement is of another exam")
	}
	if f.By == "exam" {
		if f.Key != exam.KeyID(c.examKey) {
			return nil, errors.New("not the exam's key")
		}
		return c.examKey, nil
	}
	k, ok := c.keys[f.Key]
	if !ok || k.holder != f.By || k.role != exam.RoleSiteLead {
		return nil, errors.New("not endorsed by a site lead")
	}
	if gone, has := c.superseds[f.Key]; has && gone.before(position{f.Log, f.Seq}) {
		return nil, errors.New("site lead's key was replaced before")
	}
	return k.public, nil
}

// checkHolder checks that an endorsement says one thing of one holder.
func (c *chain) checkHolder(f exam.Fact, e exam.Endorsement) error {
	if strings.HasPrefix(e.Holder, "device/") {
		if f.On != e.Holder || f.By == "exam" || e.Role != "" || e.Recipient != "" || e.Certificate != "" {
			return errors.New("not the endorsement of a device")
		}
		return nil
	}
	if f.On != onStaff(exam.StaffID(e.Holder)) {
		return errors.New("endorsement is on another person")
	}
	if f.By == "exam" && e.Role != exam.RoleSiteLead {
		return errors.New("exam key endorses the site lead only")
	}
	if _, err := age.ParseX25519Recipient(e.Recipient); err != nil {
		return errors.New("recipient cannot be read")
	}
	der, err := base64.StdEncoding.DecodeString(e.Certificate)
	if err != nil {
		return errors.New("certificate cannot be read")
	}
	return checkLeaf(der, c.ca, exam.StaffID(e.Holder), e.Role)
}

// opening takes the first event of a log.
func (c *chain) opening(f exam.Fact) error {
	body, err := exam.BodyOf[exam.LogOpening](f)
	if err != nil {
		return err
	}
	k, ok := c.keys[f.Key]
	switch {
	case f.Seq != 0 || f.On != "log/"+f.Log || f.Exam != c.exam:
		return errors.New("not the first event of its log")
	case !ok || k.holder != f.By || "device/"+body.Device != f.By || body.DeviceKey != base64.StdEncoding.EncodeToString(k.public):
		return errors.New("device was not endorsed")
	case body.Fingerprint != fingerprint(c.examKey):
		return errors.New("log is of another exam key")
	case c.openings[f.Log].Device != "":
		return errors.New("log is opened twice")
	}
	if err := f.Signed.Verify(k.public); err != nil {
		return err
	}
	c.openings[f.Log] = body
	return nil
}

// judge says whether an event was signed by a key that its signer held then. The
// code names what is wrong: key-unknown, key-holder, key-early, key-replaced,
// signature; "" when all is right. Late evidence is signed rightly; that it counts for
// nothing is for revoked to say.
func (c *chain) judge(f exam.Fact) string {
	if f.By == "exam" && f.Key == exam.KeyID(c.examKey) {
		if f.Signed.Verify(c.examKey) != nil {
			return "signature"
		}
		return ""
	}
	k, ok := c.keys[f.Key]
	here := position{f.Log, f.Seq}
	switch device := strings.HasPrefix(f.By, "device/"); {
	case !ok:
		return "key-unknown"
	case k.holder != f.By || device != (f.Auth == exam.AuthDevice) || (!device && f.Auth != exam.AuthPassphrase && f.Auth != exam.AuthCode):
		return "key-holder"
	case here.before(k.at) && f.Kind != exam.LogOpened:
		return "key-early"
	}
	if gone, has := c.superseds[f.Key]; has && gone.before(here) && len(c.revoked.Of(f.Key)) == 0 {
		return "key-replaced"
	}
	if f.Signed.Verify(k.public) != nil {
		return "signature"
	}
	return ""
}

// current is the newest key of a holder, revoked or not.
func (c *chain) current(holder string) (heldKey, bool) {
	for i := len(c.order) - 1; i >= 0; i-- {
		if k := c.keys[c.order[i]]; k.holder == holder && c.revoked.Given(c.order[i]) {
			return k, true
		}
	}
	return heldKey{}, false
}

// people lists staff with a key, each with the newest, in the order of first enrolment.
func (c *chain) people() []heldKey {
	var out []heldKey
	done := map[string]bool{}
	for _, id := range c.order {
		h := c.keys[id].holder
		if done[h] || strings.HasPrefix(h, "device/") {
			continue
		}
		done[h] = true
		if k, ok := c.current(h); ok {
			out = append(out, k)
		}
	}
	return out
}

func onStaff(id exam.StaffID) string { return "staff/" + string(id) }
