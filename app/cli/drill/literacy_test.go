package drill

import (
	"slices"
	"testing"

	"kaowu/app/exam"
)

// The drill names sources where a review has an ethics item and its plan names none; the
// plan that was read stays as it is.
func TestDrillNamesSources(t *testing.T) {
	rubric := func(comp exam.Component, items ...exam.Item) exam.Plan {
		return exam.Plan{Rubrics: []exam.Rubric{{Subject: "E2", Component: comp, Items: items}}}
	}
	work, good := exam.Item{No: 1, Name: "工作业绩", Full: 800}, exam.Item{No: 2, Name: "职业道德与工匠精神", Full: 200}
	unit := work
	unit.Sources = exam.SourceWeights{Unit: 100}
	for name, c := range map[string]struct {
		plan exam.Plan
		want []string
	}{
		"review":              {rubric(exam.Review, work, good), []string{"", "自评20；互评30；民意测评50"}},
		"practical":           {rubric(exam.Practical, work, good), []string{"", ""}},
		"no ethics item":      {rubric(exam.Review, work), []string{""}},
		"the plan's own ones": {rubric(exam.Review, unit, good), []string{"单位评定100", ""}},
	} {
		before := slices.Clone(c.plan.Rubrics[0].Items)
		var got []string
		for _, it := range withForms(c.plan).Rubrics[0].Items {
			got = append(got, it.Sources.String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if !slices.Equal(c.plan.Rubrics[0].Items, before) {
			t.Errorf("%s: the plan that was read was changed", name)
		}
	}
}
