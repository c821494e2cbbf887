// Package province carries the results of an exam to the provincial office
// (结果备案, notice 川人社办发〔2019〕94号 part 6.4) and files its plan there (6.1). The
// provincial system publishes no interface, so this folder owns a small one,
// openapi.yaml, with both ends: Client, which a site lead's laptop uses, and
// Receiver, which plays the office in drills and tests and checks what the office
// would check. Office is the seam where the real system can be fitted.
//
// Two promises hold the package together. A batch is bytes: it is encoded once,
// kept by the caller before anything is sent, and sent again byte for byte under
// the same key, so that however often an answer is lost the office holds each
// person once. And nothing counts as accepted unless a receipt signed by the
// receiver says so for that very exam number: what an answer does not mention, or
// mentions twice in two ways, is unknown.
//
// The package knows neither the desk nor any wording. Time, waiting, jitter,
// transport and the receiver's disk are injected.
package province
