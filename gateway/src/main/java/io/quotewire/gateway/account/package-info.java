/**
 * The routes about accounts: in, on and out, one's own logins and keys. What they answer is made of what the desks of
 * {@code gateway.auth} say.
 *
 * <p>Bodies are JSON and say so, which no form of another site's page can; all of them act for who asks, so that there is no
 * number in an address by which one could reach what is another's.
 *
 * <p><b>Not here:</b> what is right and wrong about credentials; who administers accounts, which is the command line's.
 */
@NullMarked
package io.quotewire.gateway.account;

import org.jspecify.annotations.NullMarked;
