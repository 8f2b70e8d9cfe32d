package io.quotewire.gateway.dialect;

/**
 * What can be set of dialects: a record for each that has settings.
 *
 * @param courses prices on request
 */
public record DialectConfig(CoursesConfig courses) {
    public static final DialectConfig DEFAULT = new DialectConfig(CoursesConfig.DEFAULT);
}
