/**
 * Holds the whole project to its shape: which module may know which, and how large and tidy a file may be.
 *
 * <p>{@link io.quotewire.app.arch.ModulesTest} reads compiled classes, {@link io.quotewire.app.arch.TidyTest} the files of
 * the checkout, whose folder is the system property {@code quotewire.root}. A rule gives its reason in the message. An
 * exception is a line in the rule with a reason, never a suppression at the place.
 */
@NullMarked
package io.quotewire.app.arch;

import org.jspecify.annotations.NullMarked;
