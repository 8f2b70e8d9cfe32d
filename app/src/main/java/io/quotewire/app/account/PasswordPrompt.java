package io.quotewire.app.account;

import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.gateway.auth.PasswordRules;
import io.quotewire.gateway.auth.Passwords;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for a password, a new one twice, at a terminal, which does not show it; else it is the first line of the input. */
final class PasswordPrompt {
    private PasswordPrompt() {}

    /**
     * The hash of what was typed.
     *
     * @throws Failure if nothing was, or the two differ, or it is too easily guessed
     */
    static String hash(Shell shell, String account) throws Failure {
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        String password = terminal.isPresent() ? twice(terminal.get(), account) : line(shell);
        String objection = PasswordRules.objection(password, account);
        if (objection != null) {
            throw new Failure(ExitCode.USAGE, objection);
        }
        try (Passwords passwords = new Passwords(1)) {
            return Objects.requireNonNull(passwords.hash(password));
        }
    }

    /**
     * A password that there is already, asked for once.
     *
     * @throws Failure if none was typed
     */
    static String known(Shell shell, String account) throws Failure {
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        return terminal.isPresent()
                ? new String(typed(terminal.get().readPassword("Password of %s: ", account)))
                : line(shell);
    }

    private static String twice(Console console, String account) throws Failure {
        char[] first = typed(console.readPassword("Password of %s: ", account));
        char[] again = typed(console.readPassword("Again: "));
        if (!Arrays.equals(first, again)) {
            throw new Failure(ExitCode.USAGE, "the two passwords differ: nothing was changed");
        }
        return new String(first);
    }

    private static char[] typed(char @Nullable [] characters) throws Failure {
        if (characters == null) {
            throw new Failure(ExitCode.USAGE, "no password was typed: nothing was changed");
        }
        return characters;
    }

    private static String line(Shell shell) throws Failure {
        try {
            String line = new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8)).readLine();
            if (line == null) {
                throw new Failure(
                        ExitCode.USAGE, "the password is read from the input, its first line: there was none");
            }
            return line;
        } catch (IOException e) {
            throw new Failure(ExitCode.INPUT, "the input cannot be read: " + e.getMessage());
        }
    }
}
