package dev.sluice.server.testkit;

import java.util.BitSet;
import java.util.concurrent.locks.ReentrantLock;

/// Every event a producer tried to send, by number, and what its attempts allow: ok (a 2xx), refused (only 4xx: it was
/// told that it was not taken) or unknown (no answer or 5xx, and no 2xx). Thread-safe.
final class Attempts {
    private final ReentrantLock lock = new ReentrantLock();
    private final BitSet ok = new BitSet();
    private final BitSet open = new BitSet();
    private int next;

    /// takes the next numbers and returns the first
    int begin(int count) {
        lock.lock();
        try {
            int first = next;
            next += count;
            return first;
        } finally {
            lock.unlock();
        }
    }

    /// @param status of the answer; 0 when there was none
    void end(int first, int count, int status) {
        lock.lock();
        try {
            boolean accepted = status >= 200 && status < 300;
            boolean refused = status >= 400 && status < 500;
            if (accepted) {
                ok.set(first, first + count);
            } else if (!refused) {
                open.set(first, first + count);
            }
        } finally {
            lock.unlock();
        }
    }

    int attempted() {
        lock.lock();
        try {
            return next;
        } finally {
            lock.unlock();
        }
    }

    BitSet ok() {
        lock.lock();
        try {
            return (BitSet) ok.clone();
        } finally {
            lock.unlock();
        }
    }

    /// attempts that ended unknown, of events that were never ok
    BitSet unknown() {
        lock.lock();
        try {
            BitSet unknown = (BitSet) open.clone();
            unknown.andNot(ok);
            return unknown;
        } finally {
            lock.unlock();
        }
    }

    /// what may be stored: all but what was only ever refused
    BitSet possible() {
        lock.lock();
        try {
            BitSet possible = (BitSet) open.clone();
            possible.or(ok);
            return possible;
        } finally {
            lock.unlock();
        }
    }
}
