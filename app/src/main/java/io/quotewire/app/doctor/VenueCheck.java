package io.quotewire.app.doctor;

import io.quotewire.app.config.VenueConfig;
import io.quotewire.model.MicroClock;
import io.quotewire.model.SourceReport;
import io.quotewire.venue.FeedConfig;
import io.quotewire.venue.Probe;
import io.quotewire.venue.Probe.Result;
import io.quotewire.venue.Probe.Step;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.adapter.VenueAdapters;
import io.quotewire.venue.limit.Ledger;
import io.quotewire.venue.limit.Ledgers;
import io.quotewire.venue.limit.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Goes to one venue, if its limits allow it: once for a WebSocket, once for its list.
 *
 * <p><b>Threads:</b> one; it blocks.
 */
final class VenueCheck {
    private static final Duration DISK = Duration.ofSeconds(5);

    private final String venue;
    private final FeedConfig config;
    private final MicroClock clock;
    private final Ledger gateways;
    private final Ledger own;
    private final VenueAdapter adapter;

    /**
     * What was seen.
     *
     * @param reached whether the venue can be used
     * @param aheadMs by how much its clock is ahead of ours
     */
    record Seen(List<Finding> findings, boolean reached, OptionalLong aheadMs) {}

    /**
     * @param gateways what the gateway has used; looked at only
     * @param own what doctors have used
     */
    VenueCheck(String venue, VenueConfig settings, MicroClock clock, Ledgers gateways, Ledgers own) {
        this.venue = venue;
        this.adapter = VenueAdapters.of(venue)
                .orElseThrow(() -> new IllegalStateException("configured, but without an adapter: " + venue));
        this.config = settings.feed(List.of());
        this.clock = clock;
        this.gateways = gateways.of(venue, config.address(), settings.limitsOf(venue));
        this.own = own.of(venue, config.address(), settings.limitsOf(venue));
    }

    Seen look() throws InterruptedException {
        Finding held = held();
        if (held != null) {
            return new Seen(List.of(held), false, OptionalLong.empty());
        }
        Probe probe;
        try {
            probe = new Probe(adapter, config);
        } catch (IllegalArgumentException e) {
            String text = "venues." + venue + "." + e.getMessage();
            return new Seen(List.of(Finding.error(id(), text, null)), false, OptionalLong.empty());
        }
        return look(probe);
    }

    private Seen look(Probe probe) throws InterruptedException {
        Ticket connect = own.connect(clock.nowUs());
        if (connect == null) {
            return later(own.connectDueUs(clock.nowUs()));
        }
        connect.await(DISK);
        Result data = probe.webSocket();
        own.answered(data.status(), data.retryAfter(), "", clock.nowUs());
        if (data.failed() != null) {
            return new Seen(List.of(failed(data), budget()), false, data.aheadMs());
        }
        Ticket call = own.call(listWeight(), clock.nowUs());
        if (call == null) {
            return later(own.callDueUs(listWeight(), clock.nowUs()));
        }
        call.await(DISK);
        Result list = probe.list();
        own.answered(list.status(), list.retryAfter(), "", list.said(), clock.nowUs());
        boolean reached = list.failed() == null;
        OptionalLong ahead = list.aheadMs().isPresent() ? list.aheadMs() : data.aheadMs();
        return new Seen(List.of(reached ? reached(data, list) : failed(list), budget()), reached, ahead);
    }

    /** Why the venue must not be asked now; null if it may be. */
    private @Nullable Finding held() {
        long nowUs = clock.nowUs();
        if (gateways.banned(nowUs) || own.banned(nowUs)) {
            long untilUs = Math.max(gateways.bannedUntilUs(), own.bannedUntilUs());
            return Finding.warning(
                    id(), venue + " has banned us until " + at(untilUs) + "; not asked", "wait: asking prolongs a ban");
        }
        long dueUs = Math.max(gateways.connectDueUs(nowUs), gateways.callDueUs(listWeight(), nowUs));
        return dueUs <= nowUs
                ? null
                : Finding.skipped(id(), venue + " not asked: the gateway has used its limits until " + at(dueUs));
    }

    private int listWeight() {
        return adapter.profile().instruments().weight();
    }

    private Seen later(long dueUs) {
        Finding finding =
                Finding.skipped(id(), venue + " not asked: a doctor has just been there; again at " + at(dueUs));
        return new Seen(List.of(finding, budget()), false, OptionalLong.empty());
    }

    private Finding reached(Result data, Result list) {
        String way = data.passed().stream()
                .map(step -> step.step().name().toLowerCase(Locale.ROOT) + " " + step.tookMs() + " ms")
                .collect(Collectors.joining(", "));
        long listMs = list.passed().getLast().tookMs();
        String simulated = data.simulated() || list.simulated() ? ", a simulation" : "";
        return Finding.ok(
                id(),
                "%s reachable: %s; %d pairs listed, %d ms%s".formatted(venue, way, list.pairs(), listMs, simulated));
    }

    private Finding failed(Result result) {
        Step step = result.failed() == null ? Step.NAME : result.failed();
        String where =
                step == Step.LIST ? config.restUrl().toString() : config.wsUrl().toString();
        String text = "%s unreachable: %s (%s, %s)"
                .formatted(venue, result.why(), step.name().toLowerCase(Locale.ROOT), where);
        return Finding.error(id(), text, fix(step, result.status()));
    }

    private String fix(Step step, int status) {
        if (status == 451 || status == 403) {
            return "the venue may not serve this region: another address with --venue-url, or other venues";
        }
        return switch (step) {
            case NAME -> "see that this machine can look up names and reach the internet";
            case CONNECTION -> "see whether a firewall or a proxy is in the way; --venue-url names another address";
            case TLS -> "see that the clock is right; venues." + venue + ".trust-store takes certificates of your own";
            case WEBSOCKET, LIST -> "see whether the address is right, or a proxy answers in its place";
        };
    }

    /** What the gateway has used; spacings say nothing, and neither does what is untouched. */
    private Finding budget() {
        List<String> used = new ArrayList<>();
        for (SourceReport.Limit limit : gateways.limits(clock.nowUs())) {
            if (limit.used() > 0) {
                used.add(limit.name() + " " + limit.used() + " of " + limit.of());
            }
        }
        String text = used.isEmpty() ? "none used" : String.join(", ", used);
        return Finding.ok("limits." + venue, venue + " limits: " + text);
    }

    private String id() {
        return "venue." + venue;
    }

    private static String at(long us) {
        return Instant.ofEpochSecond(Math.ceilDiv(us, 1_000_000)).toString();
    }
}
