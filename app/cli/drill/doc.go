// Package drill plays a whole exam day by machine, through the desk as people
// would: plan, enrolment, check-in, scores, arbitration, a veto, a violation, a
// correction, signed records, results, upload to a receiver that fails on
// purpose, archive. It plants what goes wrong on real days and says on which
// paper each of those things can be read (design 8).
//
// The same plan and seed give the same people, scores, results and verdicts. It
// runs on a clock of its own, from the day the plan was filed to the end of
// public notice.
package drill
