package io.quotewire.app.command;

import io.quotewire.app.shell.Signals;
import java.io.Console;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The signals that the system sends to this process.
 *
 * <p>Only {@code sun.misc.Signal} tells SIGINT from SIGTERM, which have different exit codes, and lets a process that was
 * told to end finish its work. It is supported ({@code jdk.unsupported}) but its use cannot be compiled without a warning,
 * hence by reflection.
 */
public final class ProcessSignals implements Signals {
    private static final int SIGNAL_BASE = 128;

    @Override
    public void handle(Consumer<Signal> first) {
        AtomicBoolean seen = new AtomicBoolean();
        for (Signal signal : Signal.values()) {
            on(signal, () -> {
                if (!seen.compareAndSet(false, true)) {
                    Runtime.getRuntime().halt(SIGNAL_BASE + signal.number());
                }
                first.accept(signal);
            });
        }
    }

    @Override
    public void reload(Runnable action) {
        if (!hasTerminal()) {
            on(Signal.HUP, action);
        }
    }

    @SuppressWarnings("SystemConsoleNull") // It still does where both streams are redirected by a parent process.
    private static boolean hasTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static void on(Signal signal, Runnable action) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            InvocationHandler handler = (proxy, method, arguments) -> {
                action.run();
                return null;
            };
            Object proxy = Proxy.newProxyInstance(handlers.getClassLoader(), new Class<?>[] {handlers}, handler);
            Object number = signals.getConstructor(String.class).newInstance(signal.name());
            signals.getMethod("handle", signals, handlers).invoke(null, number, proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has no signals to handle " + signal, e);
        }
    }
}
