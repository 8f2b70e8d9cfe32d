/**
 * The market's state and the rules that change it.
 *
 * <p><b>Way in.</b> {@link io.quotewire.engine.MarketEngine#offer} puts a venue's event into the mailbox of the shard that
 * owns the instrument. {@code Shard.doWork} takes it out, {@code Market} finds the {@code ListingState}, and that applies
 * it: {@code Gate} decides what is believed, {@code Quarantine} what is held until it is confirmed, {@code Vigil} whether its channels live, {@code TickerMix} keeps what each of
 * them said and which is drawn from, {@code Tape} makes trades and losses into numbered items, {@code BookState} keeps the
 * book (see {@code engine.book}).
 *
 * <p><b>Way out.</b> A {@code VenueTopic} numbers each update, hands it to the sink and to {@code Best}, which repeats the
 * chosen venue's under numbers of its own, and tells a switch. So of two updates that one event makes, a venue's comes
 * before that of {@code best}. What only a feed can mend leaves as a {@link io.quotewire.model.FeedCommand}.
 *
 * <p><b>What a status means.</b> Live: data came, and nothing is held against its channel. Stale: a verdict holds against
 * it. Resync: the book is being found anew. Down: the feed said that it lost track. Halted: the venue has stopped the
 * market ({@code Standing}). Closed: the feed ended its subscription. A status is told once, under a number, with
 * the value that it applies to; a last value is never told again as if it were new.
 *
 * <p><b>What was said before the start</b> comes in as a {@link io.quotewire.model.MarketEvent.Remembered} and goes out as a stale
 * value with its own times, under the first number of its topic's chain ({@code Chains}). Nobody here learns of it: liveness, {@code
 * best}, the index, conversions and candles begin as if there had been nothing, and so does who makes the topic, but for the numbers.
 *
 * <p><b>Verdicts</b> need evidence; silence alone is none, as most pairs are quiet most of the time. Each channel of each
 * listing is a {@code Voice} that learns how long its own pauses are. Once it has been silent for longer than the setting
 * and than four of its longest it is <i>due</i>, and then it is condemned
 * <ul>
 *   <li>as <i>silent</i> when a peer (the same channel of the instrument on another venue, see {@code Choir}) has spoken
 *       three words since and speaks still, or when it said three that cannot be believed. A channel little is known of is
 *       given six times the setting. The verdict falls with the evidence: at the due time, or with the third word. Quotes
 *       that fall silent take with them whichever channel of their listing has said nothing lately, until either speaks;
 *   <li>as <i>mute</i>, with all other channels of its {@code Venue}, when nothing at all comes from that, which is known to
 *       be livelier;
 *   <li>as <i>late</i>, with all others of its listing, when three events in a row come longer after they happened than the
 *       setting allows, measured by the {@code Lag} of the venue's fastest ones; one such event is enough where another verdict holds.
 * </ul>
 * What counts are words, not messages: those of one burst say no more than one of them. A channel is acquitted by its own
 * next word. Trades may be hours apart, so a verdict on the whole venue or listing, once lifted, is lifted from them with
 * the next data of any channel: what had condemned them is disproved, and nothing was known against themselves. But not if
 * their peers traded meanwhile, or if their last price came late: then they wait for a trade of their own. And their
 * silence is counted anew from there, so that the time of the outage is not held against them a moment later.
 *
 * <p><b>Cures.</b> A channel that is silent while its venue speaks is asked for anew, a mute venue is probed and then
 * connected anew; again only with growing patience ({@code Insistence}), and while the evidence stands. A channel that was
 * acknowledged is watched though it never spoke; if nothing has come of its venue at all, that is mute. Nothing is held
 * against a halted listing.
 *
 * <p><b>Threads.</b> One thread for each shard owns all of that shard's state; there is no lock. Other threads reach it by
 * the mailbox only, and read its counters.
 *
 * <p><b>Time</b> is an input: an event brings the time at which it was received, {@code doWork} the time now. Before an
 * event of time t every timer due by t has fired, each at its own time; time never goes back. The epoch is an input too,
 * and nothing is random, so there is no seed: the same events in the same order give the same updates, however the calls
 * of {@code doWork} fall between them.
 *
 * <p><b>Bounds.</b> A mailbox refuses when full, but keeps room for the word that something was lost. Listings are
 * bounded and never forgotten; each has three timers, and one more if its book is followed, each venue two and each
 * {@code best} topic one, so timers are bounded too.
 *
 * <p><b>Not here:</b> I/O, clocks, threads, logs, libraries; encoding, rings and rate classes (the gateway's); the sequence
 * of a venue's frames (the venue's).
 */
@NullMarked
package io.quotewire.engine;

import org.jspecify.annotations.NullMarked;
