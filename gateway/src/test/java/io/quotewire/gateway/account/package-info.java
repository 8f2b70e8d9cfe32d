@NullMarked
package io.quotewire.gateway.account;

import org.jspecify.annotations.NullMarked;
