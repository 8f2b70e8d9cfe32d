package io.quotewire.app.doctor;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.VenueConfig;
import io.quotewire.app.doctor.VenueCheck.Seen;
import io.quotewire.model.MicroClock;
import io.quotewire.venue.limit.Ledgers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Looks at everything, in a fixed order. */
public final class Doctor {
    private final AppConfig config;
    private final Path folder;
    private final String settings;
    private final MicroClock clock = MicroClock.system();
    private final long wallMs = System.currentTimeMillis();
    private final long startNs = System.nanoTime();

    /**
     * @param folder the data folder
     * @param settings where they come from, in words
     */
    public Doctor(AppConfig config, Path folder, String settings) {
        this.config = config;
        this.folder = folder;
        this.settings = settings;
    }

    /** Without settings only the machine can be looked at. */
    public static Diagnosis withoutSettings(List<Finding> problems) {
        List<Finding> findings = new ArrayList<>();
        findings.add(MachineChecks.java(Runtime.version()));
        findings.addAll(problems);
        findings.add(MachineChecks.files());
        findings.add(Finding.skipped("venues", "venues not asked: the settings cannot be used"));
        return new Diagnosis(findings);
    }

    public Diagnosis examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(MachineChecks.java(Runtime.version()));
        findings.add(Finding.ok("config", "settings valid, " + settings));
        Finding data = MachineChecks.data(folder);
        findings.add(data);
        findings.addAll(MachineChecks.limitsFile(folder));
        boolean running = running();
        config.listen().forEach(address -> findings.add(MachineChecks.port(address, running)));
        findings.addAll(TlsCheck.look(config.gatewayConfig().http().tls(), clock));
        findings.add(MachineChecks.files());
        List<Seen> seen = venues(findings, data.mark() != Finding.Mark.ERROR);
        boolean reached = seen.stream().anyMatch(Seen::reached);
        findings.add(MachineChecks.clock(middle(seen), jumpedMs()));
        seen.forEach(one -> one.findings().forEach(finding -> findings.add(reached ? finding.asWarning() : finding)));
        return new Diagnosis(findings);
    }

    private boolean running() {
        try {
            return Ledgers.isHeld(folder, Ledgers.GATEWAY);
        } catch (IOException e) {
            return false; // Nobody can have what cannot be opened.
        }
    }

    private List<Seen> venues(List<Finding> findings, boolean writable) {
        if (!writable) {
            findings.add(Finding.skipped("venues", "venues not asked: what is asked must be written down"));
            return List.of();
        }
        try (Ledgers own = Ledgers.open(folder, Ledgers.DOCTOR, clock)) {
            return ask(Ledgers.peek(folder, Ledgers.GATEWAY, clock), own);
        } catch (IOException e) {
            findings.add(Finding.error("limits", "venues not asked: " + e.getMessage(), null));
            return List.of();
        }
    }

    private List<Seen> ask(Ledgers gateways, Ledgers own) {
        List<CompletableFuture<Seen>> asked = new ArrayList<>();
        for (String venue : config.venues().enabled()) {
            VenueConfig how = Objects.requireNonNull(config.venues().byName().get(venue), venue);
            VenueCheck check = new VenueCheck(venue, how, clock, gateways, own);
            CompletableFuture<Seen> answer = new CompletableFuture<>();
            Thread.ofVirtual().name("doctor-" + venue).start(() -> look(check, answer));
            asked.add(answer);
        }
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private static void look(VenueCheck check, CompletableFuture<Seen> answer) {
        try {
            answer.complete(check.look());
        } catch (InterruptedException | RuntimeException e) {
            answer.completeExceptionally(new CompletionException(e));
        }
    }

    private static OptionalLong middle(List<Seen> seen) {
        long[] ahead = seen.stream()
                .flatMapToLong(one -> one.aheadMs().stream())
                .sorted()
                .toArray();
        return ahead.length == 0 ? OptionalLong.empty() : OptionalLong.of(ahead[ahead.length / 2]);
    }

    private long jumpedMs() {
        return System.currentTimeMillis() - wallMs - (System.nanoTime() - startNs) / 1_000_000;
    }
}
