package dev.sluice.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class GzipStreamTest {
    private static final byte[] TEXT = "some text that is packed".getBytes(UTF_8);

    @Test
    void inflatesWhatWasDeflatedHoweverItArrives() throws IOException {
        byte[] noise = new byte[300_000];
        new Random(1).nextBytes(noise);
        for (byte[] plain : new byte[][] {{}, TEXT, noise, new byte[1 << 20]}) {
            assertArrayEquals(plain, inflated(packed(plain)));
            InputStream trickling = new ByteArrayInputStream(packed(plain)) {
                @Override
                public synchronized int read(byte[] target, int offset, int length) {
                    return super.read(target, offset, Math.min(length, 7));
                }
            };
            assertArrayEquals(plain, new GzipStream(trickling).readAllBytes());
        }
    }

    @Test
    void takesMembersOneAfterTheOther() throws IOException {
        assertEquals("some text that is packedsome text that is packed", new String(inflated(twice()), UTF_8));
    }

    @Test
    void takesAHeaderWithEveryField() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 1, 2, 3, 4, 0, 3});
        file.writeBytes(new byte[] {2, 0, 'x', 'y'});
        file.writeBytes("name\0comment\0".getBytes(UTF_8));
        file.writeBytes(new byte[] {9, 9});
        byte[] plain = packed(TEXT);
        file.write(plain, 10, plain.length - 10);
        assertArrayEquals(TEXT, inflated(file.toByteArray()));
    }

    @Test
    void refusesWhatEndsTooEarlyAtEveryByte() {
        byte[] whole = packed(TEXT);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(EOFException.class, () -> inflated(cut), length + " bytes");
        }
    }

    @Test
    void refusesWhatFollowsTheEnd() {
        for (byte[] tail : new byte[][] {{0}, "garbage".getBytes(UTF_8), {0x1f, 0x00}}) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.writeBytes(packed(TEXT));
            file.writeBytes(tail);
            assertThrows(ZipException.class, () -> inflated(file.toByteArray()));
        }
    }

    @Test
    void refusesADamagedBodySumOrLength() {
        byte[] whole = packed(TEXT);
        for (int at : new int[] {0, 1, 2, 3, 14, whole.length - 8, whole.length - 1}) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) 0xff;
            assertThrows(IOException.class, () -> inflated(damaged), "byte " + at);
        }
    }

    @Test
    void endsAHeaderThatDoesNot() {
        byte[] endless = new byte[1 << 20];
        Arrays.fill(endless, (byte) 'n');
        System.arraycopy(new byte[] {0x1f, (byte) 0x8b, 8, 8}, 0, endless, 0, 4);
        ZipException e = assertThrows(ZipException.class, () -> inflated(endless));
        assertTrue(e.getMessage().contains("header"), e.getMessage());
    }

    @Test
    void stopsABomb() throws IOException {
        try (GzipStream bomb = new GzipStream(new ByteArrayInputStream(packed(new byte[64 << 20])))) {
            PipelineException e =
                    assertThrows(PipelineException.class, () -> bomb.transferTo(OutputStream.nullOutputStream()));
            assertEquals(ErrorCode.TOO_LARGE, e.code());
        }
    }

    private static byte[] inflated(byte[] file) throws IOException {
        try (GzipStream in = new GzipStream(new ByteArrayInputStream(file))) {
            return in.readAllBytes();
        }
    }

    private static byte[] twice() {
        byte[] one = packed(TEXT);
        byte[] two = Arrays.copyOf(one, 2 * one.length);
        System.arraycopy(one, 0, two, one.length, one.length);
        return two;
    }

    private static byte[] packed(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }
}
