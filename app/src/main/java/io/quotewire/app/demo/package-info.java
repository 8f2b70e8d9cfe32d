/**
 * What only a demo has: venues that are simulated, and a way to break them.
 *
 * <p><b>Way in.</b> {@link io.quotewire.app.demo.SimulatedVenues} points a gateway's settings at a simulator;
 * {@link io.quotewire.app.demo.DemoRoutes} is what the gateway of a demo serves beside its own addresses, so that a person or
 * a test can break a venue while clients watch.
 *
 * <p>The routes exist in a demo alone, which listens on loopback alone; that a request which acts comes from the gateway's
 * own page or from no page at all is the gateway's to see to. Nothing here is known to {@code serve}.
 *
 * <p><b>Threads.</b> A fault is in force when its request is answered, for which a thread waits: one that may.
 */
@NullMarked
package io.quotewire.app.demo;

import org.jspecify.annotations.NullMarked;
