package io.quotewire.model;

/**
 * Reads one decimal, a character at a time, without allocating.
 *
 * <p><b>Threads:</b> one owner; meant to be kept and reused. The order is {@link #reset}, {@link #accept} for each
 * character, {@link #finish}, then the results.
 */
public final class DecimalReader {
    private static final int START = 0;
    private static final int SIGN = 1;
    private static final int ZERO = 2;
    private static final int WHOLE = 3;
    private static final int POINT = 4;
    private static final int FRACTION = 5;
    private static final int EXPONENT = 6;
    private static final int EXPONENT_SIGN = 7;
    private static final int EXPONENT_DIGITS = 8;
    private static final int REFUSED = 9;

    /** Beyond this no digit can matter: the value is out of range whatever follows. */
    private static final int MAX_EXPONENT = 1_000;

    private int state;
    private boolean negative;
    private long digits;
    private int heldZeros;
    private int fraction;
    private int exponent;
    private boolean exponentNegative;
    private int scale;
    private int places;

    /** Forgets what was read. A new reader needs none. */
    public void reset() {
        state = START;
        negative = false;
        digits = 0;
        heldZeros = 0;
        fraction = 0;
        exponent = 0;
        exponentNegative = false;
    }

    /** Takes the next character; a character that cannot stand here makes {@link #finish} false. */
    public void accept(int c) {
        if (c >= '0' && c <= '9') {
            digit(c - '0');
        } else {
            state = switch (c) {
                case '-' -> minus();
                case '+' -> state == EXPONENT ? EXPONENT_SIGN : REFUSED;
                case '.' -> state == ZERO || state == WHOLE ? POINT : REFUSED;
                case 'e', 'E' -> state == ZERO || state == WHOLE || state == FRACTION ? EXPONENT : REFUSED;
                default -> REFUSED;
            };
        }
    }

    /** Ends the number: true if it was whole, well formed and in range. */
    public boolean finish() {
        if (state != ZERO && state != WHOLE && state != FRACTION && state != EXPONENT_DIGITS) {
            return false;
        }
        int power = exponentNegative ? -exponent : exponent;
        scale = digits == 0 ? 0 : fraction - heldZeros - power;
        places = Math.max(Math.max(fraction - power, scale), 0);
        return scale >= -Decimal.MAX_PLACES && scale <= Decimal.MAX_PLACES && places <= Decimal.MAX_PLACES;
    }

    /** The digits without trailing zeros; valid after {@link #finish} said true. */
    public long mantissa() {
        return negative ? -digits : digits;
    }

    public int scale() {
        return scale;
    }

    public int places() {
        return places;
    }

    /** The number read; valid after {@link #finish} said true. */
    public Decimal value() {
        return Decimal.of(mantissa(), scale, places);
    }

    private int minus() {
        if (state == START) {
            negative = true;
            return SIGN;
        }
        exponentNegative = true;
        return state == EXPONENT ? EXPONENT_SIGN : REFUSED;
    }

    private void digit(int digit) {
        switch (state) {
            case START, SIGN -> state = digit == 0 ? ZERO : WHOLE;
            case WHOLE, FRACTION -> {}
            case POINT -> state = FRACTION;
            case EXPONENT, EXPONENT_SIGN, EXPONENT_DIGITS -> {
                state = EXPONENT_DIGITS;
                exponent = Math.min(exponent * 10 + digit, MAX_EXPONENT);
                return;
            }
            default -> {
                state = REFUSED; // A digit after a leading zero: no venue prints 007.
                return;
            }
        }
        append(digit);
        if (state == FRACTION) {
            fraction++;
        }
    }

    /** Holds zeros back until a digit follows, so that trailing ones cost no precision and no division later. */
    private void append(int digit) {
        if (digit == 0) {
            heldZeros = digits == 0 ? 0 : heldZeros + 1;
            return;
        }
        for (; heldZeros >= 0; heldZeros--) {
            if (digits > (Long.MAX_VALUE - 9) / 10) {
                state = REFUSED;
                return;
            }
            digits *= 10;
        }
        heldZeros = 0;
        digits += digit;
    }
}
