package io.quotewire.app.account;

import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.client.AccessKey;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By which key commands come to a gateway: it is never a flag itself, for flags are in histories and lists of processes. */
public final class KeyFileOption {
    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            description = "Holds the key of an account, as quotewire login or key create give it.")
    private @Nullable Path file;

    /**
     * The key; null where no file was named.
     *
     * @throws Failure if that cannot be read or holds no key
     */
    public @Nullable AccessKey read(Shell shell) throws Failure {
        try {
            return file == null ? null : AccessKey.read(shell.directory().resolve(file));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.INPUT, "--api-key-file: " + e.getMessage());
        }
    }
}
