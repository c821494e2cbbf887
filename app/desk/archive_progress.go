package desk

// What a paper is reckoned to be before it is made, for the time that is left and
// nothing else.
const (
	paperBytes      = 45 << 10 // most of it the font's characters
	paperCost       = 10       // making one takes so many times as long as sealing and checking it
	candidatePapers = 2        // score sheets, records of single candidates
	sessionPapers   = 6
)

// expect is about how many bytes the parts of an archive come to, and the share of the
// whole work, 0 to 1, that making the papers takes.
func (d *Desk) expect() (size int64, papers float64, err error) {
	r, err := d.site.Roster()
	if err != nil {
		return 0, 0, err
	}
	made := int64(paperBytes * (candidatePapers*len(r.Plan.Candidates) + sessionPapers*len(r.Plan.Sessions)))
	size = made
	err = d.attachments(func(_ shelved, file string) error {
		n, err := d.site.book.AttachmentSize(file)
		size += n
		return err
	})
	return size, float64(paperCost*made) / float64(paperCost*made+size), err
}

// shares puts the making of papers and the handling of bytes on one scale of thousandths.
type shares struct {
	progress func(done, total int64)
	share    float64 // of the papers in the whole
	papers   float64 // how much of them is made, 0 to 1
	bytes    float64
	last     int64
}

func newShares(progress func(done, total int64), papers float64) *shares {
	if progress == nil {
		progress = func(int64, int64) {}
	}
	return &shares{progress: progress, share: papers, last: -1}
}

func (s *shares) made(done, total int)      { s.papers = part(int64(done), int64(total)); s.tell() }
func (s *shares) handled(done, total int64) { s.bytes = part(done, total); s.tell() }

func part(done, total int64) float64 { return float64(done) / float64(max(total, 1)) }

func (s *shares) tell() {
	if at := int64(1000*(s.share*s.papers+(1-s.share)*s.bytes) + 0.5); at != s.last {
		s.last = at
		s.progress(at, 1000)
	}
}
