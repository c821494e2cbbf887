package exam

// forms tells, source by source, how the review items came about that rating forms fill
// in (notice 7.2), and what is missing of them.
func (e *explainer) forms(list []FormScore) {
	for _, f := range list {
		for _, p := range f.Parts {
			source := "code:literacy.source-" + p.Source
			if p.Mean == nil {
				e.say("literacy-missing", "item", f.Item.No, "name", f.Item.Name, "source", source)
				continue
			}
			e.say("literacy-part", "item", f.Item.No, "name", f.Item.Name, "source", source, "n", len(p.Rating.Marks), "mean", *p.Mean, "weight", p.Weight)
		}
		if f.Score != nil {
			e.say("literacy", "item", f.Item.No, "name", f.Item.Name, "mark", *f.Mark, "full", f.Item.Full.Plain(), "score", *f.Score)
		}
	}
}
