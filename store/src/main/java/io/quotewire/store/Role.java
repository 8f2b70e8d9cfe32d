package io.quotewire.store;

/** What an account may do beyond following prices. */
public enum Role {
    USER,
    /** May see and change the accounts of others. */
    ADMIN
}
