/**
 * Load tests: who connects when, what they ask for, and what came of it.
 *
 * <p><b>Way in.</b> {@link io.quotewire.lab.load.run.LoadTest#run} takes a {@link io.quotewire.lab.load.run.LoadPlan}, tells an
 * {@link io.quotewire.lab.load.run.Onlooker} each second how far it is, and ends early when it is told to.
 *
 * <p><b>Way out.</b> A {@code LoadReport}. It says what the server did, and what the load test itself took: where the latter was
 * the bottleneck, that is said.
 *
 * <p><b>Cannot be fooled.</b> Requests are due at times that were fixed before the first one and are measured from then ({@code
 * Pacer}); a request that could not be sent, a reply that never came, a connection that was refused or ended, a topic that never
 * began, a client that was told no price is an error, and errors fail a run. The time of a push is told by what it bears, by the
 * server's clock, whose difference to ours is asked for first ({@code ClockProbe}). All that clients are told goes through the
 * checker ({@code check}), in the warm-up too.
 *
 * <p><b>Profiles.</b> Each is one file: {@code FanoutProfile}, {@code SoakProfile}, {@code HerdProfile} and {@code SlowProfile}
 * have an {@code Audience} of native clients, {@code QuotesProfile} has requesters, {@code TicksProfile} rounds of clients
 * that are told one price.
 *
 * <p><b>Threads.</b> The caller's waits; one loop owns all connections, meters and checks, so nothing is locked. A pacer's
 * thread hands it requests when they are due.
 *
 * <p><b>Limits.</b> 25,000 clients; as many as the process may have files open, less 300.
 *
 * <p><b>Not here:</b> the command line and exit codes ({@code app.command}).
 */
@NullMarked
package io.quotewire.lab.load.run;

import org.jspecify.annotations.NullMarked;
