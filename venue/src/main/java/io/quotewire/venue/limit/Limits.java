package io.quotewire.venue.limit;

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
 * @param tooMuch by which words the venue says what others say with a 429
 */
public record Limits(
        List<Rate> connects,
        List<Rate> control,
        List<Rate> subscriptions,
        List<Rate> requests,
        List<Rate> weight,
        List<Rate> addressWeight,
        String weightHeader,
        Duration afterForbidden,
        TooMuch tooMuch) {
    /** No limit on anything. */
    static final Limits NONE = new Limits(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), "", Duration.ZERO, TooMuch.NONE);

    private static final int MOST_RATES = 4;

    public Limits {
        connects = checked(LimitRule.CONNECTS, connects);
        control = checked(LimitRule.CONTROL, control);
        subscriptions = checked(LimitRule.SUBSCRIPTIONS, subscriptions);
        requests = checked(LimitRule.REQUESTS, requests);
        weight = checked(LimitRule.WEIGHT, weight);
        addressWeight = checked(LimitRule.ADDRESS_WEIGHT, addressWeight);
    }

    /** What the table says of {@code venue}; of one that it does not have, what it says of any. */
    public static Limits of(String venue) {
        return NONE.with(LimitTable.STANDARD.of(venue));
    }

    /**
     * The same with these rules in the place of what it says on the same things.
     *
     * @throws IllegalArgumentException if they are more than four on one thing
     */
    public Limits with(List<LimitRule> rules) {
        return new Limits(
                rates(LimitRule.CONNECTS, connects, rules),
                rates(LimitRule.CONTROL, control, rules),
                rates(LimitRule.SUBSCRIPTIONS, subscriptions, rules),
                rates(LimitRule.REQUESTS, requests, rules),
                rates(LimitRule.WEIGHT, weight, rules),
                rates(LimitRule.ADDRESS_WEIGHT, addressWeight, rules),
                on(LimitRule.WEIGHT_HEADER, rules).stream()
                        .reduce((_, last) -> last)
                        .map(rule -> rule.isNone() ? "" : rule.value())
                        .orElse(weightHeader),
                on(LimitRule.AFTER_FORBIDDEN, rules).stream()
                        .reduce((_, last) -> last)
                        .map(rule -> rule.isNone() ? Duration.ZERO : rule.silence())
                        .orElse(afterForbidden),
                tooMuch(on(LimitRule.TOO_MUCH, rules)));
    }

    private TooMuch tooMuch(List<LimitRule> own) {
        return own.isEmpty()
                ? tooMuch
                : new TooMuch(own.stream()
                        .filter(rule -> !rule.isNone())
                        .map(LimitRule::value)
                        .toList());
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

    private static List<Rate> rates(String what, List<Rate> before, List<LimitRule> rules) {
        List<LimitRule> own = on(what, rules);
        return own.isEmpty()
                ? before
                : own.stream()
                        .filter(rule -> !rule.isNone())
                        .map(LimitRule::rate)
                        .toList();
    }

    private static List<LimitRule> on(String what, List<LimitRule> rules) {
        return rules.stream().filter(rule -> rule.what().equals(what)).toList();
    }

    private static List<Rate> checked(String what, List<Rate> rates) {
        if (rates.size() > MOST_RATES) {
            throw new IllegalArgumentException(
                    "limits may have 0 to %d rates on %s, has %d".formatted(MOST_RATES, what, rates.size()));
        }
        return List.copyOf(rates);
    }
}
