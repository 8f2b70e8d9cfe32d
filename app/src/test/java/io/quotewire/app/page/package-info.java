/** The web page in a real browser, which {@link io.quotewire.app.page.Chromium} drives over the DevTools protocol. */
@NullMarked
package io.quotewire.app.page;

import org.jspecify.annotations.NullMarked;
