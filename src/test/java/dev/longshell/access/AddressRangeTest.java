package dev.longshell.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AddressRangeTest {
    @Test
    void containsWhatBeginsWithTheSameBits() {
        AddressRange range = AddressRange.parse("10.16.0.0/12");
        assertTrue(range.contains("10.16.0.0") && range.contains("10.31.255.255"));
        assertFalse(range.contains("10.32.0.0") || range.contains("10.15.255.255") || range.contains("::ffff") || range.contains("10.16.0.0.evil"));
        assertTrue(AddressRange.parse("192.0.2.1").contains("192.0.2.1"));
        assertFalse(AddressRange.parse("192.0.2.1").contains("192.0.2.2"));
        assertTrue(AddressRange.parse("fd00::/8").contains("fdff::1"));
        assertFalse(AddressRange.parse("fd00::/8").contains("fe00::1"));
        assertTrue(AddressRange.parse("0.0.0.0/0").contains("203.0.113.9"));
    }

    @Test
    void takesNoNameForAnAddress() {
        for (String name : new String[] {"dead.beef", "localhost", "", "1.2.3", "999.1.1.1", "evil.example"}) {
            assertFalse(AddressRange.isAddress(name), name);
        }
    }
}
