package io.quotewire.lab.simulate;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code bad-checksum}: what a book is said to add up to is one off, where the venue says it and it is not the constant 0. */
record ChecksumWay(Faults faults, Way next) implements Way {
    private static final Pattern CHECKSUM = Pattern.compile("\"checksum\":([1-9][0-9]{0,9})");

    @Override
    public void pass(Parcel parcel) {
        if (faults.spoils(Verb.BAD_CHECKSUM, parcel.instrument())) {
            Matcher matcher = CHECKSUM.matcher(new String(parcel.frame(), StandardCharsets.UTF_8));
            if (matcher.find()) {
                String other = "\"checksum\":" + (Long.parseLong(matcher.group(1)) ^ 1);
                next.pass(parcel.broken(matcher.replaceFirst(other).getBytes(StandardCharsets.UTF_8)));
                return;
            }
        }
        next.pass(parcel);
    }
}
