package io.quotewire.lab.simulate;

import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.script.Script;
import io.quotewire.model.Decimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ways in which a frame can be wrong. What comes out is UTF-8 in any case, for it goes into a text frame. */
enum Nonsense {
    /** It ends too soon. */
    CUT {
        @Override
        byte[] of(Happening happening, Script script, SplittableRandom random) {
            byte[] frame = script.frame(happening);
            return Arrays.copyOf(frame, 1 + random.nextInt(frame.length - 1));
        }
    },
    NOT_JSON {
        @Override
        byte[] of(Happening happening, Script script, SplittableRandom random) {
            return bytes(
                    "<html><head><title>%d Bad Gateway</title></head></html>".formatted(500 + random.nextInt(100)));
        }
    },
    /** Objects where numbers belong. */
    WRONG_TYPES {
        @Override
        byte[] of(Happening happening, Script script, SplittableRandom random) {
            return numbers(script.frame(happening), "{\"no\":[\"number\"]}");
        }
    },
    /** Numbers that no machine word holds. */
    ABSURD {
        @Override
        byte[] of(Happening happening, Script script, SplittableRandom random) {
            return numbers(script.frame(happening), "\"" + "9".repeat(30 + random.nextInt(400)) + "e999\"");
        }
    },
    /** Deeper than a parser that calls itself can go. */
    DEEP {
        @Override
        byte[] of(Happening happening, Script script, SplittableRandom random) {
            int levels = 2_000 + random.nextInt(20_000);
            String frame = new String(script.frame(happening), StandardCharsets.UTF_8);
            return bytes("[".repeat(levels) + frame + "]".repeat(levels));
        }
    },
    /** Well formed, but the bid is above the ask, or a price below zero. */
    CROSSED {
        @Override
        byte[] of(Happening happening, Script script, SplittableRandom random) {
            return script.frame(
                    switch (happening) {
                        case Quoted quoted -> crossed(quoted);
                        case Traded traded -> priced(traded, negative(traded.price()));
                        case Summed summed -> with(summed, crossed(summed.quote()), summed.trade());
                    });
        }
    },
    /** Well formed, but the prices are zero. */
    ZERO {
        @Override
        byte[] of(Happening happening, Script script, SplittableRandom random) {
            return script.frame(
                    switch (happening) {
                        case Quoted quoted -> quotedAt(quoted, Decimal.ZERO, Decimal.ZERO);
                        case Traded traded -> priced(traded, Decimal.ZERO);
                        case Summed summed ->
                            with(
                                    summed,
                                    quotedAt(summed.quote(), Decimal.ZERO, Decimal.ZERO),
                                    priced(summed.trade(), Decimal.ZERO));
                    });
        }
    };

    private static final Pattern NUMBER = Pattern.compile("\"[0-9]+(?:\\.[0-9]+)?\"");

    /** The frame that tells of {@code happening} in this wrong way. */
    abstract byte[] of(Happening happening, Script script, SplittableRandom random);

    /** With {@code instead} for each number that is written as a text, as venues write prices and sizes. */
    private static byte[] numbers(byte[] frame, String instead) {
        String text = new String(frame, StandardCharsets.UTF_8);
        return bytes(NUMBER.matcher(text).replaceAll(Matcher.quoteReplacement(instead)));
    }

    private static Quoted crossed(Quoted quoted) {
        Decimal above = quoted.ask();
        Decimal below = quoted.bid();
        return quotedAt(quoted, above, below);
    }

    private static Quoted quotedAt(Quoted it, Decimal bid, Decimal ask) {
        return new Quoted(it.id(), it.listing(), it.tsUs(), it.sequence(), bid, it.bidSize(), ask, it.askSize());
    }

    private static Traded priced(Traded it, Decimal price) {
        return new Traded(it.id(), it.listing(), it.tsUs(), it.number(), it.sequence(), it.side(), price, it.size());
    }

    private static Summed with(Summed it, Quoted quote, Traded trade) {
        return new Summed(it.id(), it.listing(), it.tsUs(), it.day(), quote, trade);
    }

    private static Decimal negative(Decimal price) {
        return Decimal.of(-price.mantissa(), price.scale(), price.places());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
