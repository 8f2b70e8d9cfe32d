/**
 * The command that makes a certificate for trying out, and the flag by which other commands trust it. What a gateway does with
 * certificates is {@code gateway.tls}.
 */
@NullMarked
package io.quotewire.app.tls;

import org.jspecify.annotations.NullMarked;
