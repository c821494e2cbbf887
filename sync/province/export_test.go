package province

import (
	"net/http"
	"testing"
)

// What the tests of package province_test may use of this one's: the eye of
// openapi.yaml, and how a drill's receiver is set up.

// JudgedForTest puts a transport under the eye of openapi.yaml.
func JudgedForTest(t testing.TB, inner http.RoundTripper) http.RoundTripper { return judged(t, inner) }

// JudgeForTest puts a client under the eye of openapi.yaml.
func (c *Client) JudgeForTest(t testing.TB) { c.http.Transport = judged(t, c.http.Transport) }

// ConfigForTest is a drill's receiver, at noon of a working day after the exam.
func ConfigForTest(t testing.TB) ReceiverConfig { return receiverConfig(t) }

// PeopleForTest are made-up people of the plan of FilingForTest.
func PeopleForTest(from, to int) []Record { return people(from, to) }

// FilingForTest is a plan filed in time.
func FilingForTest() PlanFiling { return filing() }
