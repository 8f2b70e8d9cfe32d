package io.quotewire.app.watch;

/**
 * What the user has chosen to see.
 *
 * @param top the first row shown, 0 or more; whoever paints stops at the last page
 * @param paused values stand still
 */
record View(Sort sort, int top, boolean paused, boolean help) {
    /** Order of the rows. */
    enum Sort {
        /** As named, or as the gateway lists them. */
        GIVEN,
        SYMBOL,
        /** By the change of 24 hours in percent, highest first; unknown ones last. */
        CHANGE;

        Sort next() {
            return switch (this) {
                case GIVEN -> SYMBOL;
                case SYMBOL -> CHANGE;
                case CHANGE -> GIVEN;
            };
        }
    }

    static final View FIRST = new View(Sort.GIVEN, 0, false, false);

    /**
     * After a key.
     *
     * @param page rows that fit
     * @param rows rows that there are
     */
    View on(Key key, int page, int rows) {
        if (help && key != Key.NONE) {
            return new View(sort, top, paused, false);
        }
        return switch (key) {
            case UP -> at(top - 1, page, rows);
            case DOWN -> at(top + 1, page, rows);
            case PAGE_UP -> at(top - page, page, rows);
            case PAGE_DOWN -> at(top + page, page, rows);
            case HOME -> at(0, page, rows);
            case END -> at(rows, page, rows);
            case SORT -> new View(sort.next(), 0, paused, false);
            case PAUSE -> new View(sort, top, !paused, false);
            case HELP -> new View(sort, top, paused, true);
            case REDRAW, QUIT, INTERRUPT, HANGUP, NONE, OTHER -> this;
        };
    }

    private View at(int row, int page, int rows) {
        return new View(sort, Math.clamp(row, 0, Math.max(0, rows - page)), paused, help);
    }
}
