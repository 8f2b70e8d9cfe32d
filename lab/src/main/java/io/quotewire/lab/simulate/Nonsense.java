package io.quotewire.lab.simulate;

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
        byte[] of(Parcel parcel, SplittableRandom random) {
            byte[] frame = parcel.frame();
            return Arrays.copyOf(frame, 1 + random.nextInt(frame.length - 1));
        }
    },
    NOT_JSON {
        @Override
        byte[] of(Parcel parcel, SplittableRandom random) {
            return bytes(
                    "<html><head><title>%d Bad Gateway</title></head></html>".formatted(500 + random.nextInt(100)));
        }
    },
    /** Objects where numbers belong. */
    WRONG_TYPES {
        @Override
        byte[] of(Parcel parcel, SplittableRandom random) {
            return numbers(parcel.frame(), "{\"no\":[\"number\"]}");
        }
    },
    /** Numbers that no machine word holds. */
    ABSURD {
        @Override
        byte[] of(Parcel parcel, SplittableRandom random) {
            return numbers(parcel.frame(), "\"" + "9".repeat(30 + random.nextInt(400)) + "e999\"");
        }
    },
    /** Deeper than a parser that calls itself can go. */
    DEEP {
        @Override
        byte[] of(Parcel parcel, SplittableRandom random) {
            int levels = 2_000 + random.nextInt(20_000);
            String frame = new String(parcel.frame(), StandardCharsets.UTF_8);
            return bytes("[".repeat(levels) + frame + "]".repeat(levels));
        }
    },
    /** Well formed, but the bid is above the ask, or a price below zero. */
    CROSSED {
        @Override
        byte[] of(Parcel parcel, SplittableRandom random) {
            byte[] frame = parcel.frame(Bent.crossed(parcel.happening()));
            return Arrays.equals(frame, parcel.frame()) ? numbers(frame, "\"-1\"") : frame;
        }
    },
    /** Well formed, but the prices are zero; in a book the sizes too, which takes away what was not there. */
    ZERO {
        @Override
        byte[] of(Parcel parcel, SplittableRandom random) {
            byte[] frame = parcel.frame(Bent.zero(parcel.happening()));
            return Arrays.equals(frame, parcel.frame()) ? numbers(frame, "\"0\"") : frame;
        }
    };

    /** As venues write prices and sizes: a text, or a number with a point. */
    private static final Pattern NUMBER = Pattern.compile("\"[0-9]+(?:\\.[0-9]+)?\"|(?<=:)[0-9]+\\.[0-9]+(?=[,}])");

    /** The frame that tells of what {@code parcel} carries in this wrong way. */
    abstract byte[] of(Parcel parcel, SplittableRandom random);

    /** With {@code instead} for each price and size. */
    private static byte[] numbers(byte[] frame, String instead) {
        String text = new String(frame, StandardCharsets.UTF_8);
        return bytes(NUMBER.matcher(text).replaceAll(Matcher.quoteReplacement(instead)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
