package io.quotewire.gateway.fanout;

import java.time.Duration;

/**
 * What a run of {@link FanoutBenchmark} may change.
 *
 * @param lanes event loops
 * @param capBytes unsent bytes beyond which a session conflates and drops
 * @param stalledAfter after which a connection that takes nothing is cut
 * @param unsentBytes that the kernel takes for a connection before they are on their way; 0 for those of the shipped server
 * @param historyRows that a history writes in each second meanwhile; 0 for none
 */
record LoadOptions(int lanes, int capBytes, Duration stalledAfter, long unsentBytes, int historyRows) {
    /** The load client of a saturating run is slow by intent; it counts on nothing being conflated. */
    private static final LoadOptions DEFAULT = new LoadOptions(1, 16 << 20, Duration.ofSeconds(60), 0, 0);

    /** Reads {@code lanes=N}, {@code cap=BYTES}, {@code stalled=SECONDS}, {@code unsent=BYTES} and {@code history=ROWS} behind the two ports. */
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
            case "lanes=" -> new LoadOptions(Integer.parseInt(value), capBytes, stalledAfter, unsentBytes, historyRows);
            case "cap=" -> new LoadOptions(lanes, Integer.parseInt(value), stalledAfter, unsentBytes, historyRows);
            case "stalled=" ->
                new LoadOptions(lanes, capBytes, Duration.ofSeconds(Integer.parseInt(value)), unsentBytes, historyRows);
            case "unsent=" -> new LoadOptions(lanes, capBytes, stalledAfter, Long.parseLong(value), historyRows);
            case "history=" -> new LoadOptions(lanes, capBytes, stalledAfter, unsentBytes, Integer.parseInt(value));
            default -> throw new IllegalArgumentException("not an option: " + key + value);
        };
    }

    FanoutConfig config() {
        FanoutConfig base = FanoutConfig.DEFAULT;
        return new FanoutConfig(base.mailbox(), base.requests(), capBytes, stalledAfter, Duration.ofMinutes(10));
    }
}
