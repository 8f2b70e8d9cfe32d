package io.quotewire.gateway.auth;

/** Whom a part of the gateway is there for. What does not say otherwise is for those who may see the market. */
public enum Access {
    /** Everybody, whatever the mode; who asks is not looked at. */
    OPEN,
    /** Everybody: who shows nothing yet may do so later. */
    LATER,
    /** Who may see the market: everybody but where accounts are required. */
    MARKET,
    /** Who has an account. */
    ACCOUNT,
    /** Who runs the gateway: administrators; everybody where there are no accounts, which is on loopback by default. */
    OPERATOR,
    /** Who has logged in: a key lies in files of programs, and one that leaks must not reach further than it was made for. */
    LOGIN
}
