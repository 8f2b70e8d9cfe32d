package io.quotewire.app.command;

import io.quotewire.app.node.Node;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.shell.Shell;
import io.quotewire.app.shell.Signals;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs a node until somebody or something ends it, and tells on standard error how far it is. */
final class Foreground {
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final long LOOK_MS = 100;

    private final PrintStream err;
    private final Signals signals;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();

    Foreground(Shell shell) {
        this.err = shell.err();
        this.signals = shell.signals();
        signals.handle(signal -> ending.complete(new Ending.Told(signal)));
    }

    /** Starts {@code node}, looks at {@code watches} while it runs, and ends it; says how the command ended. */
    ExitCode run(Node node, List<Watch> watches) throws Failure, InterruptedException {
        try {
            open(node);
            signals.reload(() -> node.rotate("reload"));
            List<Watch> all = new ArrayList<>(watches);
            all.add(new ReadyWatch(node));
            Ending why = await(node, all);
            if (why instanceof Ending.Broken(Throwable thrown)) {
                throw new IllegalStateException("a thread of the node failed", thrown);
            }
            node.drain(DRAIN);
            return code(why);
        } finally {
            node.stop();
        }
    }

    static ExitCode code(Ending why) {
        return switch (why) {
            case Ending.Told(Signals.Signal signal) ->
                signal == Signals.Signal.INT ? ExitCode.INTERRUPTED : ExitCode.OK;
            case Ending.Broken ignored -> ExitCode.INTERNAL;
            case Ending.Failed ignored -> ExitCode.INPUT;
            case Ending.Done ignored -> ExitCode.OK;
        };
    }

    private void open(Node node) throws Failure {
        try {
            node.start();
        } catch (IOException e) {
            throw cannotListen(String.valueOf(e.getMessage()));
        }
        node.addresses().forEach(address -> err.println("listening " + url(node, address)));
        InetSocketAddress admin = node.adminAddress();
        if (admin != null) {
            err.println("for operators " + url(node, admin));
        }
    }

    private Ending await(Node node, List<Watch> watches) throws InterruptedException {
        CompletableFuture<Ending> broken = node.fault().thenApply(Ending.Broken::new);
        CompletableFuture<Object> any = CompletableFuture.anyOf(ending, broken);
        while (true) {
            for (Watch watch : watches) {
                Ending seen = watch.look();
                if (seen != null) {
                    return seen;
                }
            }
            if (waitFor(any)) {
                return (Ending) any.join();
            }
        }
    }

    private static boolean waitFor(CompletableFuture<?> future) throws InterruptedException {
        try {
            future.get(LOOK_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for the end", e);
        }
    }

    private static Failure cannotListen(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("in use")) {
            String where = message.substring(0, message.indexOf(": ") + 2);
            return new Failure(ExitCode.UNAVAILABLE, where + "the port is in use\n--port 0 takes a free one");
        }
        boolean denied = lower.contains("permission") || lower.contains("not permitted");
        return new Failure(denied ? ExitCode.PERMISSION : ExitCode.UNAVAILABLE, message);
    }

    private static String url(Node node, InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (node.encrypted() ? "https://" : "http://") + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":"
                + address.getPort();
    }

    /** Says once that the node is ready. */
    private final class ReadyWatch implements Watch {
        private final Node node;
        private boolean said;

        ReadyWatch(Node node) {
            this.node = node;
        }

        @Override
        public @Nullable Ending look() {
            if (!said && node.ready()) {
                said = true;
                err.println("ready " + url(node, node.addresses().getFirst()));
            }
            return null;
        }
    }
}
