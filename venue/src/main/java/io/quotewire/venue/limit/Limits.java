package io.quotewire.venue.limit;

import io.quotewire.model.Check;
import java.time.Duration;
import java.util.List;

/**
 * What we allow ourselves at one venue. An empty list is no limit; of several rates all hold.
 *
 * @param connects attempts to connect, of all connections together
 * @param control messages to the venue on one connection: requests, and pings and pongs where the venue counts them
 * @param subscriptions requests to subscribe and unsubscribe on one connection
 * @param requests calls over REST, whatever they weigh
 * @param weight what those calls weigh in the venue's own units, by our own count
 * @param addressWeight likewise, by the venue's count, which knows of other programs behind our address
 * @param weightHeader of an answer, with what our address has used of the running minute; empty where there is none
 * @param afterForbidden how long a 403 silences us, up to 3 days; 0 where a 403 is an error as any other
 */
public record Limits(
        List<Rate> connects,
        List<Rate> control,
        List<Rate> subscriptions,
        List<Rate> requests,
        List<Rate> weight,
        List<Rate> addressWeight,
        String weightHeader,
        Duration afterForbidden) {
    private static final int MOST_RATES = 4;
    private static final long LONGEST_S = Duration.ofDays(3).toSeconds();

    public Limits {
        connects = checked("connects", connects);
        control = checked("control", control);
        subscriptions = checked("subscriptions", subscriptions);
        requests = checked("requests", requests);
        weight = checked("weight", weight);
        addressWeight = checked("address-weight", addressWeight);
        Check.range("after-forbidden (s)", afterForbidden.toSeconds(), 0, LONGEST_S);
        if (!weightHeader.matches("[A-Za-z0-9-]{0,64}")) {
            throw new IllegalArgumentException("weight-header must be a header's name, was " + weightHeader);
        }
    }

    /** What the table says of {@code venue}; of one that it does not have, what it says of any. */
    public static Limits of(String venue) {
        return LimitTable.STANDARD.of(venue);
    }

    /** The rates on what all connections share. */
    List<Rate> of(Kind kind) {
        return switch (kind) {
            case CONNECTS -> connects;
            case REQUESTS -> requests;
            case WEIGHT -> weight;
            case ADDRESS_WEIGHT -> addressWeight;
        };
    }

    private static List<Rate> checked(String key, List<Rate> rates) {
        if (rates.size() > MOST_RATES) {
            throw new IllegalArgumentException(
                    "%s must have 0 to %d entries, has %d".formatted(key, MOST_RATES, rates.size()));
        }
        return List.copyOf(rates);
    }
}
