/**
 * What can be set, from where, and with which default.
 *
 * <p><b>The tree.</b> {@link io.quotewire.app.config.AppConfig} is a tree of records; {@code AppConfig.DEFAULT} is one such
 * tree with every default in it. Keys are not written down anywhere: {@code KeyTree} derives them from the components, so
 * that {@code engine.returnAfter} is the key {@code engine.return-after} and the variable {@code
 * QUOTEWIRE_ENGINE_RETURN_AFTER}. What is marked {@code Inline} adds its keys to those of its record; that is how a venue's
 * name is part of {@code venues.okx.ws-url}. A setting is added by adding a component, its default, and a sentence in {@code
 * settings.properties}.
 *
 * <p><b>Way in.</b> {@code Configuration.load}: defaults, then the file, then the environment, then flags. Each layer turns
 * into {@code Written} texts by key, each with its {@link io.quotewire.app.config.Origin}; {@code Binder} reads the texts
 * and calls the constructors, which are what validates. Nothing is repaired: an unknown key, a text of the wrong kind or a
 * value out of range is a {@code Problem} that names key, value, what was expected, and the line it stands in.
 *
 * <p><b>Way out.</b> {@code Configuration.values}, {@code print} (the effective tree as a file that could be read again) and
 * {@code SettingsPage} (the source of {@code docs/configuration.md}).
 *
 * <p><b>Threads.</b> Everything is immutable once loaded. <b>Not here:</b> what the values are used for, and flags.
 */
@NullMarked
package io.quotewire.app.config;

import org.jspecify.annotations.NullMarked;
