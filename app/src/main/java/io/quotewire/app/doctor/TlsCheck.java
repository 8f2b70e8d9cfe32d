package io.quotewire.app.doctor;

import io.quotewire.gateway.tls.TlsConfig;
import io.quotewire.gateway.tls.TlsDoor;
import io.quotewire.gateway.tls.TlsMetric;
import io.quotewire.model.MicroClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Whether the files of the certificate are of use, and only their owner's to read. */
final class TlsCheck {
    /** Authorities that renew by themselves do so a month before the end. */
    private static final int SOON_DAYS = 14;

    private static final Set<PosixFilePermission> OF_OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private TlsCheck() {}

    /** Nothing where there is to be no TLS. */
    static List<Finding> look(TlsConfig config, MicroClock clock) {
        if (!config.isOn()) {
            return List.of();
        }
        Path key = Objects.requireNonNull(config.key());
        try (TlsDoor door = Objects.requireNonNull(TlsDoor.open(config, clock))) {
            return List.of(certificate(door, clock), key(key));
        } catch (IllegalArgumentException e) {
            return List.of(
                    Finding.error(
                            "tls",
                            String.valueOf(e.getMessage()),
                            "put files there that belong together, or make some: quotewire tls self-signed --host NAME --out DIR"));
        }
    }

    private static Finding certificate(TlsDoor door, MicroClock clock) {
        long endS = door.read().stream()
                .filter(reading -> reading.metric() == TlsMetric.NOT_AFTER)
                .mapToLong(reading -> (long) reading.value())
                .findFirst()
                .orElseThrow();
        long days = Duration.ofSeconds(endS - clock.nowUs() / 1_000_000).toDays();
        String text = "certificate and key belong together, " + days + " days left";
        return days >= SOON_DAYS
                ? Finding.ok("tls", text)
                : Finding.warning("tls", text, "renew it: the gateway takes new files by itself");
    }

    private static Finding key(Path key) {
        try {
            boolean open = Files.getPosixFilePermissions(key).stream().anyMatch(OF_OTHERS::contains);
            return open
                    ? Finding.warning("tls.key", key + " can be read by others", "chmod 600 " + key)
                    : Finding.ok("tls.key", key + " is its owner's only");
        } catch (UnsupportedOperationException | IOException e) {
            return Finding.skipped("tls.key", key + ": this system does not say who may read it");
        }
    }
}
