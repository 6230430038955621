package dev.longshell.breaker;

/** A CDI event: a breaker came into another state, or came to be. @param now what it is from now on */
public record BreakerChanged(BreakerView now) {
}
