package io.quotewire.gateway.security;

import org.jspecify.annotations.Nullable;

/**
 * What keeps a risk away: one method, without which its check fails.
 *
 * @param type a class, by its name below {@code io.quotewire}
 * @param method of that name the class has one, or several that return the same type
 * @param instead what it answers when it is switched off; null for null, and for a method that answers nothing
 */
record Protection(String type, String method, @Nullable Object instead) {
    /** What a method was given, counted from 0, as its answer. */
    record Argument(int index) {}

    /** A constant of the enum that a method returns. */
    record Named(String constant) {}

    /** What another method of the same object answers, which takes nothing. */
    record Call(String method) {}

    /** What a static method of the type that is returned answers, which takes nothing. */
    record Static(String method) {}

    /** Does nothing. */
    static Protection idle(String type, String method) {
        return new Protection(type, method, null);
    }

    static Protection says(String type, String method, @Nullable Object instead) {
        return new Protection(type, method, instead);
    }

    String className() {
        return "io.quotewire." + type;
    }

    @Override
    public String toString() {
        return type + "." + method + " answers " + instead;
    }
}
