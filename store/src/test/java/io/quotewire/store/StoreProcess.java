package io.quotewire.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Another process that has the same embedded database open. It does as its standard input says, line by line, and answers so. */
final class StoreProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    private StoreProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    static StoreProcess start(Path folder) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        StoreProcess started = new StoreProcess(process);
        if (!started.answer().equals("open")) {
            throw new IOException("the other process has not opened the store");
        }
        return started;
    }

    /** What it says to a command: {@code create NAME}, {@code count}, {@code flood NUMBER}, {@code close}. */
    String ask(String command) throws IOException {
        tell(command);
        return answer();
    }

    void tell(String command) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).write(command + "\n");
        process.outputWriter(StandardCharsets.UTF_8).flush();
    }

    /** Its next line; empty when it has ended. */
    String answer() throws IOException {
        String line = answers.readLine();
        return line == null ? "" : line;
    }

    /** As {@code kill -9}: it can do nothing more. What it has said before can still be read. */
    void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] args) throws IOException {
        StoreConfig config = new StoreConfig("", Path.of(args[0]), "quotewire", null, 3);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Store store = Store.open(config)) {
            System.out.println("open");
            String command = commands.readLine();
            while (command != null && !command.equals("close")) {
                System.out.println(obey(store, command.split(" ", -1)));
                command = commands.readLine();
            }
        }
        System.out.println("closed");
    }

    private static String obey(Store store, String[] words) {
        switch (words[0]) {
            case "create" -> Given.account(store, words[1]);
            case "count" -> {
                return String.valueOf(store.accounts().list("", 1_000).size());
            }
            case "flood" -> flood(store, words[1]);
            default -> throw new UncheckedIOException(new IOException(words[0]));
        }
        return words[0] + " " + words[1];
    }

    /** Until somebody ends it. */
    private static void flood(Store store, String number) {
        for (int i = 0; i < 1_000_000; i++) {
            Account account = Given.account(store, "flood-" + number + "-" + i);
            System.out.println(account.name());
        }
    }
}
