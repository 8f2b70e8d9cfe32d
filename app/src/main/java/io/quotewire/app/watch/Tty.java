package io.quotewire.app.watch;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The terminal of this process, taken over: keys come one by one and unseen, the screen is ours. Closing gives it back.
 *
 * <p><b>Threads:</b> the watching thread's. Its size is asked for with each frame, so no signal is needed to hear of a
 * change; Ctrl-C comes as a key, so that there is one way out.
 */
final class Tty implements AutoCloseable {
    private final Terminal terminal;
    private final Attributes found;
    private boolean entered;

    private Tty(Terminal terminal) {
        this.terminal = terminal;
        this.found = terminal.getAttributes();
    }

    /** Whether a person sits at both ends. */
    static boolean isThere() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    /** The terminal, not taken over yet; null where it is of a kind that cannot be. */
    static @Nullable Tty open() {
        try {
            return new Tty(TerminalBuilder.builder()
                    .system(true)
                    .systemOutput(TerminalBuilder.SystemOutput.SysOut)
                    .provider(TerminalBuilder.PROP_PROVIDER_FFM)
                    .dumb(false)
                    .nativeSignals(false)
                    .graphemeCluster(false) // Finding out would ask the terminal and wait for its answer.
                    .build());
        } catch (IOException | IllegalStateException _) {
            return null;
        }
    }

    void enter() {
        entered = true;
        Attributes raw = new Attributes(found);
        for (Attributes.LocalFlag flag : new Attributes.LocalFlag[] {
            Attributes.LocalFlag.ICANON,
            Attributes.LocalFlag.ECHO,
            Attributes.LocalFlag.IEXTEN,
            Attributes.LocalFlag.ISIG
        }) {
            raw.setLocalFlag(flag, false);
        }
        raw.setInputFlag(Attributes.InputFlag.IXON, false);
        raw.setInputFlag(Attributes.InputFlag.ICRNL, false);
        raw.setControlChar(Attributes.ControlChar.VMIN, 1);
        raw.setControlChar(Attributes.ControlChar.VTIME, 0);
        terminal.setAttributes(raw);
        write(Screen.ENTER);
    }

    Size size() {
        int columns = terminal.getColumns();
        int rows = terminal.getRows();
        return columns > 0 && rows > 0 ? new Size(columns, rows) : Size.USUAL;
    }

    /** As {@link Keyboard.Source#read}. */
    int read(long ms) throws IOException {
        return terminal.reader().read(ms);
    }

    void write(String text) {
        try {
            terminal.output().write(text.getBytes(StandardCharsets.UTF_8));
            terminal.output().flush();
        } catch (IOException _) {
            // A terminal that went away: reading from it says so.
        }
    }

    /** Leaves the terminal as it was found. */
    @Override
    public void close() throws IOException {
        try {
            if (entered) {
                write(Screen.LEAVE);
                terminal.setAttributes(found);
            }
        } finally {
            terminal.close();
        }
    }
}
