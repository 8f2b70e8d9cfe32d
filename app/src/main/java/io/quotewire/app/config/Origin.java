package io.quotewire.app.config;

/** Where a value was written. */
public sealed interface Origin {
    /** Nowhere: the value is the built-in one. */
    record BuiltIn() implements Origin {
        @Override
        public String toString() {
            return "default";
        }
    }

    /** A place in the configuration file; lines and columns count from 1. */
    record InFile(String file, int line, int column) implements Origin {
        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }

    /** A file as a whole. */
    record WholeFile(String file) implements Origin {
        @Override
        public String toString() {
            return file;
        }
    }

    /** An environment variable. */
    record Variable(String name) implements Origin {
        @Override
        public String toString() {
            return "environment " + name;
        }
    }

    /** A flag of the command line. */
    record Flag(String name) implements Origin {
        @Override
        public String toString() {
            return name;
        }
    }
}
