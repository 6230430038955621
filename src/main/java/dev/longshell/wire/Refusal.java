package dev.longshell.wire;

/**
 * Why a keeper did not do what it was asked.
 *
 * @param fault   {@link dev.longshell.fault.Fault#code()}
 * @param message for the user
 */
public record Refusal(String fault, String message) {
}
