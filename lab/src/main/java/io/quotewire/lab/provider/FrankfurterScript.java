package io.quotewire.lab.provider;

import io.quotewire.lab.script.Rate;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Frankfurter, of the dollar only: rates of working days, each from 15:00 UTC on. */
final class FrankfurterScript implements ProviderScript {
    private static final Pattern RANGE = Pattern.compile("/v1/(\\d{4}-\\d{2}-\\d{2})\\.\\.\\?base=USD");
    private static final int PUBLISHED = 15;
    private static final int MOST_DAYS = 31;

    @Override
    public String name() {
        return "frankfurter";
    }

    @Override
    public List<Rate> limits() {
        return List.of(new Rate(4, Duration.ofHours(1)));
    }

    @Override
    public @Nullable String answer(String uri, long asOfUs, boolean zero) {
        LocalDate last = workingDay(Instant.ofEpochSecond(asOfUs / 1_000_000)
                .minus(Duration.ofHours(PUBLISHED))
                .atZone(ZoneOffset.UTC)
                .toLocalDate());
        if (uri.equals("/v1/latest?base=USD")) {
            return "{\"amount\":1.0,\"base\":\"USD\",\"date\":\"%s\",\"rates\":{%s}}"
                    .formatted(last, Money.json(last, zero));
        }
        Matcher range = RANGE.matcher(uri);
        return range.matches() ? range(date(range.group(1)), last, zero) : null;
    }

    private static @Nullable String range(@Nullable LocalDate from, LocalDate last, boolean zero) {
        if (from == null || from.isBefore(last.minusDays(MOST_DAYS))) {
            return null;
        }
        LocalDate first = from.isAfter(last) ? last : workingDay(from);
        List<String> days = new ArrayList<>();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            if (day.equals(workingDay(day))) {
                days.add("\"%s\":{%s}".formatted(day, Money.json(day, zero)));
            }
        }
        return "{\"amount\":1.0,\"base\":\"USD\",\"start_date\":\"%s\",\"end_date\":\"%s\",\"rates\":{%s}}"
                .formatted(first, last, String.join(",", days));
    }

    private static @Nullable LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The day itself, or Friday. */
    private static LocalDate workingDay(LocalDate day) {
        DayOfWeek of = day.getDayOfWeek();
        return of.getValue() <= DayOfWeek.FRIDAY.getValue()
                ? day
                : day.minusDays(of.getValue() - DayOfWeek.FRIDAY.getValue());
    }

    @Override
    public String tooMany() {
        return "{\"message\":\"too many requests\"}";
    }
}
