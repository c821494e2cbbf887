package store

import (
	"cmp"
	"slices"

	"kaowu/app/exam"
)

// sortFacts orders facts by log, then number: the order in which they are archived.
func sortFacts(facts []exam.Fact) []exam.Fact {
	slices.SortFunc(facts, compareLogs)
	return facts
}

func compareLogs(a, b exam.Fact) int {
	return cmp.Or(cmp.Compare(a.Log, b.Log), cmp.Compare(a.Seq, b.Seq))
}
