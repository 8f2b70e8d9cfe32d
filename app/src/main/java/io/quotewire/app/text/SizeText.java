package io.quotewire.app.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes as people write them: {@code 512B}, {@code 64KiB}, {@code 1MiB}. */
public final class SizeText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,10})(B|KiB|MiB|GiB)");
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB");

    private SizeText() {}

    public static long read(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a size: " + text);
        }
        return Long.parseLong(matcher.group(1)) << (10 * UNITS.indexOf(matcher.group(2)));
    }

    /** In the largest unit that needs no fraction. */
    public static String print(long bytes) {
        int unit = 0;
        long count = bytes;
        while (count != 0 && count % 1_024 == 0 && unit < UNITS.size() - 1) {
            count /= 1_024;
            unit++;
        }
        return count + UNITS.get(unit);
    }
}
