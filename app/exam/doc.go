// Package exam holds the rules of a certification exam 职业技能等级认定: what a plan
// must contain, what may happen to a candidate on the day, and who has qualified.
//
// It is pure. It reads no clock, disk or network and keeps no state; what it
// needs is passed in. Everything that happens is an Event, signed and never
// changed. State is a fold over the events of one subject in the order that
// Order gives; the same events give the same state on every laptop, which is
// what lets laptops merge.
//
// Scores are Tenths, tenths of a point, so that 59.95 is never 60 by accident.
// Weights are Hundredths, hundredths of a percent. Both are integers everywhere.
package exam
