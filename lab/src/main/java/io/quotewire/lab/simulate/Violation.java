package io.quotewire.lab.simulate;

/**
 * A limit of a venue that a client broke.
 *
 * @param rule which one: {@code connects}, {@code messages}, {@code requests}, {@code request-bytes}, {@code streams},
 *     {@code streams-at-once}, {@code first-request}, {@code weight} or {@code retry-after}
 * @param detail what the limit is, and whose connection broke it
 * @param atUs when, by the simulator's clock
 */
public record Violation(String venue, String rule, String detail, long atUs) {}
