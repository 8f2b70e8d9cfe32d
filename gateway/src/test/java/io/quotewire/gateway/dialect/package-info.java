/** Tests of what dialects are made of; their messages are tested through the whole gateway, one package up. */
@NullMarked
package io.quotewire.gateway.dialect;

import org.jspecify.annotations.NullMarked;
