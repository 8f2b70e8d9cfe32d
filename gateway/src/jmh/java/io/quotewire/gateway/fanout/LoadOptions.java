package io.quotewire.gateway.fanout;

import java.time.Duration;

/**
 * What a run of {@link FanoutBenchmark} may change.
 *
 * @param lanes event loops
 * @param capBytes unsent bytes beyond which a session conflates and drops
 * @param stalledAfter after which a connection that takes nothing is cut
 * @param unsentBytes that the kernel takes for a connection before they are on their way; 0 for those of the shipped server
 */
record LoadOptions(int lanes, int capBytes, Duration stalledAfter, long unsentBytes) {
    /** The load client of a saturating run is slow by intent; it counts on nothing being conflated. */
    private static final LoadOptions DEFAULT = new LoadOptions(1, 16 << 20, Duration.ofSeconds(60), 0);

    /** Reads {@code lanes=N}, {@code cap=BYTES}, {@code stalled=SECONDS} and {@code unsent=BYTES} behind the two ports. */
    static LoadOptions of(String[] args) {
        LoadOptions options = DEFAULT;
        for (int i = 2; i < args.length; i++) {
            String value = args[i].substring(args[i].indexOf('=') + 1);
            options = options.with(args[i].substring(0, args[i].length() - value.length()), value);
        }
        return options;
    }

    private LoadOptions with(String key, String value) {
        return switch (key) {
            case "lanes=" -> new LoadOptions(Integer.parseInt(value), capBytes, stalledAfter, unsentBytes);
            case "cap=" -> new LoadOptions(lanes, Integer.parseInt(value), stalledAfter, unsentBytes);
            case "stalled=" ->
                new LoadOptions(lanes, capBytes, Duration.ofSeconds(Integer.parseInt(value)), unsentBytes);
            case "unsent=" -> new LoadOptions(lanes, capBytes, stalledAfter, Long.parseLong(value));
            default -> throw new IllegalArgumentException("not an option: " + key + value);
        };
    }

    FanoutConfig config() {
        FanoutConfig base = FanoutConfig.DEFAULT;
        return new FanoutConfig(base.mailbox(), base.requests(), capBytes, stalledAfter, Duration.ofMinutes(10));
    }
}
