/** How people write what is no plain number: times and sizes. */
@NullMarked
package io.quotewire.app.text;

import org.jspecify.annotations.NullMarked;
