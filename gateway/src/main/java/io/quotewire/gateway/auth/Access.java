package io.quotewire.gateway.auth;

/** Whom a part of the gateway is there for. What does not say otherwise is for those who may see the market. */
public enum Access {
    /** Everybody, whatever the mode; who asks is not looked at. */
    OPEN,
    /** The same, and where operators have an address of their own, there too: whether the gateway lives. */
    PROBE,
    /** Everybody: who shows nothing yet may do so later. */
    LATER,
    /** Who may see the market: everybody but where accounts are required. */
    MARKET,
    /** Who has an account. */
    ACCOUNT,
    /**
     * Who runs the gateway: administrators; everybody where there are no accounts, which is on loopback by default. Where
     * operators have an address of their own, nowhere else.
     */
    OPERATOR,
    /** Who has logged in: a key lies in files of programs, and one that leaks must not reach further than it was made for. */
    LOGIN;

    /** Whether who asks is not looked at. */
    public boolean isOpen() {
        return this == OPEN || this == PROBE;
    }

    /** Whether operators want it at an address of their own. */
    public boolean isForOperators() {
        return this == OPERATOR || this == PROBE;
    }
}
