package paper

import "kaowu/app/exam"

// slipData is a proof slip of somebody who failed the practical.
func slipData() SlipData {
	theory, practical, total := exam.Tenths(785), exam.Tenths(568), exam.Tenths(633)
	line := func(comp exam.Component, code string, pairs ...any) exam.Line {
		args := map[string]any{"component": comp}
		for i := 0; i+1 < len(pairs); i += 2 {
			args[pairs[i].(string)] = pairs[i+1]
		}
		return exam.Line{Component: comp, Code: "explain." + code, Args: args}
	}
	return SlipData{
		ExplanationData: ExplanationData{
			Candidate: candidates(4)[3], Subject: sitting(exam.Practical).Subject,
			Result: exam.Result{Total: &total, Parts: map[exam.Component]exam.Outcome{
				exam.Theory:    {Component: exam.Theory, Score: &theory, Final: true},
				exam.Practical: {Component: exam.Practical, Score: &practical, Final: true}}},
			Lines: []exam.Line{
				line(exam.Theory, "entries-agree", "people", []string{"韩慧", "石悦"}),
				line(exam.Theory, "pass-mark", "pass", "60"),
				line(exam.Practical, "sheets-practical", "n", 3, "scores", []string{"56.5", "57.0", "57.0"}),
				line(exam.Practical, "pass-mark-missed", "pass", "60"),
				line("", "total", "total", total),
				line("", "not-qualified", "reasons", []string{"code:reason.below-pass-practical"}),
			},
		},
		Stage: "published", Events: 54, File: "proof-2026610004.json",
		SHA256:     "7d83ef08e31de1c1c7f66091acf0c20a0f7bf1340aed294b4ad02f73099760a3",
		Checkpoint: checkpoint, Fingerprint: "KF1-R3X3-2RXX-SCM2-BFHM-ELXE-XZ53-DANM-HKKR",
	}
}
