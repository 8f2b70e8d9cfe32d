package io.quotewire.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.quotewire.app.config.LogConfig;
import java.io.Console;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Sets up the log: standard error, text on a terminal, JSON elsewhere. The logging library builds one when it starts. */
public final class Logging extends ContextAwareBase implements Configurator {
    private static final String TEXT = "%d{HH:mm:ss.SSS} %-5level %msg %kvp{NONE}%n%ex";

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        set(loggers, LogConfig.DEFAULT, System.err);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** From now on as {@code config} says, and to {@code out}. */
    public static void apply(LogConfig config, OutputStream out) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext loggers) {
            loggers.reset();
            set(loggers, config, out);
        }
    }

    private static void set(LoggerContext loggers, LogConfig config, OutputStream out) {
        Encoder<ILoggingEvent> encoder = isText(config.format()) ? text() : json();
        encoder.setContext(loggers);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(loggers);
        appender.setEncoder(encoder);
        appender.setOutputStream(new Unclosed(out));
        appender.start();
        Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.valueOf(config.level().name()));
        root.addAppender(appender);
        // They tell at this level what they found on the machine, and each of their steps.
        for (String library : List.of("io.netty", "org.flywaydb", "com.zaxxer.hikari")) {
            loggers.getLogger(library).setLevel(Level.WARN);
        }
    }

    private static Encoder<ILoggingEvent> text() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setPattern(TEXT);
        return encoder;
    }

    private static Encoder<ILoggingEvent> json() {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMDC(false);
        return encoder;
    }

    private static boolean isText(LogConfig.Format format) {
        return switch (format) {
            case TEXT -> true;
            case JSON -> false;
            case AUTO -> onTerminal();
        };
    }

    @SuppressWarnings("SystemConsoleNull") // It still does where both streams are redirected by a parent process.
    private static boolean onTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** The stream is the process's; closing the log must not close it. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
