/**
 * The HTTP door: JAX-RS resources under /api and what goes over the line there.
 *
 * <p>In: requests with JSON bodies, and who the container says sent them. Out: JSON, or {@code application/problem+json} (RFC 9457) made from a fault. A
 * resource accepts, hands over to {@code access} or {@code session}, answers; what is right or allowed is decided there.
 */
package dev.longshell.api;
