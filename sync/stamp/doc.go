// Package stamp asks a time-stamping authority for RFC 3161 tokens, and is one for drills.
//
// A token says that an authority outside the site saw a checkpoint at a time: from then on
// nobody can say that what the checkpoint pins was written later, whatever the laptop's
// clock read. Without a network there is no token, and nothing waits for one.
//
// The library reads the token's form and checks its signature; what a token must say to be
// one for this checkpoint is checked here: imprint, nonce, content type, the certificate's
// purpose and life. Whether the authority itself is trusted is for whoever has its
// certificate to say. Time, randomness and transport are injected.
package stamp
