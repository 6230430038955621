package dev.longshell.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    /** The story: who has a /64 has 2^64 addresses, and each had attempts of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"2001:db8:0:7::1", "2001:DB8::7:0:0:0:2", "2001:db8:0:7:ffff:ffff:ffff:ffff", "2001:db8:0:7::1%eth0"})
    void addressesOfOneSubscriberAreOne(String address) {
        assertEquals("2001:0db8:0000:0007::/64", IpAddress.network(address));
    }

    @Test
    void theNextSubscriberIsAnother() {
        assertNotEquals(IpAddress.network("2001:db8:0:7::1"), IpAddress.network("2001:db8:0:8::1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "::ffff:192.0.2.1", "::FFFF:c000:201"})
    void anIpv4AddressThatCameThroughAnIpv6SocketIsTheIpv4Address(String address) {
        assertEquals("192.0.2.1", IpAddress.network(address));
        assertNotEquals("192.0.2.1", IpAddress.network("192.0.2.2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"999.1.1.1", "example.org", "", "1.2.3.4%eth0", "::1%eth0", "[::1]", "1.2.3"})
    void isNoAddress(String text) {
        assertFalse(IpAddress.bytes(text).isPresent());
    }

    @Test
    void whoIsNotKnownIsOneToo() {
        assertEquals("unknown", IpAddress.network(null));
        assertEquals("example.org", IpAddress.network("example.org"));
    }
}
