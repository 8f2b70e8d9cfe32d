/** Gateways that are killed and begin anew in the same folder, as processes of their own. Not here: accounts. */
@NullMarked
package io.quotewire.app.restart;

import org.jspecify.annotations.NullMarked;
