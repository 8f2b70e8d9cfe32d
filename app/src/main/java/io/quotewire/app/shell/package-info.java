/** What commands have in common: their surroundings, and how they end. */
@NullMarked
package io.quotewire.app.shell;

import org.jspecify.annotations.NullMarked;
