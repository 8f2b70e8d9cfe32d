/**
 * Who is at the other end, and what they may see.
 *
 * <p><b>Three ways to say who one is.</b> An access token is signed by the gateway, lasts minutes and says all there is to know:
 * a lane reads it without asking anybody. An API key is for programs; the store knows its hash, and who showed it a moment ago is
 * remembered. A ticket opens one connection from one address, for browsers, which can put nothing but an address into some of
 * their requests. {@link io.quotewire.gateway.auth.Gatekeeper} reads all three and answers with a
 * {@link io.quotewire.gateway.auth.Principal}.
 *
 * <p><b>How one gets a token.</b> {@code LoginDesk} compares the password (Argon2id, a few at a time, as long for who does not
 * exist) and begins a login in the store: a family of refresh tokens of which each is good once.
 *
 * <p><b>How it ends.</b> Whatever ends (a logout, another password, an account that is closed) is a row in the store, written with
 * the change itself, by whichever process. {@code RevocationWatch} reads the rows four times a second, remembers them for as long
 * as a token made before could still be shown, and tells the sessions. It remembers first and tells then: who comes in at the same
 * moment is either refused or told.
 *
 * <p><b>Not here:</b> what the store keeps and how; requests and routes; what a connection does with a principal.
 */
@NullMarked
package io.quotewire.gateway.auth;

import org.jspecify.annotations.NullMarked;
