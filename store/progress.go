package store

// Long work on an archive is told in thousandths, weighed by what a byte costs: without
// that a time left would be guessed from hashing, the quickest part, and be far off.

const progressTotal = 1000

// What a byte costs, hashing one being 1: measured with BenchmarkArchive on two cores.
const (
	weightHash   = 1
	weightOpen   = 3  // deciphered and hashed
	weightSeal   = 4  // hashed twice, enciphered, written
	weightCopy   = 2  // written again, flushed
	weightEvents = 70 // of a line of events: decoded, its signature checked
	weightJudge  = 25 // the same line read again for the results
)

// lineSize is about the bytes of a line of events.
const lineSize = 900

// verifyWeight is what verifying costs: size bytes of which some are events, with a key
// or without.
func verifyWeight(size, events int64, key bool) int64 {
	if !key {
		return weightHash * size
	}
	return (weightHash+weightOpen)*size + (weightEvents+weightJudge)*events
}

// stages are pieces of work one behind another, each with its weight.
type stages struct {
	progress     func(done, total int64)
	weights      []int64
	before, all  int64
	current, top int64
}

func newStages(progress func(done, total int64), weights ...int64) *stages {
	s := &stages{progress: progress, weights: weights}
	for _, w := range weights {
		s.all += w
	}
	return s
}

// next begins the next piece and takes how far it is.
func (s *stages) next() func(done, total int64) {
	s.before += s.current
	s.current, s.weights = s.weights[0], s.weights[1:]
	before, current := s.before, s.current
	return func(done, total int64) {
		share := float64(min(done, total)) / float64(max(total, 1))
		at := int64(progressTotal * (float64(before) + share*float64(current)) / float64(max(s.all, 1)))
		s.top = max(s.top, min(at, progressTotal)) // an estimate that was too low does not go back
		s.progress(s.top, progressTotal)
	}
}
