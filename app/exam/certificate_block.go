package exam

import (
	"crypto/ed25519"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
)

// A certificate number is safe against two laptops because one book hands numbers out:
// the institution's. A home without it numbers only from a block that this book reserved
// for its exam, and that came over as a signed text (issue 5).

// NumberBlock reserves the sequences From to To of a series for one exam on another
// laptop. In the institution's book it says that they were reserved; in the exam's, that
// the block was taken, with the text that proves it.
type NumberBlock struct {
	Series      string `json:"series"`
	From        int    `json:"from"`
	To          int    `json:"to"`
	Exam        string `json:"exam"`        // plan number
	Fingerprint string `json:"fingerprint"` // of the exam's key: two books of one plan are two exams
	Proof       string `json:"proof,omitempty"`
}

const (
	// blockPrefix parts the institution key's signature under a block from its other uses.
	blockPrefix = "kaowu numbers v1\n"
	blockScheme = "kaowu-numbers:1."
	blockLines  = 6
)

// Seal is the text of a block as it goes to the other laptop, signed by the key of the
// institution's book.
func (b NumberBlock) Seal(key ed25519.PrivateKey) string {
	pub, _ := key.Public().(ed25519.PublicKey)
	content := b.content(pub)
	sig := ed25519.Sign(key, []byte(blockPrefix+content))
	return blockScheme + base64.RawURLEncoding.EncodeToString([]byte(content)) + "." + base64.RawURLEncoding.EncodeToString(sig)
}

func (b NumberBlock) content(key ed25519.PublicKey) string {
	return strings.Join([]string{b.Series, strconv.Itoa(b.From), strconv.Itoa(b.To), b.Exam, b.Fingerprint,
		base64.RawURLEncoding.EncodeToString(key)}, "\n")
}

// OpenBlock reads the text of a block and checks the signature of the key that it names,
// which it gives. Blanks and line ends do not count. Refusals: block-text, block-signature.
func OpenBlock(text string) (NumberBlock, ed25519.PublicKey, error) {
	no := Refuse("block-text")
	text = strings.Join(strings.Fields(text), "")
	body, ok := strings.CutPrefix(text, blockScheme)
	first, second, both := strings.Cut(body, ".")
	content, err := base64.RawURLEncoding.Strict().DecodeString(first)
	sig, serr := base64.RawURLEncoding.Strict().DecodeString(second)
	l := strings.Split(string(content), "\n")
	if !ok || !both || err != nil || serr != nil || len(l) != blockLines {
		return NumberBlock{}, nil, no
	}
	b := NumberBlock{Series: l[0], Exam: l[3], Fingerprint: l[4], Proof: text}
	var ferr, terr error
	b.From, ferr = strconv.Atoi(l[1])
	b.To, terr = strconv.Atoi(l[2])
	key, kerr := base64.RawURLEncoding.Strict().DecodeString(l[5])
	last, real := ParseCertificateNo(b.Series + "000001")
	if ferr != nil || terr != nil || kerr != nil || len(key) != ed25519.PublicKeySize || b.content(key) != string(content) ||
		!real || last.Series() != b.Series || b.From < 1 || b.To < b.From || b.To > LastSequence {
		return NumberBlock{}, nil, no
	}
	if len(sig) != ed25519.SignatureSize || !ed25519.Verify(key, append([]byte(blockPrefix), content...), sig) {
		return NumberBlock{}, nil, Refuse("block-signature")
	}
	return b, key, nil
}

// FoldBlocks lists the blocks that facts speak of, by series and sequence: in the
// institution's book those reserved, in an exam's those taken. A block in a slot that is
// not its own does not count.
func FoldBlocks(facts []Fact) []NumberBlock {
	ordered, _ := Order(facts)
	slots, _ := FoldSlots(ordered)
	var out []NumberBlock
	for _, f := range ordered {
		held := slots[f.Abt].Holds
		if f.Kind != NumbersBlocked || held == nil || held.ID != f.ID {
			continue
		}
		if b, err := BodyOf[NumberBlock](f); err == nil && f.Abt == b.About() {
			out = append(out, b)
		}
	}
	slices.SortFunc(out, func(a, b NumberBlock) int {
		if c := strings.Compare(a.Series, b.Series); c != 0 {
			return c
		}
		return a.From - b.From
	})
	return out
}

// About is the slot of a block.
func (b NumberBlock) About() string { return "block/" + b.Series + "/" + strconv.Itoa(b.From) }

// Span is the block as a run of numbers that nobody of this home holds.
func (b NumberBlock) Span() NumberSpan { return NumberSpan{b.Series, b.From, b.To, true} }

// NextInBlocks is the lowest sequence of a series behind every used one of its block; 0
// where the blocks are used up.
func NextInBlocks(blocks []NumberBlock, used []NumberSpan, series string) int {
	for _, b := range blocks {
		if b.Series != series {
			continue
		}
		next := b.From
		for _, s := range used {
			if s.Series == series && s.From <= b.To && s.To >= b.From {
				next = max(next, s.To+1)
			}
		}
		if next <= b.To {
			return next
		}
	}
	return 0
}
