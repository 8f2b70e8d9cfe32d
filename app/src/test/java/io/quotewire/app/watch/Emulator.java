package io.quotewire.app.watch;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * As much of a terminal as a watcher needs: two screens, a cursor, the last looks, modes. Anything else that it is sent is
 * an error.
 *
 * <p><b>Threads:</b> one owner.
 */
public final class Emulator {
    private static final Pattern SEQUENCE = Pattern.compile("\033\\[(\\??)([0-9;]*)([A-Za-z])");
    private static final Pattern BEGUN = Pattern.compile("\033(\\[\\??[0-9;]*)?");
    private static final Set<String> KNOWN_MODES = Set.of("7", "25", "1049", "2026");

    private final Set<String> modes = new HashSet<>(Set.of("7", "25"));
    private char[][] main;
    private char[][] alternate;
    private int row;
    private int column;
    private int mainRow;
    private int mainColumn;
    private String look = "";
    private String begun = "";
    private int written;

    public Emulator(int columns, int rows) {
        main = blank(columns, rows);
        alternate = blank(columns, rows);
    }

    /** What is on the screen, without spaces at the ends of lines. */
    public List<String> lines() {
        return Arrays.stream(screen())
                .map(line -> new String(line).stripTrailing())
                .toList();
    }

    /** As {@link #lines}, without empty lines at the end. */
    public String text() {
        return lines().stream().collect(Collectors.joining("\n")).stripTrailing();
    }

    /** Whether it is as a shell expects it: main screen, cursor, wrapping, plain looks. */
    public boolean isRestored() {
        return modes.equals(Set.of("7", "25")) && (look.isEmpty() || look.equals("0"));
    }

    public boolean isAlternate() {
        return modes.contains("1049");
    }

    /** Characters that were written since the last call, moves and looks not counted. */
    int written() {
        int count = written;
        written = 0;
        return count;
    }

    /** Lines are cut or filled with spaces, as simple terminals do; nothing is wrapped anew. */
    public void resize(int columns, int rows) {
        main = resized(main, columns, rows);
        alternate = resized(alternate, columns, rows);
        row = Math.min(row, rows - 1);
        column = Math.min(column, columns - 1);
    }

    /** What the terminal is sent; a sequence may be in two parts. */
    public void accept(String sent) {
        String text = begun + sent;
        begun = "";
        Matcher sequence = SEQUENCE.matcher(text);
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\033') {
                if (!sequence.find(at) || sequence.start() != at) {
                    if (BEGUN.matcher(text.substring(at)).matches()) {
                        begun = text.substring(at);
                        return;
                    }
                    throw new AssertionError("no sequence that is known here: " + text.substring(at + 1));
                }
                obey(sequence);
                at = sequence.end();
            } else {
                put(c);
                at++;
            }
        }
    }

    private void obey(Matcher sequence) {
        String arguments = sequence.group(2);
        if (!sequence.group(1).isEmpty()) {
            mode(arguments, sequence.group(3));
            return;
        }
        switch (sequence.group(3)) {
            case "H" -> {
                row = Math.min(Integer.parseInt(arguments.substring(0, arguments.indexOf(';'))), screen().length) - 1;
                column = Integer.parseInt(arguments.substring(arguments.indexOf(';') + 1)) - 1;
            }
            case "J" -> erase(arguments);
            // A column behind the last one is the last one, as on a terminal that waits to wrap.
            case "K" ->
                Arrays.fill(screen()[row], Math.min(column, screen()[row].length - 1), screen()[row].length, ' ');
            case "m" -> look = arguments;
            default ->
                throw new AssertionError("unknown sequence " + sequence.group().substring(1));
        }
    }

    private void erase(String what) {
        if (what.equals("2")) {
            for (char[] line : screen()) {
                Arrays.fill(line, ' ');
            }
            return;
        }
        Arrays.fill(screen()[row], column, screen()[row].length, ' ');
        for (int below = row + 1; below < screen().length; below++) {
            Arrays.fill(screen()[below], ' ');
        }
    }

    private void mode(String number, String letter) {
        if (!KNOWN_MODES.contains(number)) {
            throw new AssertionError("unknown mode " + number);
        }
        boolean on = letter.equals("h");
        if (number.equals("1049") && on != isAlternate()) {
            int keptRow = on ? row : mainRow;
            int keptColumn = on ? column : mainColumn;
            mainRow = row;
            mainColumn = column;
            row = keptRow;
            column = keptColumn;
        }
        boolean _ = on ? modes.add(number) : modes.remove(number);
    }

    private void put(char c) {
        switch (c) {
            case '\r' -> column = 0;
            case '\n' -> lineFeed();
            default -> {
                if (column >= screen()[row].length && modes.contains("7")) {
                    column = 0;
                    lineFeed();
                }
                screen()[row][Math.min(column, screen()[row].length - 1)] = c;
                column++;
                written++;
            }
        }
    }

    private void lineFeed() {
        if (row < screen().length - 1) {
            row++;
            return;
        }
        char[][] screen = screen();
        System.arraycopy(screen, 1, screen, 0, screen.length - 1);
        screen[screen.length - 1] = blank(screen[0].length, 1)[0];
    }

    private char[][] screen() {
        return isAlternate() ? alternate : main;
    }

    private static char[][] blank(int columns, int rows) {
        char[][] screen = new char[rows][columns];
        for (char[] line : screen) {
            Arrays.fill(line, ' ');
        }
        return screen;
    }

    private static char[][] resized(char[][] old, int columns, int rows) {
        char[][] screen = blank(columns, rows);
        for (int i = 0; i < Math.min(rows, old.length); i++) {
            System.arraycopy(old[i], 0, screen[i], 0, Math.min(columns, old[i].length));
        }
        return screen;
    }
}
