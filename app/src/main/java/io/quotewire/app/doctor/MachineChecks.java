package io.quotewire.app.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import io.quotewire.gateway.http.ListenAddress;
import io.quotewire.venue.limit.Ledgers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** What can be seen without leaving the machine. */
final class MachineChecks {
    private static final int JAVA = 25;
    private static final long MANY_FILES = 10_000;

    /** For everything that is not a client: the program itself, venues, files. */
    private static final long OWN_FILES = 100;

    private static final long SCARCE_BYTES = 1L << 30;
    private static final long WELL_MS = 1_000;
    private static final long FAR_MS = 5_000;
    private static final long JUMP_MS = 200;

    private MachineChecks() {}

    static Finding java(Runtime.Version version) {
        return version.feature() >= JAVA
                ? Finding.ok("java", "Java " + version)
                : Finding.error("java", "Java " + version, "install a JDK " + JAVA + "; JAVA_HOME may name it");
    }

    static Finding files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? files(system.getMaxFileDescriptorCount())
                : Finding.skipped("files", "open files: this system does not say how many there may be");
    }

    /** A client is an open file. */
    static Finding files(long most) {
        String text = "open files " + most;
        return most >= MANY_FILES
                ? Finding.ok("files", text)
                : Finding.warning(
                        "files",
                        text + ": room for about " + Math.max(0, most - OWN_FILES) + " clients",
                        "LimitNOFILE=65536 in the unit, or ulimit -n 65536");
    }

    /** Writes a file, as a gateway will. */
    static Finding data(Path folder) {
        try {
            Files.createDirectories(folder);
            Path probe = Files.createTempFile(folder, "doctor", ".tmp");
            Files.delete(probe);
            long free = Files.getFileStore(folder).getUsableSpace();
            String text = "data folder " + folder + " can be written, " + (free >> 20) + " MiB free";
            return free >= SCARCE_BYTES
                    ? Finding.ok("data", text)
                    : Finding.warning("data", text, "make room, or name another folder with --data");
        } catch (IOException e) {
            String why = e.getClass().getSimpleName() + " " + e.getMessage();
            return Finding.error(
                    "data",
                    "data folder " + folder + " cannot be written: " + why,
                    "give the user of the gateway the right to, or name another folder with --data");
        }
    }

    /** What was left behind by a file that nobody could read. */
    static List<Finding> limitsFile(Path folder) {
        return Ledgers.wasUnreadable(folder, Ledgers.GATEWAY)
                ? List.of(Finding.warning(
                        "limits",
                        "the file of the limits was unreadable once, and everything counted as used up",
                        "look at limits.unreadable.txt in " + folder + ", then delete it"))
                : List.of();
    }

    /** @param running whether a gateway has the data folder, which then is who has the port */
    static Finding port(ListenAddress address, boolean running) {
        String id = "port." + address.port();
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address.host()), address.port()));
            return Finding.ok(id, address + " is free");
        } catch (IOException e) {
            return running
                    ? Finding.ok(id, address + " is in use, and a gateway runs on this data folder")
                    : Finding.error(
                            id,
                            address + " cannot be opened: " + e.getMessage(),
                            "end what listens there, or choose another with --port; 0 takes a free one");
        }
    }

    /**
     * Compares our clock with the venues' and with the one that cannot be set.
     *
     * @param aheadMs of the venue in the middle; empty if none told its time
     * @param jumpedMs how far the wall clock went from the monotonic one during the examination
     */
    static Finding clock(OptionalLong aheadMs, long jumpedMs) {
        if (Math.abs(jumpedMs) >= JUMP_MS) {
            return Finding.warning(
                    "clock", "the clock jumped by " + signed(jumpedMs) + " just now", "let NTP slew it, not step it");
        }
        if (aheadMs.isEmpty()) {
            return Finding.skipped("clock", "clock: no venue told its time to compare with");
        }
        long oursMs = -aheadMs.getAsLong();
        String text = "clock offset " + signed(oursMs) + " to the venues', within 0.5 s";
        if (Math.abs(oursMs) <= WELL_MS) {
            return Finding.ok("clock", text);
        }
        String fix = "synchronise it: chrony or systemd-timesyncd";
        return Math.abs(oursMs) <= FAR_MS ? Finding.warning("clock", text, fix) : Finding.error("clock", text, fix);
    }

    private static String signed(long ms) {
        return (ms < 0 ? "-" : "+") + Math.abs(ms) + " ms";
    }
}
